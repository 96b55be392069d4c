package io.drover.engine.compile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import org.jspecify.annotations.Nullable;

/**
 * The parent of the class loader into which a pack is compiled: it holds the pack's class {@code T}, and otherwise passes
 * on to the engine's own loader.
 *
 * <p>It refuses the names of the pack's generated classes before it asks its parent, because a JDK loader keeps a lock for
 * every name it was ever asked for: without the refusal each compiled revision would leave some memory behind for good. It
 * serves {@code T} as a resource too, since the Java compiler inside Drools looks classes up by their bytes.
 */
final class PackClassLoader extends ClassLoader {

    private static final String GENERATED_MODELS = "org.drools.project.model.";

    private final String packagePrefix;
    private final String thresholdClass;
    private final byte[] thresholdBytes;

    PackClassLoader(ClassLoader parent, String packageName, byte[] thresholdBytes) {
        super(parent);
        this.packagePrefix = packageName + ".";
        this.thresholdClass = packageName + ".T";
        this.thresholdBytes = thresholdBytes.clone();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.equals(thresholdClass)) {
            return thresholdClass();
        }
        if (name.startsWith(packagePrefix) || name.startsWith(GENERATED_MODELS)) {
            throw new ClassNotFoundException(name);
        }
        return super.loadClass(name, resolve);
    }

    private Class<?> thresholdClass() {
        synchronized (getClassLoadingLock(thresholdClass)) {
            Class<?> loaded = findLoadedClass(thresholdClass);
            return loaded != null ? loaded : defineClass(thresholdClass, thresholdBytes, 0, thresholdBytes.length);
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        return name.startsWith(packagePrefix.replace('.', '/')) ? findResource(name) : super.getResource(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        if (!name.equals(thresholdClass.replace('.', '/') + ".class")) {
            return null;
        }
        try {
            return new URL(null, "pack:/" + name, new BytesHandler(thresholdBytes));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Serves the same bytes for whatever URL it is asked. */
    private static final class BytesHandler extends URLStreamHandler {

        private final byte[] bytes;

        BytesHandler(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {
                    connected = true;
                }

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(bytes);
                }
            };
        }
    }
}
