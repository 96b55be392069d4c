package io.drover.model.fact;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person of an account. All but {@code id} may be missing; the tag lists are never null.
 *
 * @param id how the person is known
 * @param accountId the account the person belongs to
 * @param title the job title, as it is written
 * @param committeeRole the part played in a purchase
 * @param timezone a name such as Europe/Berlin
 * @param psychographics tags for attitudes and interests
 * @param needs tags for what the person is after
 * @param attributes further values by name
 */
public record Contact(
        @JsonProperty(required = true) String id,
        @Nullable String accountId,
        @Nullable String title,
        @Nullable String seniority,
        @Nullable String department,

        @OneOf({"decision_maker", "champion", "influencer", "user", "blocker"}) @Nullable
        String committeeRole,

        @Nullable String timezone,
        List<String> psychographics,
        List<String> needs,
        Map<String, Object> attributes)
        implements Fact {

    public Contact {
        Objects.requireNonNull(id, "id");
        psychographics = Values.tags(psychographics);
        needs = Values.tags(needs);
        attributes = Values.openMap(attributes);
    }

    /**
     * Whether the title has one of {@code phrases}, words or runs of words separated by {@code |}, as whole words and in any
     * case: {@code titleHas("vp|vice president")}. A missing title has none.
     */
    public boolean titleHas(String phrases) {
        if (title == null) {
            return false;
        }
        String words = words(title);
        for (String phrase : phrases.split("\\|", -1)) {
            if (words.contains(words(phrase))) {
                return true;
            }
        }
        return false;
    }

    /** The words of {@code text} in lower case, one space before, between and behind them. */
    private static String words(String text) {
        StringBuilder words = new StringBuilder(text.length() + 2).append(' ');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (Character.isLetterOrDigit(character)) {
                words.append(Character.toLowerCase(character));
            } else if (words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        }
        if (words.charAt(words.length() - 1) != ' ') {
            words.append(' ');
        }
        return words.toString();
    }

    @Override
    public String factId() {
        return id;
    }
}
