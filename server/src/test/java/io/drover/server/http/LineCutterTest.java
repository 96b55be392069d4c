package io.drover.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineCutterTest {

    private static final int MAX = 8;

    private final List<String> lines = new ArrayList<>();
    private final LineCutter cutter = new LineCutter(
            MAX,
            line -> lines.add(line.number() + ":"
                    + (line.text() == null ? "(too long)" : new String(line.text(), StandardCharsets.UTF_8))));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void lines_inPartsOfAnySize_theSame(int partBytes) {
        byte[] text =
                "a\r\n\n  \t\né€\nlonger than it may\n12345678\r\n123456789\n\r\nend".getBytes(StandardCharsets.UTF_8);

        for (int from = 0; from < text.length; from += partBytes) {
            cutter.add(ByteBuffer.wrap(text, from, Math.min(partBytes, text.length - from)));
        }
        cutter.end();

        assertThat(lines).containsExactly("1:a", "4:é€", "5:(too long)", "6:12345678", "7:(too long)", "9:end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''|''", "' '|''", "'\n'|''", "x|1:x", "'x\n'|1:x", "'\rx'|'1:\rx'", "'123456789'|1:(too long)"})
    void end_lastLine_givenOnce(String text, String expected) {
        cutter.add(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        cutter.end();
        cutter.end();

        assertThat(String.join(" ", lines)).isEqualTo(expected);
    }

    @Test
    void add_noLineEnd_nothingYet() {
        cutter.add(ByteBuffer.wrap(new byte[] {'{'}));

        assertThat(lines).isEmpty();
    }
}
