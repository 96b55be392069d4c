package io.drover.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {

    @Test
    void parse_parametersInAnyCase_readWithoutQuotes() {
        MediaType type = MediaType.parse(" Application/JSON ; Charset=\"UTF-8\" ;x");

        assertThat(type.name()).isEqualTo("application/json");
        assertThat(type.parameter("charset")).isEqualTo("UTF-8");
        assertThat(type.parameter("x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", "=", "a/b;=", "a/b;c=\""})
    void parse_anything_isAMediaType(String text) {
        assertThat(MediaType.parse(text).name()).isNotEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | true",
                "application/* | true",
                "application/json | true",
                "text/html, application/json;q=0.1 | true",
                "text/html, */*;q=0.1 | true",
                "text/html | false",
                "application/xml | false",
                "*/*, application/json;q=0 | false",
                "application/json;q=0.000 | false",
                "application/*;q=0, application/json | true"
            })
    void accepts_mostSpecificRangeDecides(String accept, boolean accepted) {
        assertThat(AcceptHandler.accepts(header(accept), JsonAnswer.MEDIA_TYPE)).isEqualTo(accepted);
    }

    @Test
    void accepts_noHeader_accepted() {
        assertThat(AcceptHandler.accepts(null, JsonAnswer.MEDIA_TYPE)).isTrue();
    }

    private static @Nullable HeaderValues header(String value) {
        return new HeaderMap().put(Headers.ACCEPT, value).get(Headers.ACCEPT);
    }
}
