package io.drover.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.pack.TreatmentDefinition.After;
import io.drover.engine.pack.TreatmentDefinition.Before;
import io.drover.engine.pack.TreatmentDefinition.Due;
import io.drover.engine.pack.TreatmentDefinition.EndOfDay;
import io.drover.model.decision.SubjectKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DueReaderTest {

    private static final String THRESHOLDS = """
            name,type,value
            renewal.lead,duration,30d
            fit.employees-min,integer,200
            bad.lead,duration,soon
            """;

    private final List<PackProblem> problems = new ArrayList<>();

    private @Nullable Due read(String due, SubjectKind... subjects) {
        YamlNode root =
                Objects.requireNonNull(YamlTree.read("pack.yaml", "due: " + due).root());
        YamlFields fields = new YamlFields(root, "the treatment \"call\"", Set.of("due"), problems::add);
        return new DueReader(ThresholdsReader.read(THRESHOLDS, problem -> {}), Set.of(subjects))
                .read(fields, "the treatment \"call\"");
    }

    @Test
    void read_everyForm_isUnderstood() {
        assertThat(read("end-of-day")).isEqualTo(new EndOfDay());
        assertThat(read("4h")).isEqualTo(new After(Duration.ofHours(4)));
        assertThat(read("30d before account.renewalDate", SubjectKind.ACCOUNT))
                .isEqualTo(new Before(Duration.ofDays(30), SubjectDate.RENEWAL_DATE, null));
        assertThat(read("0d  before  account.customerSince", SubjectKind.ACCOUNT))
                .isEqualTo(new Before(Duration.ZERO, SubjectDate.CUSTOMER_SINCE, null));
        assertThat(read("T.RENEWAL_LEAD before account.renewalDate", SubjectKind.ACCOUNT, SubjectKind.CUSTOMER))
                .isEqualTo(new Before(Duration.ofDays(30), SubjectDate.RENEWAL_DATE, "renewal.lead"));
        assertThat(read("null")).isNull();
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '^', textBlock = """
            tomorrow                                    ^ wrong-type        ^ end-of-day, a duration, or a duration before a date
            4                                           ^ wrong-type        ^ end-of-day, a duration, or a duration before a date
            [4h]                                        ^ wrong-type        ^ end-of-day, a duration, or a duration before a date
            T.RENEWAL_LEAD                              ^ wrong-type        ^ end-of-day, a duration, or a duration before a date
            30d after account.renewalDate               ^ wrong-type        ^ end-of-day, a duration, or a duration before a date
            month before account.renewalDate            ^ wrong-type        ^ which is no duration
            T.FIT_EMPLOYEES_MIN before account.renewalDate ^ wrong-type     ^ that threshold is no duration
            T.RENEWAL_LED before account.renewalDate    ^ unknown-threshold ^ Did you mean T.RENEWAL_LEAD?
            T.FOO before account.renewalDate            ^ unknown-threshold ^ Add it to thresholds.csv
            30d before renewalDate                      ^ unknown-field     ^ Use one of these: account.customerSince, account.renewalDate.
            30d before account.renewalDat               ^ unknown-field     ^ Did you mean "account.renewalDate"?
            30d before account.employees                ^ unknown-field     ^ Use one of these
            """)
    void read_anythingElse_isOneProblem(String due, String code, String says) {
        assertThat(read(due, SubjectKind.ACCOUNT)).isNull();
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.message() + " " + problem.remedy()).contains(says);
        });
    }

    @Test
    void read_dateOfAnAccountInAPackForCustomers_isRefused() {
        read("30d before account.renewalDate", SubjectKind.CUSTOMER);

        assertThat(problems).extracting(PackProblem::code).containsExactly("wrong-subject");
    }

    @Test
    void read_thresholdThatCouldNotBeRead_isNotReportedAgain() {
        assertThat(read("T.BAD_LEAD before account.renewalDate", SubjectKind.ACCOUNT))
                .isNull();

        assertThat(problems).isEmpty();
    }
}
