package io.drover.model.fact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One behavioural, intent or enrichment event, in the shape of a CloudEvent; its identity is source and id. The further
 * attributes of the CloudEvents envelope are accepted and not kept. Types the domain does not know are kept and can be
 * matched by rules.
 *
 * @param id one of its source
 * @param source the system it comes from
 * @param type what happened, such as page.viewed
 * @param time when it happened
 * @param contactId who caused it
 * @param data what else is known, such as the type of the page
 */
@JsonIgnoreProperties({"specversion", "datacontenttype", "dataschema", "subject"})
public record Signal(
        @JsonProperty(required = true) String id,
        @Nullable String source,
        @JsonProperty(required = true) String type,
        @JsonProperty(required = true) Instant time,
        @Nullable String contactId,
        Map<String, Object> data,
        @JsonIgnore @Nullable DecisionTime decisionTime)
        implements Dated {

    private static final Set<String> ENGAGEMENT_TYPES = Set.of(
            "page.viewed",
            "content.downloaded",
            "webinar.attended",
            "form.submitted",
            "email.opened",
            "email.clicked",
            "ad.clicked",
            "product.viewed",
            "product.added",
            "checkout.started",
            "order.completed",
            "trial.started",
            "signed.in",
            "feature.used",
            "support.ticket_opened",
            "referral.made",
            "review.posted",
            "treatment.responded");

    public Signal {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(time, "time");
        time = Values.millis(time);
        data = Values.openMap(data);
    }

    /** Whether it is of a type that a person of the subject causes; types the domain does not know are not. */
    @JsonIgnore
    public boolean isEngagement() {
        return isEngagementType(type);
    }

    /** Whether signals of {@code type} are engagement. */
    public static boolean isEngagementType(String type) {
        return ENGAGEMENT_TYPES.contains(type);
    }

    @Override
    public String factId() {
        return source == null ? id : source + "/" + id;
    }

    @Override
    public Instant factDate() {
        return time;
    }

    @Override
    public Signal boundTo(DecisionTime boundTime) {
        return new Signal(id, source, type, time, contactId, data, boundTime);
    }
}
