// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.placement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.github.virgasim.cloudsim.GpuAllocationPolicy;
import io.github.virgasim.cloudsim.GpuBestFit;
import io.github.virgasim.cloudsim.GpuEnergyConsolidation;
import io.github.virgasim.cloudsim.GpuFirstFit;
import io.github.virgasim.cloudsim.GpuLeastInterference;
import io.github.virgasim.cloudsim.GpuWorstFit;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.encog.Activation;
import io.github.virgasim.learn.encog.QNetwork;
import io.github.virgasim.learn.encog.SavedNetwork;
import io.github.virgasim.papers.placement.PlacementPark.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.cloudsimplus.util.Log;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies under random arrivals and departures; seeds differ from those of training, selection and comparison. */
class PlacementParkTest {
    private static final long SEED = 3_000_000;

    private final PlacementPark park = new PlacementPark();

    @BeforeAll
    static void quiet() {
        Log.setLevel(Level.OFF);
    }

    private double mean(Supplier<GpuAllocationPolicy> policy, ToDoubleFunction<Outcome> value) {
        return LongStream.range(SEED, SEED + 5)
                .mapToObj(seed -> park.run(policy.get(), seed))
                .mapToDouble(value)
                .average()
                .orElseThrow();
    }

    @Test
    void sameSeedSameOutcome() {
        for (Supplier<GpuAllocationPolicy> policy : List.<Supplier<GpuAllocationPolicy>>of(
                () -> new GpuLeastInterference(park.forecast().interference()),
                () -> new GpuEnergyConsolidation(park.forecast(), 3),
                () -> GpuLearnedPlacement.shipped(park.forecast()),
                park::greedy)) {
            double[] first = park.run(policy.get(), SEED).costs();
            assertArrayEquals(first, new PlacementPark().run(policy.get(), SEED).costs());
            assertTrue(Arrays.mismatch(first, park.run(policy.get(), SEED + 1).costs()) >= 0);
        }
    }

    @Test
    void costIsMadeOfPowerSlowdownAndRefusals() {
        Outcome outcome = park.run(new GpuWorstFit(), SEED);
        assertTrue(outcome.cost() > outcome.refused());
        assertTrue(outcome.slowdown() > 1 && outcome.power() > 0);
        assertTrue(outcome.hostsInUse() > 0 && outcome.hostsInUse() <= 18);
        // The mean gap between arrivals is 1 up to chance, so that the parts nearly add up.
        double fullPower = 6 * (56.13 + 448.6 + 302.87);
        double parts = outcome.power() / fullPower + 0.1 * (outcome.slowdown() - 1) + outcome.refused();
        assertEquals(parts, outcome.cost(), 0.15 * parts);
    }

    @Test
    void consolidationUsesFewerHostsAndLessEnergyThanWorstFit() {
        Supplier<GpuAllocationPolicy> consolidation = () -> new GpuEnergyConsolidation(park.forecast(), 4);
        assertTrue(mean(consolidation, Outcome::hostsInUse) < mean(GpuWorstFit::new, Outcome::hostsInUse) - 1);
        assertTrue(mean(consolidation, Outcome::power) < 0.95 * mean(GpuWorstFit::new, Outcome::power));
    }

    @Test
    void leastInterferenceSlowsDownLessThanFirstFitAndWorstFit() {
        double least = mean(() -> new GpuLeastInterference(park.forecast().interference()), Outcome::slowdown);
        assertTrue(least < mean(GpuWorstFit::new, Outcome::slowdown));
        assertTrue(least < 0.7 * mean(GpuFirstFit::new, Outcome::slowdown));
    }

    @Test
    void theShippedNetworkCostsLessThanPoliciesThatLookAtMemoryOnly() {
        double learned = mean(() -> GpuLearnedPlacement.shipped(park.forecast()), Outcome::cost);
        for (Supplier<GpuAllocationPolicy> policy :
                List.<Supplier<GpuAllocationPolicy>>of(GpuFirstFit::new, GpuBestFit::new, GpuWorstFit::new)) {
            assertTrue(learned < mean(policy, Outcome::cost));
        }
    }

    @Test
    void trainingIsTheSameBitForBitAndSavesItsBestNetwork(@TempDir Path folder) throws IOException {
        PlacementTraining one = new PlacementTraining(5);
        PlacementTraining other = new PlacementTraining(5);
        one.train(2, () -> {});
        other.train(1, () -> {});
        other.train(1, () -> {});
        assertEquals(one.curve().points().get(1), other.curve().points().get(2));
        assertTrue(one.curve().best().cost() <= one.curve().points().get(0).cost());
        PlacementTraining begun = new PlacementTraining(5);
        begun.train(1, () -> {});
        begun.saveTraining(folder.resolve("training"));
        PlacementTraining resumed = PlacementTraining.resume(folder.resolve("training"));
        resumed.train(1, () -> {});
        assertEquals(one.curve().points().get(1), resumed.curve().points().get(1));
        Path file = folder.resolve("network.txt");
        one.save(file, Map.of("command", "test"));
        assertEquals("5", SavedNetwork.load(file).metadata().get("seed"));
        assertArrayEquals(
                park.run(one.policy(), SEED).costs(),
                park.run(GpuLearnedPlacement.load(park.forecast(), file), SEED).costs());
    }

    @Test
    void otherNetworksAreRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("other.txt");
        QNetwork network = new QNetwork(List.of(3, 1), Activation.RELU);
        new SavedNetwork(network, Map.of()).save(file);
        var foreign = assertThrows(InvalidInputException.class, () -> GpuLearnedPlacement.load(park.forecast(), file));
        assertTrue(foreign.getMessage().contains("other.txt: metadata 'observations'"), foreign.getMessage());
        GpuLearnedPlacement.describe(network, Map.of()).save(file);
        var narrow = assertThrows(InvalidInputException.class, () -> GpuLearnedPlacement.load(park.forecast(), file));
        assertTrue(narrow.getMessage().contains("layers must begin with 10"), narrow.getMessage());
    }
}
