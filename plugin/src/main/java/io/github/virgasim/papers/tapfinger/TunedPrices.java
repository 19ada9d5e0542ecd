// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.elastic.ElasticPrices;
import io.github.virgasim.elastic.PricedScheduler.Decision;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The prices that {@code train tapfinger --agent tuned} found for each scenario and way to decide. */
final class TunedPrices {
    /** Name of the data set that is shipped with Virga. */
    static final String SHIPPED = "tapfinger/tuned.csv";

    static final String SCENARIO = "scenario";
    static final String DECISION = "decision";
    static final String RULES = "rules";

    private final Map<List<String>, ElasticPrices> prices = new HashMap<>();

    private TunedPrices(CsvTable table) {
        table.requireUnique(SCENARIO, DECISION, RULES);
        for (CsvTable.Row row : table.rows()) {
            double[] values = ElasticPrices.NAMES.stream()
                    .mapToDouble(name -> row.number(name, -1e6, 1e6))
                    .toArray();
            prices.put(List.of(row.text(SCENARIO), row.text(DECISION), row.text(RULES)), ElasticPrices.of(values));
        }
    }

    /** Opens the table that is shipped with Virga. */
    static TunedPrices shipped() {
        String[] columns = Stream.concat(Stream.of(SCENARIO, DECISION, RULES), ElasticPrices.NAMES.stream())
                .toArray(String[]::new);
        try (var reader = new InputStreamReader(Datasets.open(SHIPPED), StandardCharsets.UTF_8)) {
            return new TunedPrices(CsvTable.read(reader, SHIPPED, columns));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Looks prices up.
     *
     * @param scenario its name
     * @param decision how the clusters decide
     * @param rules of the episodes
     * @return the prices that were found under these rules; without any, those found under the rules of the published runs
     * @throws InvalidInputException if there are none for the scenario
     */
    ElasticPrices of(String scenario, Decision decision, Fidelity rules) {
        ElasticPrices published = prices.get(List.of(scenario, name(decision), Fidelity.PUBLISHED.label()));
        ElasticPrices found = prices.getOrDefault(List.of(scenario, name(decision), rules.label()), published);
        if (found == null) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "no tuned prices ship for %s and %s decisions; scenarios and decisions with prices are %s",
                    scenario,
                    name(decision),
                    prices.keySet().stream()
                            .map(key -> key.get(0) + " " + key.get(1))
                            .distinct()
                            .sorted()
                            .toList()));
        }
        return found;
    }

    /** Returns the name of a way to decide in files. */
    static String name(Decision decision) {
        return decision.name().toLowerCase(Locale.ROOT);
    }

    static List<String> decisions() {
        return Arrays.stream(Decision.values()).map(TunedPrices::name).toList();
    }
}
