package io.drover.engine.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets compiled rules see what rules need, and nothing else of Java, Drools and the program: no {@code System}, no {@code
 * Class}, no {@code Thread}, no reflection, no files.
 */
public final class StrictClassLoader extends ClassLoader {

    private static final String FILE = "visible-classes.txt";
    private static final String MODEL = "io.drover.model.";
    private static final int NUMBERED = 31;
    private static final Set<String> VISIBLE = visible();

    private final ClassLoader engine;

    /** A loader that takes what is visible from {@code engine}. */
    public StrictClassLoader(ClassLoader engine) {
        super(null);
        this.engine = engine;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(MODEL) || VISIBLE.contains(name)) {
            return engine.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    public @Nullable URL getResource(String name) {
        return null;
    }

    @Override
    public Enumeration<URL> getResources(String name) {
        return Collections.emptyEnumeration();
    }

    private static Set<String> visible() {
        try (InputStream in = Objects.requireNonNull(StrictClassLoader.class.getResourceAsStream(FILE), FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(StrictClassLoader::numbered)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> numbered(String written) {
        return written.contains("#")
                ? IntStream.rangeClosed(1, NUMBERED).mapToObj(i -> written.replace("#", String.valueOf(i)))
                : Stream.of(written);
    }
}
