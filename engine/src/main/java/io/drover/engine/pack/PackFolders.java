package io.drover.engine.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folders of a directory that are rule packs, and those that are none although somebody may have meant them to be.
 *
 * @param packs by name; a folder that cannot be looked into is among them if it is named as a pack may be, since nothing
 *     else is known of it
 * @param passedOver by name
 */
public record PackFolders(List<Path> packs, List<PassedOver> passedOver) {

    /** A folder that is passed over, and a sentence on why and what to do about it. */
    public record PassedOver(Path folder, String reason) {}

    public PackFolders {
        packs = List.copyOf(packs);
        passedOver = List.copyOf(passedOver);
    }

    /** Those in {@code location}, which may be a pack itself. */
    static PackFolders in(Path location) throws IOException {
        if (PackFiles.arePackIn(location)) {
            return new PackFolders(List.of(location), List.of());
        }
        return among(PackFiles.entries(location));
    }

    /** Those among {@code entries} of a directory, some of which may be gone since it was listed. */
    static PackFolders among(List<Path> entries) {
        Look look = new Look();
        entries.forEach(look::at);
        return new PackFolders(look.packs, look.passedOver);
    }

    /** A look at one folder after the other. */
    private static final class Look {

        private final List<Path> packs = new ArrayList<>();
        private final List<PassedOver> passedOver = new ArrayList<>();

        void at(Path folder) {
            String name = PackFiles.name(folder);
            boolean packsName = Names.PACK.allow(name);
            try {
                if (PackFiles.arePackIn(folder)) {
                    if (packsName || PackFiles.isManifestIn(folder)) {
                        packs.add(folder);
                    } else {
                        passOver(folder, "holds rules or thresholds, but no pack.yaml");
                    }
                }
            } catch (NotDirectoryException e) {
                return; // a file
            } catch (IOException e) {
                if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
                    return; // gone since it was listed
                }
                if (packsName) {
                    packs.add(folder);
                } else if (!name.equals("lost+found")) {
                    passOver(folder, "cannot be read");
                }
            }
        }

        private void passOver(Path folder, String what) {
            String name = PackFiles.name(folder);
            passedOver.add(new PassedOver(
                    folder,
                    "The folder \"" + name + "\" " + what + ", and is passed over, since no pack can have its name;"
                            + " if it is meant to be a pack, give it a pack.yaml and a name of "
                            + Names.PACK.words() + "."));
        }
    }
}
