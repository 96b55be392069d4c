package io.drover.server.cli;

import io.drover.engine.pack.PackReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs a pack. */
final class PackZip {

    private PackZip() {}

    /** The files of the pack in {@code directory}, without what editors leave behind. */
    static byte[] of(Path directory) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                Stream<Path> paths = Files.walk(directory)) {
            List<Path> files = paths.filter(path -> isPart(directory.relativize(path)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            for (Path file : files) {
                zip.putNextEntry(
                        new ZipEntry(directory.relativize(file).toString().replace('\\', '/')));
                zip.write(Files.readAllBytes(file));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new CannotRunException("The rule pack " + directory + " cannot be read.", e);
        }
        return bytes.toByteArray();
    }

    private static boolean isPart(Path path) {
        for (Path segment : path) {
            if (PackReader.isPassedOver(segment.toString())) {
                return false;
            }
        }
        return true;
    }
}
