package io.drover.engine.compile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.drools.compiler.compiler.io.memory.MemoryFileSystem;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.drools.compiler.kie.builder.impl.MemoryKieModule;
import org.drools.modelcompiler.CanonicalKieModule;
import org.kie.api.builder.ReleaseId;
import org.kie.api.builder.model.KieModuleModel;

/**
 * A module of executable rules in its compiled form.
 *
 * @param version under which it was compiled; the names of some of its classes are made of it
 * @param jar its classes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CompiledModule(long version, byte[] jar) {

    /** @throws IOException if {@code bytes} are nothing that {@link #bytes} gave */
    static CompiledModule of(byte[] bytes) throws IOException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            long version = buffer.getLong();
            byte[] jar = new byte[buffer.remaining()];
            buffer.get(jar);
            return new CompiledModule(version, jar);
        } catch (BufferUnderflowException e) {
            throw new IOException("not a compiled module", e);
        }
    }

    byte[] bytes() {
        return ByteBuffer.allocate(Long.BYTES + jar.length)
                .putLong(version)
                .put(jar)
                .array();
    }

    /** @throws IOException if the classes cannot be read */
    InternalKieModule module(ReleaseId releaseId, KieModuleModel model) throws IOException {
        MemoryFileSystem files = new MemoryFileSystem();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.write(entry.getName(), in.readAllBytes(), true);
                }
            }
        }
        return new CanonicalKieModule(new MemoryKieModule(releaseId, model, files));
    }
}
