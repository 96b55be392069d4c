package io.drover.server.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.transport.PackParser;

/**
 * A repository that takes no more than it may of what a fetch brings. JGit has no setting for that on the side that fetches: this is
 * the one place where all protocols take what comes.
 */
final class BoundedRepository extends FileRepository {

    /** Of a single object, which JGit holds in memory in part. */
    static final int MOST_BYTES_OF_AN_OBJECT = 64 << 20;

    private final FetchBounds bounds;
    private final AtomicLong bytes = new AtomicLong();

    BoundedRepository(Path directory, FetchBounds bounds) throws IOException {
        super(directory.toFile());
        this.bounds = bounds;
    }

    @Override
    public ObjectInserter newObjectInserter() {
        ObjectInserter inserter = super.newObjectInserter();
        return new ObjectInserter.Filter() {

            @Override
            protected ObjectInserter delegate() {
                return inserter;
            }

            @Override
            public PackParser newPackParser(InputStream in) throws IOException {
                PackParser parser = super.newPackParser(bounds.limit(in, bytes));
                parser.setMaxObjectSizeLimit(MOST_BYTES_OF_AN_OBJECT);
                return parser;
            }
        };
    }
}
