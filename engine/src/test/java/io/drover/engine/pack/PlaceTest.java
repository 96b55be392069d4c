package io.drover.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {

    @ParameterizedTest
    @CsvSource({"1, A7", "26, Z7", "27, AA7", "52, AZ7", "53, BA7", "702, ZZ7", "703, AAA7"})
    void inTable_column_lettersAsInASpreadsheet(int column, String cell) {
        assertThat(Place.inTable("t.csv", 7, column)).isEqualTo(new Place("t.csv", 7, null, cell));
    }

    @Test
    void toString_asFarAsKnown() {
        assertThat(Place.whole("a.drl")).hasToString("a.drl");
        assertThat(Place.at("a.drl", 3, 5)).hasToString("a.drl:3:5");
        assertThat(Place.inTable("t.csv", 3, 5)).hasToString("t.csv!E3");
    }
}
