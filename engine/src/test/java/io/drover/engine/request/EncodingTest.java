package io.drover.engine.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingTest {

    @ParameterizedTest
    @CsvSource({
        "plain, -1",
        "Zürich 😀 €, -1",
        "\\ud83d\\ude00, -1",
        "\\uD83D\\uDE00\\u0041, -1",
        "\\\\ud83d, -1",
        "\\ud83d, 0",
        "a\\ude00, 1",
        "\\ud83d\\u0041, 0",
        "\\ud83dx, 0",
        "\\ud83d\\ud83d\\ude00, 0",
        "\\u12, -1"
    })
    void faultIn_escapes_isTheFirstHalfWithoutItsOther(String text, int fault) {
        assertThat(Encoding.faultIn(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(fault);
    }

    @Test
    void faultIn_randomBytes_agreesWithTheDecoderOfTheJdk() {
        Random random = new Random(7);
        int[] interesting = {
            0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1,
            0xF4, 0xF5, 0xFF
        };
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(6)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = (byte) interesting[random.nextInt(interesting.length)];
            }

            assertThat(Encoding.faultIn(bytes) < 0)
                    .as(() -> Arrays.toString(bytes))
                    .isEqualTo(isUtf8(bytes));
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
