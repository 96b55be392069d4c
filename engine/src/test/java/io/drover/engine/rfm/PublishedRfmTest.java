package io.drover.engine.rfm;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.model.decision.CutTable;
import io.drover.model.fact.Purchase;
import io.drover.model.fact.RfmScore;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The published scores of the data set rfm-orders, customer by customer. */
class PublishedRfmTest {

    private static final Path DATA = Path.of("..", "test-data");
    private static final Instant ANALYSIS = Instant.parse("2006-12-31T00:00:00Z");

    private static CutTableComputation.Result compute(String file, Instant asOf) throws Exception {
        CutTableParameters parameters = CutTableParameters.published(asOf, "USD");
        try (InputStream csv = Files.newInputStream(DATA.resolve(file))) {
            return CutTableComputation.ofCsv(
                    csv,
                    parameters,
                    CutTableComputation.FileOptions.of(CutTableComputation.Columns.defaults(parameters)),
                    line -> {});
        }
    }

    private static List<BigDecimal> numbers(String... numbers) {
        return List.of(numbers).stream().map(BigDecimal::new).toList();
    }

    @Test
    void ofCsv_publishedOrders_givesThePublishedCuts() throws Exception {
        CutTableComputation.Result result = compute("rfm-orders/orders.csv", ANALYSIS);

        assertThat(result.subjects()).isEqualTo(995);
        assertThat(result.events()).isEqualTo(4906);
        assertThat(result.warnings()).isEmpty();
        assertThat(result.table().cuts())
                .isEqualTo(CutTable.cuts(
                        numbers("115", "181", "297.4", "482"),
                        numbers("4", "5", "6", "8"),
                        numbers("255.8", "382", "506.4", "666")));
        assertThat(result.table().population()).isEqualTo(995);
    }

    @Test
    void score_publishedOrders_givesThePublishedScoresOfEveryCustomer() throws Exception {
        CutTable table = compute("rfm-orders/orders.csv", ANALYSIS).table();
        Map<String, List<Purchase>> orders = orders();
        List<String> scored = new ArrayList<>();
        List<String> published = new ArrayList<>();
        for (String line : lines("rfm-orders/expected-segments.csv")) {
            String customer = line.substring(0, line.indexOf(','));
            published.add(line.substring(0, line.lastIndexOf(',')));
            scored.add(customer + ","
                    + line(RfmScorer.score(orders.getOrDefault(customer, List.of()), List.of(), table, ANALYSIS)));
        }

        assertThat(published).hasSize(995);
        assertThat(scored).isEqualTo(published);
    }

    private static String line(RfmScoring scoring) {
        RfmScore score = ((RfmScoring.Scored) scoring).score();
        return score.recencyDays() + "," + score.frequency() + "," + score.monetary() + "," + score.r() + ","
                + score.f() + "," + score.m() + "," + score.r() + score.f() + score.m();
    }

    private static Map<String, List<Purchase>> orders() throws IOException {
        Map<String, List<Purchase>> orders = new HashMap<>();
        int number = 0;
        for (String line : lines("rfm-orders/orders.csv")) {
            String[] values = line.split(",", -1);
            orders.computeIfAbsent(values[0], id -> new ArrayList<>())
                    .add(new Purchase(
                            "order-" + number++,
                            Instant.parse(values[1] + "T00:00:00Z"),
                            new BigDecimal(values[2]),
                            null,
                            null,
                            List.of(),
                            null,
                            null));
        }
        return orders;
    }

    private static List<String> lines(String file) throws IOException {
        List<String> lines = Files.readAllLines(DATA.resolve(file));
        return lines.subList(1, lines.size());
    }

    @Test
    void score_ordersShuffled_isTheSame() throws Exception {
        CutTable table = compute("rfm-orders/orders.csv", ANALYSIS).table();
        Random random = new Random(20061231);
        orders().values().forEach(orders -> {
            List<Purchase> shuffled = new ArrayList<>(orders);
            Collections.shuffle(shuffled, random);
            assertThat(RfmScorer.score(shuffled, List.of(), table, ANALYSIS))
                    .isEqualTo(RfmScorer.score(orders, List.of(), table, ANALYSIS));
        });
    }

    @Test
    void ofCsv_cdnow_countsThePublishedCustomersAndPurchases() throws Exception {
        CutTableComputation.Result result = compute("cdnow/purchases.csv", Instant.parse("1998-06-30T00:00:00Z"));

        assertThat(result.subjects()).isEqualTo(2357);
        assertThat(result.events()).isEqualTo(6919);
    }
}
