// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import static io.github.virgasim.validation.calibration.LatencyFitTest.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JitterTest {

    @Test
    void theIdentityHasAlmostTheMomentsOfANormalVariable() {
        JitterTable table = table(z -> 3 + 2 * z);
        assertEquals(3, table.mean(), 1e-12);
        assertEquals(2, table.standardDeviation(), 1e-3);
        assertEquals(3 + 2 * 0.03, table.at(0.03), 1e-12);
        assertEquals(11, table.at(50), 1e-12);
        assertEquals(-5, table.at(-50), 1e-12);
        JitterTable standard = table.standardised();
        assertEquals(0, standard.mean(), 1e-12);
        assertEquals(1, standard.standardDeviation(), 1e-12);
    }

    @Test
    void momentsAgreeWithSampling() {
        JitterTable table = table(z -> Math.exp(z / 2));
        Random random = new Random(7);
        double[] draws = random.doubles(0, 1)
                .limit(400_000)
                .map(u -> table.at(random.nextGaussian()))
                .toArray();
        double mean = IntStream.range(0, draws.length)
                .mapToDouble(i -> draws[i])
                .average()
                .orElseThrow();
        double square = IntStream.range(0, draws.length)
                .mapToDouble(i -> draws[i] * draws[i])
                .average()
                .orElseThrow();
        assertEquals(mean, table.mean(), 0.005);
        assertEquals(Math.sqrt(square - mean * mean), table.standardDeviation(), 0.01);
    }

    @Test
    void quantilesSpreadAMillisecondEvenly() {
        JitterTable table = JitterTable.ofQuantiles(new double[] {11, 10, 20, 10});
        assertEquals(10.5, table.at(0), 1e-12);
        assertEquals(9.5, table.at(-4), 1e-3);
        assertEquals(20.5, table.at(4), 1e-3);
    }

    @Test
    void refusesWhatIsNoTable() {
        assertMessage("needs 129 values, got 2", () -> new JitterTable(new double[2]));
        assertMessage("score -3.9375", () -> table(z -> -z));
        assertMessage("at least one sample", () -> JitterTable.ofQuantiles(new double[0]));
        assertMessage("constant", () -> table(z -> 1).standardised());
        assertMessage("as many times", () -> new RttReader.Series("s", new double[1], new double[2]));
    }

    @Test
    void recoversTheCorrelationTimeOfAnArtificialProcess() {
        double tauMs = 200;
        double stepMs = 50;
        double rho = Math.exp(-stepMs / tauMs);
        Random random = new Random(11);
        List<RttReader.Series> drives = new ArrayList<>();
        for (int d = 0; d < 4; d++) {
            int n = 50_000;
            double[] sent = new double[n];
            double[] rtt = new double[n];
            double z = random.nextGaussian();
            for (int i = 0; i < n; i++) {
                sent[i] = i * stepMs;
                rtt[i] = Math.rint(20 + 10 * Math.exp(0.8 * z));
                z = rho * z + Math.sqrt(1 - rho * rho) * random.nextGaussian();
            }
            drives.add(new RttReader.Series("drive " + d, sent, rtt));
        }
        JitterFit fit = JitterFit.of(drives);
        assertEquals(0.2, fit.correlationTimeS(), 0.02);
        assertEquals(20 + 10 * Math.exp(0.32), fit.meanMs(), 0.3);
        assertEquals(30, fit.rawTable().at(0), 0.5);
        for (int i = 0; i < JitterFit.LAGS; i++) {
            assertEquals(50 * (i + 1), fit.lagMs()[i], 1e-9);
            assertEquals(fit.measured()[i], fit.modelled()[i], 0.05);
        }
        assertTrue(fit.table().mean() < 1e-9);
    }

    @Test
    void slowSeriesAloneGiveNoCorrelationTime() {
        RttReader.Series slow = new RttReader.Series("s", new double[] {0, 100, 200}, new double[] {1, 2, 3});
        assertMessage("no series has a sampling interval", () -> JitterFit.of(List.of(slow)));
    }

    private static JitterTable table(DoubleUnaryOperator f) {
        return new JitterTable(IntStream.range(0, JitterTable.SIZE)
                .mapToDouble(JitterTable::score)
                .map(f)
                .toArray());
    }
}
