package io.drover.server.demo;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Feeds a running server real and invented input, and prints what it decided. */
public final class Demo {

    private static final List<String> RFM_TAXONOMIES = List.of("rfm_cells", "rfm_ecommerce", "rfm_crm");
    private static final List<String> TARGETING_TAXONOMIES =
            List.of("fit", "intent", "quadrant", "abm_tier", "size_play");
    private static final List<String> WORTH_TAXONOMIES = List.of("acv_tier", "trial_size");
    private static final List<String> JOURNEY_TAXONOMIES = List.of("lifecycle_stage", "buying_stage", "engagement");

    private final PrintStream out;
    private final DemoData data;
    private final DecisionClient client;

    /**
     * A demonstration on the server at {@code server}.
     *
     * @param testData the directory of the input
     */
    public Demo(PrintStream out, URI server, Path testData) {
        this.out = out;
        this.data = new DemoData(testData);
        this.client = new DecisionClient(server);
    }

    /**
     * Decides about everybody and prints the result.
     *
     * @return whether every customer is in the segment that was published
     */
    public boolean run() {
        long begin = System.nanoTime();
        List<Question> customers = data.customers();
        List<Question> companies = data.companies();
        List<Question> saasAccounts = data.saasAccounts();
        boolean asPublished = customers(customers);
        companies(companies);
        saasAccounts(saasAccounts);
        out.println();
        out.printf(
                "%,d decisions over HTTP in %.1f s, one request each.%n",
                customers.size() + companies.size() + saasAccounts.size(), (System.nanoTime() - begin) / 1e9);
        return asPublished;
    }

    private boolean customers(List<Question> questions) {
        heading(
                String.format(
                        "%d customers, from their %,d real orders (test-data/rfm-orders)",
                        questions.size(), data.orders()),
                "as of 2006-12-31; scored by recency, frequency and monetary value with the cut table of the pack rfm");
        List<Answer> answers = client.decide(questions);
        Map<String, String> published = data.publishedSegments();
        Tally decided = Tally.ofTaxonomy(answers, "rfm_segment");
        out.printf("  %-26s %8s %10s%n", "rfm_segment", "decided", "published");
        Tally.of(published.values())
                .entries()
                .forEach(entry -> out.printf(
                        "  %-26s %8d %10d%n", entry.getKey(), decided.count(entry.getKey()), entry.getValue()));
        long equal = answers.stream()
                .filter(answer -> answer.value("rfm_segment").orElse("").equals(published.get(answer.subjectId())))
                .count();
        out.printf("  %d of %d customers are in the segment that was published for them.%n", equal, published.size());
        counts(RFM_TAXONOMIES, answers);
        counts("treatments", Tally.ofTreatments(answers));
        tellFirst(answers, answer -> answer.value("rfm_segment").orElse("").equals("Champions"));
        return equal == published.size();
    }

    private void companies(List<Question> questions) {
        heading(
                questions.size() + " companies, real firmographics (test-data/fortune500)",
                "as of 2026-05-15; nothing is known of what they do, and their place in the list is their target rank");
        List<Answer> answers = client.decide(questions);
        counts(TARGETING_TAXONOMIES, answers);
        counts("treatments", Tally.ofTreatments(answers));
    }

    private void saasAccounts(List<Question> questions) {
        heading(
                questions.size() + " invented SaaS accounts with contacts and signals (test-data/saas-accounts)",
                "as of 2026-05-15 at noon");
        List<Answer> answers = client.decide(questions);
        counts(TARGETING_TAXONOMIES, answers);
        counts(JOURNEY_TAXONOMIES, answers);
        counts(WORTH_TAXONOMIES, answers);
        counts("segments", Tally.ofSegments(answers));
        counts("treatments", Tally.ofTreatments(answers));
        tellFirst(answers, answer -> answer.value("quadrant").orElse("").equals("high-fit-high-intent"));
        tellFirst(answers, answer -> answer.value("lifecycle_stage").orElse("").equals("at-risk"));
        tellFirst(
                answers, answer -> answer.decision().path("segments").toString().contains("eu-prospect"));
    }

    private void heading(String title, String subtitle) {
        out.println();
        out.println(title);
        out.println(subtitle);
        out.println();
    }

    private void counts(List<String> taxonomies, List<Answer> answers) {
        taxonomies.forEach(taxonomy -> counts(taxonomy, Tally.ofTaxonomy(answers, taxonomy)));
    }

    private void counts(String what, Tally tally) {
        String counts = tally.entries().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        Lines.wrap(String.format("  %-16s %s", what, counts), 19).forEach(out::println);
    }

    private void tellFirst(List<Answer> answers, Predicate<Answer> wanted) {
        answers.stream().filter(wanted).findFirst().ifPresent(answer -> {
            out.println();
            Narrator.tell(client.explain(answer.question()))
                    .forEach(line -> Lines.wrap("  " + line, 8).forEach(out::println));
        });
    }
}
