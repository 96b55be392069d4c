package io.drover.engine.rfm;

import io.drover.model.decision.SubjectKind;
import io.drover.model.fact.Account;
import io.drover.model.fact.Customer;
import io.drover.model.fact.Fact;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A number that subjects of one kind have, by which a cut table can part them: a field, or an attribute.
 *
 * @param name such as {@code account.lifetimeValue} or {@code account.attributes.healthScore}
 * @param isMoney whether it is an amount, which is in a currency
 */
public record Metric(String name, SubjectKind kind, boolean isMoney, Function<Fact, @Nullable BigDecimal> reading) {

    private static final String ATTRIBUTES = "attributes.";
    private static final Map<String, Metric> FIELDS = new TreeMap<>();

    static {
        account("employees", false, account -> whole(account.employees()));
        account("annualRevenue", true, Account::annualRevenue);
        account("growthRate", false, Account::growthRate);
        account("founded", false, account -> whole(account.founded()));
        account("acv", true, Account::acv);
        account("lifetimeValue", true, Account::lifetimeValue);
        account("potentialValue", true, Account::potentialValue);
        account("costToServe", true, Account::costToServe);
        account("targetRank", false, account -> whole(account.targetRank()));
        customer("ageYears", false, customer -> whole(customer.ageYears()));
        customer("lifetimeValue", true, Customer::lifetimeValue);
    }

    private static void account(String field, boolean isMoney, Function<Account, @Nullable BigDecimal> reading) {
        String name = "account." + field;
        FIELDS.put(name, new Metric(name, SubjectKind.ACCOUNT, isMoney, subject -> reading.apply((Account) subject)));
    }

    private static void customer(String field, boolean isMoney, Function<Customer, @Nullable BigDecimal> reading) {
        String name = "customer." + field;
        FIELDS.put(name, new Metric(name, SubjectKind.CUSTOMER, isMoney, subject -> reading.apply((Customer) subject)));
    }

    private static @Nullable BigDecimal whole(@Nullable Integer number) {
        return number == null ? null : BigDecimal.valueOf(number);
    }

    /** The metric called {@code name}. */
    public static Optional<Metric> of(String name) {
        Metric field = FIELDS.get(name);
        if (field != null) {
            return Optional.of(field);
        }
        for (SubjectKind kind : SubjectKind.values()) {
            String prefix = kind.word() + "." + ATTRIBUTES;
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                String attribute = name.substring(prefix.length());
                return Optional.of(new Metric(name, kind, false, subject -> attribute(subject, attribute)));
            }
        }
        return Optional.empty();
    }

    private static @Nullable BigDecimal attribute(Fact subject, String name) {
        Map<String, Object> attributes =
                subject instanceof Account account ? account.attributes() : ((Customer) subject).attributes();
        Object value = attributes.get(name);
        return value instanceof Number ? new BigDecimal(value.toString()) : null;
    }

    /** The names of fields that are metrics. */
    public static Set<String> names() {
        return new TreeSet<>(FIELDS.keySet());
    }

    /** The last part of the name: what a column of it is called. */
    public String field() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The names of the members of a request that lead to the number; the name of an attribute may have dots in it. */
    public List<String> path() {
        return List.of(name.split("\\.", 3));
    }

    /** Whether it is a field, which is a number or missing; an attribute may be something else. */
    public boolean isField() {
        return FIELDS.containsKey(name);
    }

    /** The number that {@code subject}, of the metric's kind, has; null where it is missing. */
    public @Nullable BigDecimal value(Fact subject) {
        return reading.apply(subject);
    }

    /** The currency of {@code subject}'s amounts. */
    public static String currency(Fact subject) {
        return subject instanceof Account account
                ? Objects.requireNonNullElse(account.currency(), Account.DEFAULT_CURRENCY)
                : Account.DEFAULT_CURRENCY;
    }
}
