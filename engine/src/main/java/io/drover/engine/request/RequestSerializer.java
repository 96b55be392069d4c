package io.drover.engine.request;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.fact.Account;
import io.drover.model.fact.Contact;
import io.drover.model.fact.Purchase;
import io.drover.model.fact.Signal;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes requests member by member, without what is missing or empty, as Jackson would find it in the records; a test holds the
 * two together. The request of every decision that is logged goes through here, for its hash. The facts that most requests have
 * few of are left to Jackson.
 */
final class RequestSerializer extends StdSerializer<DecisionRequest> {

    private static final SerializableString ID = JsonMembers.name("id");
    private static final SerializableString NAME = JsonMembers.name("name");
    private static final SerializableString DOMAIN = JsonMembers.name("domain");
    private static final SerializableString INDUSTRY = JsonMembers.name("industry");
    private static final SerializableString EMPLOYEES = JsonMembers.name("employees");
    private static final SerializableString ANNUAL_REVENUE = JsonMembers.name("annualRevenue");
    private static final SerializableString GROWTH_RATE = JsonMembers.name("growthRate");
    private static final SerializableString FOUNDED = JsonMembers.name("founded");
    private static final SerializableString GROWTH_STAGE = JsonMembers.name("growthStage");
    private static final SerializableString OWNERSHIP = JsonMembers.name("ownership");
    private static final SerializableString BUSINESS_MODEL = JsonMembers.name("businessModel");
    private static final SerializableString REVENUE_MODEL = JsonMembers.name("revenueModel");
    private static final SerializableString COUNTRY = JsonMembers.name("country");
    private static final SerializableString REGION = JsonMembers.name("region");
    private static final SerializableString CITY = JsonMembers.name("city");
    private static final SerializableString TIMEZONE = JsonMembers.name("timezone");
    private static final SerializableString CURRENCY = JsonMembers.name("currency");
    private static final SerializableString PLAN = JsonMembers.name("plan");
    private static final SerializableString SUBSCRIPTION_STATUS = JsonMembers.name("subscriptionStatus");
    private static final SerializableString CUSTOMER_SINCE = JsonMembers.name("customerSince");
    private static final SerializableString RENEWAL_DATE = JsonMembers.name("renewalDate");
    private static final SerializableString ONBOARDING_COMPLETED = JsonMembers.name("onboardingCompleted");
    private static final SerializableString ACV = JsonMembers.name("acv");
    private static final SerializableString LIFETIME_VALUE = JsonMembers.name("lifetimeValue");
    private static final SerializableString POTENTIAL_VALUE = JsonMembers.name("potentialValue");
    private static final SerializableString COST_TO_SERVE = JsonMembers.name("costToServe");
    private static final SerializableString TARGET_RANK = JsonMembers.name("targetRank");
    private static final SerializableString OWNER_ID = JsonMembers.name("ownerId");
    private static final SerializableString PARENT_ACCOUNT_ID = JsonMembers.name("parentAccountId");
    private static final SerializableString ATTRIBUTES = JsonMembers.name("attributes");
    private static final SerializableString ACCOUNT_ID = JsonMembers.name("accountId");
    private static final SerializableString TITLE = JsonMembers.name("title");
    private static final SerializableString SENIORITY = JsonMembers.name("seniority");
    private static final SerializableString DEPARTMENT = JsonMembers.name("department");
    private static final SerializableString COMMITTEE_ROLE = JsonMembers.name("committeeRole");
    private static final SerializableString PSYCHOGRAPHICS = JsonMembers.name("psychographics");
    private static final SerializableString NEEDS = JsonMembers.name("needs");
    private static final SerializableString SOURCE = JsonMembers.name("source");
    private static final SerializableString TYPE = JsonMembers.name("type");
    private static final SerializableString TIME = JsonMembers.name("time");
    private static final SerializableString CONTACT_ID = JsonMembers.name("contactId");
    private static final SerializableString DATA = JsonMembers.name("data");
    private static final SerializableString AMOUNT = JsonMembers.name("amount");
    private static final SerializableString CHANNEL = JsonMembers.name("channel");
    private static final SerializableString CATEGORIES = JsonMembers.name("categories");
    private static final SerializableString STATUS = JsonMembers.name("status");
    private static final SerializableString AS_OF = JsonMembers.name("asOf");
    private static final SerializableString PACKS = JsonMembers.name("packs");
    private static final SerializableString ACCOUNT = JsonMembers.name("account");
    private static final SerializableString CUSTOMER = JsonMembers.name("customer");
    private static final SerializableString CONTACTS = JsonMembers.name("contacts");
    private static final SerializableString SIGNALS = JsonMembers.name("signals");
    private static final SerializableString PURCHASES = JsonMembers.name("purchases");
    private static final SerializableString OPPORTUNITIES = JsonMembers.name("opportunities");
    private static final SerializableString TECHNOLOGIES = JsonMembers.name("technologies");
    private static final SerializableString USAGE = JsonMembers.name("usage");
    private static final SerializableString SUPPORT_TICKETS = JsonMembers.name("supportTickets");
    private static final SerializableString SURVEYS = JsonMembers.name("surveys");
    private static final SerializableString CONSENTS = JsonMembers.name("consents");
    private static final SerializableString TREATMENTS_GIVEN = JsonMembers.name("treatmentsGiven");
    private static final SerializableString RFM = JsonMembers.name("rfm");
    private static final SerializableString PREVIOUS = JsonMembers.name("previous");
    private static final SerializableString FACTS = JsonMembers.name("facts");
    private static final SerializableString CUT_TABLES = JsonMembers.name("cutTables");
    private static final SerializableString WITH = JsonMembers.name("with");

    RequestSerializer() {
        super(DecisionRequest.class);
    }

    @Override
    public void serialize(DecisionRequest request, JsonGenerator json, SerializerProvider provider) throws IOException {
        new Writing(new JsonMembers(json, provider)).request(request);
    }

    /** How a fact is written. */
    @FunctionalInterface
    private interface Form<T> {
        void write(T fact) throws IOException;
    }

    /** The writing of one request. */
    private static final class Writing {

        private final JsonMembers members;
        private final JsonGenerator json;

        Writing(JsonMembers members) {
            this.members = members;
            this.json = members.json();
        }

        void request(DecisionRequest request) throws IOException {
            json.writeStartObject(request);
            moment(AS_OF, request.asOf());
            any(PACKS, request.packs());
            if (request.account() != null) {
                json.writeFieldName(ACCOUNT);
                account(request.account());
            }
            any(CUSTOMER, request.customer());
            list(CONTACTS, request.contacts(), this::contact);
            list(SIGNALS, request.signals(), this::signal);
            list(PURCHASES, request.purchases(), this::purchase);
            any(OPPORTUNITIES, request.opportunities());
            any(TECHNOLOGIES, request.technologies());
            any(USAGE, request.usage());
            any(SUPPORT_TICKETS, request.supportTickets());
            any(SURVEYS, request.surveys());
            any(CONSENTS, request.consents());
            any(TREATMENTS_GIVEN, request.treatmentsGiven());
            any(RFM, request.rfm());
            any(PREVIOUS, request.previous());
            any(FACTS, request.facts());
            any(CUT_TABLES, request.cutTables());
            any(WITH, request.with());
            json.writeEndObject();
        }

        private void account(Account account) throws IOException {
            json.writeStartObject(account);
            text(ID, account.id());
            text(NAME, account.name());
            text(DOMAIN, account.domain());
            text(INDUSTRY, account.industry());
            whole(EMPLOYEES, account.employees());
            number(ANNUAL_REVENUE, account.annualRevenue());
            number(GROWTH_RATE, account.growthRate());
            whole(FOUNDED, account.founded());
            text(GROWTH_STAGE, account.growthStage());
            text(OWNERSHIP, account.ownership());
            text(BUSINESS_MODEL, account.businessModel());
            text(REVENUE_MODEL, account.revenueModel());
            text(COUNTRY, account.country());
            text(REGION, account.region());
            text(CITY, account.city());
            text(TIMEZONE, account.timezone());
            text(CURRENCY, account.currency());
            relation(account);
            json.writeEndObject();
        }

        /** What is between the account and who sells to it. */
        private void relation(Account account) throws IOException {
            text(PLAN, account.plan());
            text(SUBSCRIPTION_STATUS, account.subscriptionStatus());
            any(CUSTOMER_SINCE, account.customerSince());
            any(RENEWAL_DATE, account.renewalDate());
            any(ONBOARDING_COMPLETED, account.onboardingCompleted());
            number(ACV, account.acv());
            number(LIFETIME_VALUE, account.lifetimeValue());
            number(POTENTIAL_VALUE, account.potentialValue());
            number(COST_TO_SERVE, account.costToServe());
            whole(TARGET_RANK, account.targetRank());
            text(OWNER_ID, account.ownerId());
            text(PARENT_ACCOUNT_ID, account.parentAccountId());
            open(ATTRIBUTES, account.attributes());
        }

        private void contact(Contact contact) throws IOException {
            json.writeStartObject(contact);
            text(ID, contact.id());
            text(ACCOUNT_ID, contact.accountId());
            text(TITLE, contact.title());
            text(SENIORITY, contact.seniority());
            text(DEPARTMENT, contact.department());
            text(COMMITTEE_ROLE, contact.committeeRole());
            text(TIMEZONE, contact.timezone());
            texts(PSYCHOGRAPHICS, contact.psychographics());
            texts(NEEDS, contact.needs());
            open(ATTRIBUTES, contact.attributes());
            json.writeEndObject();
        }

        private void signal(Signal signal) throws IOException {
            json.writeStartObject(signal);
            text(ID, signal.id());
            text(SOURCE, signal.source());
            text(TYPE, signal.type());
            moment(TIME, signal.time());
            text(CONTACT_ID, signal.contactId());
            open(DATA, signal.data());
            json.writeEndObject();
        }

        private void purchase(Purchase purchase) throws IOException {
            json.writeStartObject(purchase);
            text(ID, purchase.id());
            moment(TIME, purchase.time());
            number(AMOUNT, purchase.amount());
            text(CURRENCY, purchase.currency());
            text(CHANNEL, purchase.channel());
            texts(CATEGORIES, purchase.categories());
            text(STATUS, purchase.status());
            json.writeEndObject();
        }

        private <T> void list(SerializableString name, List<T> facts, Form<T> form) throws IOException {
            if (!facts.isEmpty()) {
                json.writeFieldName(name);
                json.writeStartArray();
                for (T fact : facts) {
                    form.write(fact);
                }
                json.writeEndArray();
            }
        }

        private void text(SerializableString name, @Nullable String text) throws IOException {
            if (text != null) {
                members.text(name, text);
            }
        }

        private void texts(SerializableString name, Collection<String> texts) throws IOException {
            if (!texts.isEmpty()) {
                members.texts(name, texts);
            }
        }

        private void open(SerializableString name, Map<String, Object> values) throws IOException {
            if (!values.isEmpty()) {
                members.open(name, values);
            }
        }

        private void moment(SerializableString name, @Nullable Instant instant) throws IOException {
            if (instant != null) {
                members.text(name, IsoTime.text(instant));
            }
        }

        private void whole(SerializableString name, @Nullable Integer number) throws IOException {
            if (number != null) {
                json.writeFieldName(name);
                json.writeNumber(number);
            }
        }

        private void number(SerializableString name, @Nullable BigDecimal number) throws IOException {
            if (number != null) {
                json.writeFieldName(name);
                json.writeNumber(number);
            }
        }

        private void any(SerializableString name, @Nullable Object value) throws IOException {
            if (value != null) {
                members.any(name, value);
            }
        }

        private void any(SerializableString name, @Nullable Collection<?> values) throws IOException {
            if (values != null && !values.isEmpty()) {
                members.any(name, values);
            }
        }

        private void any(SerializableString name, Map<String, ?> values) throws IOException {
            if (!values.isEmpty()) {
                members.any(name, values);
            }
        }
    }
}
