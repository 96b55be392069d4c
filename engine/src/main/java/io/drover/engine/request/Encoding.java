package io.drover.engine.request;

/**
 * Whether bytes are text: UTF-8, and no half of a surrogate pair, neither encoded nor escaped. Jackson lets both pass; such
 * text could not be written again.
 */
final class Encoding {

    private static final int HEX_DIGITS = 4;
    private static final int ESCAPE = "\\u0000".length();

    private Encoding() {}

    /** The offset of the first character that is none; −1 if there is no such. */
    static int faultIn(byte[] text) {
        int at = 0;
        while (at < text.length) {
            byte b = text[at];
            if (b >= 0 && b != '\\') {
                at++;
                continue;
            }
            int next = b < 0 ? afterCharacter(text, at) : afterEscape(text, at);
            if (next < 0) {
                return at;
            }
            at = next;
        }
        return -1;
    }

    /** Bytes of the mark with which some programs begin a file: it is no part of the JSON. */
    static int byteOrderMark(byte[] text) {
        return text.length >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB && text[2] == (byte) 0xBF ? 3 : 0;
    }

    private static int afterCharacter(byte[] text, int at) {
        int first = text[at] & 0xFF;
        int length = first < 0xC2 || first > 0xF4 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (length == 0 || at + length > text.length) {
            return -1;
        }
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        for (int i = at + 1; i < at + length; i++) {
            int next = text[i] & 0xFF;
            if (next < lowest || next > highest) {
                return -1;
            }
            lowest = 0x80;
            highest = 0xBF;
        }
        return at + length;
    }

    private static int afterEscape(byte[] text, int at) {
        int unit = escapedUnit(text, at);
        if (unit < 0) {
            return at + 2;
        }
        if (Character.isLowSurrogate((char) unit)) {
            return -1;
        }
        if (!Character.isHighSurrogate((char) unit)) {
            return at + ESCAPE;
        }
        int second = escapedUnit(text, at + ESCAPE);
        return second >= 0 && Character.isLowSurrogate((char) second) ? at + 2 * ESCAPE : -1;
    }

    /** The UTF-16 unit that is escaped at {@code at}; −1 if none is. */
    private static int escapedUnit(byte[] text, int at) {
        if (at + ESCAPE > text.length || text[at] != '\\' || text[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + ESCAPE - HEX_DIGITS; i < at + ESCAPE; i++) {
            int digit = Character.digit(text[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }
}
