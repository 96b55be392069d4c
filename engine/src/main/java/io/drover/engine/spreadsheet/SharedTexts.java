package io.drover.engine.spreadsheet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** The texts of a workbook, which cells refer to by number: reads the part that lists them. */
final class SharedTexts extends DefaultHandler {

    private final List<String> texts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    /** Within a text that counts; how a word is pronounced does not. */
    private boolean inText;

    private int pronunciations;

    @Override
    public void startElement(String uri, String name, @Nullable String qualifiedName, Attributes attributes) {
        switch (name) {
            case "si" -> text.setLength(0);
            case "rPh" -> pronunciations++;
            case "t" -> inText = pronunciations == 0;
            default -> {} // how parts of the text look
        }
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        if (inText) {
            text.append(characters, start, length);
        }
    }

    @Override
    public void endElement(String uri, String name, @Nullable String qualifiedName) {
        switch (name) {
            case "si" -> texts.add(EscapedText.decode(text.toString()));
            case "rPh" -> pronunciations--;
            case "t" -> inText = false;
            default -> {}
        }
    }

    /** The text of this number, from 0; null where there is none. */
    @Nullable
    String text(int number) {
        return number >= 0 && number < texts.size() ? texts.get(number) : null;
    }
}
