// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.gpu.MigSpeed;
import io.github.virgasim.gpu.SensitivityInterference;
import io.github.virgasim.gpu.SensitivityInterference.Job;
import io.github.virgasim.gpu.SharingMode;
import io.github.virgasim.validation.calibration.CsvRows;
import io.github.virgasim.validation.calibration.ShippedFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Computes the shipped files {@code gpu/*.csv} again from the published measurements. Skipped where these are not at hand. */
class SharingRecalibrationTest {
    private static final double FOUR_DECIMALS = 0.000051;

    @Test
    void everySlopeIsReproduced() {
        TenantTimes times = Measurements.tenants();
        List<CsvRows.Row> rows = ShippedFiles.rows("gpu/linear-slopes.csv", "mode", "slope");
        assertEquals(3, rows.size());
        for (CsvRows.Row row : rows) {
            SharingMode mode = SharingMode.named(row.text("mode"));
            assertEquals(times.slope(mode), row.number("slope"), FOUR_DECIMALS, mode.text());
        }
    }

    @Test
    void everySpeedOfASliceIsReproduced() {
        MigFit fit = Measurements.mig();
        TenantTimes times = Measurements.tenants();
        Map<String, MigSpeed> computed = new HashMap<>();
        MigFit.BENCHMARKS.forEach(benchmark -> computed.put(benchmark, fit.law(benchmark)));
        MigSpeed typical = fit.typicalLaw();
        computed.put(MigSpeed.DEFAULT, typical);
        double factor = times.aloneSeconds(SharingMode.MIG) / aloneOnTheWholeCard(times);
        computed.put("yolos-small", new MigSpeed(MigFit.fixedShare(factor, 7, typical.exponent()), typical.exponent()));
        List<CsvRows.Row> rows = ShippedFiles.rows("gpu/mig-speed.csv", "model", "fixed_share", "exponent");
        assertEquals(computed.size(), rows.size());
        for (CsvRows.Row row : rows) {
            MigSpeed law = computed.get(row.text("model"));
            assertEquals(law.fixedShare(), row.number("fixed_share"), FOUR_DECIMALS, row.text("model"));
            assertEquals(law.exponent(), row.number("exponent"), FOUR_DECIMALS, row.text("model"));
        }
    }

    /** Under time-slicing and MPS a single client has the whole card; the mean of the two times. */
    static double aloneOnTheWholeCard(TenantTimes times) {
        return (times.aloneSeconds(SharingMode.TIME_SLICING) + times.aloneSeconds(SharingMode.MPS)) / 2;
    }

    @Test
    void neighbourSlopesAreReproduced() {
        MigFit fit = Measurements.mig();
        Map<String, Double> shipped = new HashMap<>();
        ShippedFiles.rows("gpu/mig-cards.csv", "card", "neighbour_slope")
                .forEach(row -> shipped.put(row.text("card"), row.number("neighbour_slope")));
        double a100 = fit.neighbourSlope(MigFit.CARDS.get(1));
        assertEquals(fit.neighbourSlope(MigFit.CARDS.get(0)), shipped.remove("a30-24gb"), FOUR_DECIMALS);
        assertEquals(4, shipped.size());
        shipped.forEach((card, slope) -> assertEquals(a100, slope, FOUR_DECIMALS, card));
    }

    @Test
    void everySensitivityIsReproduced() {
        for (String device : List.of("k80", "p100", "v100")) {
            Map<String, Job> computed =
                    SensitivityFit.of(Measurements.pairs(device)).jobs();
            Map<String, Job> shipped = SensitivityInterference.measured(device).jobs();
            assertEquals(computed.keySet(), shipped.keySet());
            computed.forEach((name, job) -> {
                assertEquals(job.sensitivity(), shipped.get(name).sensitivity(), FOUR_DECIMALS, device + " " + name);
                assertEquals(job.pressure(), shipped.get(name).pressure(), FOUR_DECIMALS, device + " " + name);
            });
        }
    }
}
