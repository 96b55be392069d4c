package io.drover.engine.compile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
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

    private static final int LARGEST_FILE = 8 << 20;
    private static final long LARGEST = 64L << 20;
    private static final int MOST_FILES = 50_000;

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

    /**
     * What is in it, by path.
     *
     * @throws IOException if it cannot be read, or is larger than any pack
     */
    Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        long total = 0;
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readNBytes(LARGEST_FILE + 1);
                total += content.length;
                if (content.length > LARGEST_FILE || total > LARGEST || files.size() > MOST_FILES) {
                    throw new IOException("no compiled module is that large");
                }
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), content);
                }
            }
        }
        return files;
    }

    /** A module of {@code files} by path, as Drools has it. */
    static InternalKieModule module(Map<String, byte[]> files, ReleaseId releaseId, KieModuleModel model) {
        MemoryFileSystem memory = new MemoryFileSystem();
        files.forEach((path, content) -> memory.write(path, content, true));
        return new CanonicalKieModule(new MemoryKieModule(releaseId, model, memory));
    }
}
