package io.drover.engine.pack;

import io.drover.model.fact.Account;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A date of the subject that a treatment can be due before, under the name the catalogue has for it. */
public enum SubjectDate {
    CUSTOMER_SINCE("customerSince"),
    RENEWAL_DATE("renewalDate");

    private final String field;

    SubjectDate(String field) {
        this.field = field;
    }

    /** The field of the account that holds it. */
    public String field() {
        return field;
    }

    /** Its name in a catalogue, such as {@code account.renewalDate}. */
    public String written() {
        return "account." + field;
    }

    /** The date; null where it is missing. */
    public @Nullable LocalDate of(Account account) {
        return switch (this) {
            case CUSTOMER_SINCE -> account.customerSince();
            case RENEWAL_DATE -> account.renewalDate();
        };
    }

    static Optional<SubjectDate> named(String written) {
        return Arrays.stream(values())
                .filter(date -> date.written().equals(written))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(SubjectDate::written).toList();
    }
}
