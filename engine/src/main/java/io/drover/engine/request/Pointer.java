package io.drover.engine.request;

import org.jspecify.annotations.Nullable;

/**
 * A place in a request, written out as a JSON pointer (RFC 6901) only where something is wrong.
 *
 * @param parent the object or list this is a place in; null for the whole request
 * @param token the name of the member, or the index of the item
 * @param isItem whether the parent is a list
 */
record Pointer(@Nullable Pointer parent, String token, boolean isItem) {

    static final Pointer ROOT = new Pointer(null, "", false);

    private static final int SHOWN = 40;

    Pointer member(String name) {
        return new Pointer(this, name, false);
    }

    Pointer item(int index) {
        return new Pointer(this, Integer.toString(index), true);
    }

    /** What stands here, as the subject of a sentence. */
    String subject() {
        if (parent == null) {
            return "The request";
        }
        return isItem ? "An item of " + shown(parent.token) : "The field " + shown(token);
    }

    /** A name out of a request in quotes, without control characters, and cut where it is long. */
    static String shown(String name) {
        String visible = name.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .limit(SHOWN + 1L)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        int length = visible.codePointCount(0, visible.length());
        return '"'
                + (length > SHOWN ? visible.substring(0, visible.offsetByCodePoints(0, SHOWN)) + "…" : visible)
                + '"';
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        appendTo(text);
        return text.toString();
    }

    private void appendTo(StringBuilder text) {
        if (parent != null) {
            parent.appendTo(text);
            text.append('/').append(token.replace("~", "~0").replace("/", "~1"));
        }
    }
}
