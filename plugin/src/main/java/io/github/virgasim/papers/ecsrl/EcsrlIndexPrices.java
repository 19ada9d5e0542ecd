// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What {@link EcsrlIndex} adds to the cost of a choice.
 *
 * @param occupancy price of each request under way at a device, by the device's name, in parts of the degradation
 * @param cloud price of the cloud's use, in parts of the energy; negative makes it cheaper
 * @param second price of a second inference as a share of its expected cost
 * @param crowd exponent of the number of requests under way
 * @param rate exponent of the rate of requests over the usual one
 */
record EcsrlIndexPrices(Map<String, Double> occupancy, double cloud, double second, double crowd, double rate) {
    /** Name of the data set with the prices that ship. */
    static final String SHIPPED = "ecsrl/index.csv";

    /** Names of all prices for the bundled scenario, in the order of {@link #values}. */
    static final List<String> NAMES =
            List.of("nano", "tx2", "nx", "cloud", "cloud_use", "second_inference", "crowd_exponent", "rate_exponent");

    private static final int DEVICES = 4;

    EcsrlIndexPrices {
        occupancy = Map.copyOf(occupancy);
    }

    /** Makes prices of numbers in the order of {@link #NAMES}. */
    static EcsrlIndexPrices of(double[] values) {
        Map<String, Double> occupancy = new LinkedHashMap<>();
        for (int i = 0; i < DEVICES; i++) {
            occupancy.put(NAMES.get(i), values[i]);
        }
        return new EcsrlIndexPrices(occupancy, values[4], values[5], values[6], values[7]);
    }

    /** Opens the prices that ship with Virga. */
    static EcsrlIndexPrices shipped() {
        try (var reader = new InputStreamReader(Datasets.open(SHIPPED), StandardCharsets.UTF_8)) {
            CsvTable table = CsvTable.read(reader, SHIPPED, "price", "value");
            table.requireUnique("price");
            Map<String, Double> found = new LinkedHashMap<>();
            table.rows().forEach(row -> found.put(row.text("price"), row.number("value", -1e6, 1e6)));
            if (!found.keySet().equals(Set.copyOf(NAMES))) {
                throw new InvalidInputException(
                        String.format(Locale.ROOT, "%s: prices must be %s, were %s", SHIPPED, NAMES, found.keySet()));
            }
            return of(NAMES.stream().mapToDouble(found::get).toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the price of a device, whatever site is named before it; one that is not known is priced as the mean of those that
     * are.
     */
    double of(String device) {
        Double known = occupancy.get(device.substring(device.lastIndexOf('/') + 1));
        return known != null
                ? known
                : occupancy.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0);
    }
}
