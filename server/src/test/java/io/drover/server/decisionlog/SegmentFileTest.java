package io.drover.server.decisionlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentFileTest {

    private final DecisionIds ids = new DecisionIds();
    private final Random random = new Random(7);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void find_linesOfAllLengthsAndTornOnes_eachByItsId() throws IOException {
        List<String> known = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            String id = ids.next(i / 7);
            known.add(id);
            text.append(line(id, random.nextInt(i % 100 == 0 ? 200_000 : 800))).append('\n');
            if (i % 50 == 0) {
                text.append("{\"decisionId\":\"torn")
                        .append("x".repeat(random.nextInt(300)))
                        .append('\n');
            }
        }
        Path file = written(text.toString());

        try (SegmentFile segment = SegmentFile.open(file)) {
            for (String id : known) {
                assertThat(segment.find(id))
                        .hasValueSatisfying(line -> assertThat(new String(line, StandardCharsets.US_ASCII))
                                .startsWith(LogLine.START + id)
                                .endsWith("}"));
            }
            assertThat(segment.find(ids.next(0))).isEmpty();
            assertThat(segment.firstId()).hasValue(known.get(0));
            assertThat(segment.lastId()).hasValue(known.get(known.size() - 1));
        }
    }

    @Test
    void find_lastLineWithoutItsEnd_notThere() throws IOException {
        String first = ids.next(1);
        String torn = ids.next(2);
        Path file = written(line(first, 10) + "\n" + line(torn, 10));

        try (SegmentFile segment = SegmentFile.open(file)) {
            assertThat(segment.find(torn)).isEmpty();
            assertThat(segment.find(first)).isPresent();
            assertThat(segment.lastId()).hasValue(first);
            assertThat(segment.tail()).isEqualTo(line(torn, 10).length());
        }
    }

    @Test
    void firstId_emptyFile_none() throws IOException {
        try (SegmentFile segment = SegmentFile.open(written(""))) {
            assertThat(segment.firstId()).isEmpty();
            assertThat(segment.lastId()).isEmpty();
            assertThat(segment.tail()).isZero();
        }
    }

    private static String line(String id, int more) {
        return LogLine.START + id + "\",\"more\":\"" + "y".repeat(more) + "\"}";
    }

    private Path written(String text) throws IOException {
        return Files.writeString(directory.resolve("2026-05-15.000001.ndjson"), text);
    }
}
