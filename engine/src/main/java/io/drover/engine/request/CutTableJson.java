package io.drover.engine.request;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.drover.engine.rfm.CutTableReader;
import io.drover.engine.rfm.CutTableWriter;
import io.drover.model.decision.CutTable;
import io.drover.model.decision.CutTableChoice;
import java.io.IOException;

/** How cut tables are read on the fast road, which accepts what {@link CutTableShape} accepts, and how they are written. */
final class CutTableJson {

    private static final TextRule ID = TextRule.of("cutTables", null);

    private CutTableJson() {}

    /** A table by its id, or a whole one. */
    static final class Reading extends StdDeserializer<CutTableChoice> {

        Reading() {
            super(CutTableChoice.class);
        }

        @Override
        public CutTableChoice deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.hasToken(JsonToken.VALUE_STRING) && ID.accepts().test(parser.getText())) {
                return new CutTableChoice.Named(parser.getText());
            }
            if (parser.hasToken(JsonToken.START_OBJECT)) {
                CutTable table = CutTableReader.readInline(parser, fault -> {});
                if (table != null) {
                    return new CutTableChoice.Inline(table);
                }
            }
            return context.reportInputMismatch(this, "refused");
        }
    }

    /** A table. */
    static final class Writing extends StdSerializer<CutTable> {

        Writing() {
            super(CutTable.class);
        }

        @Override
        public void serialize(CutTable table, JsonGenerator json, SerializerProvider provider) throws IOException {
            CutTableWriter.write(table, json);
        }
    }

    /** What a request chooses. */
    static final class ChoiceWriting extends StdSerializer<CutTableChoice> {

        ChoiceWriting() {
            super(CutTableChoice.class);
        }

        @Override
        public void serialize(CutTableChoice choice, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            if (choice instanceof CutTableChoice.Inline inline) {
                CutTableWriter.write(inline.table(), json);
            } else {
                json.writeString(choice.tableId());
            }
        }
    }
}
