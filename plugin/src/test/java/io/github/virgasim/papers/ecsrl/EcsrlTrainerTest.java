// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EcsrlTrainerTest {
    private static final ServingScenario SCENARIO = Scenarios.named("ecsrl");
    private static final EcsrlTraining PLAN = new EcsrlTraining(SCENARIO, 22, true, 1, Identity.EMPTY);

    @TempDir
    private Path folder;

    @Test
    void aTrainingIsRepeatableAndResumable() throws IOException {
        EcsrlTrainer once = new EcsrlTrainer(PLAN, 3);
        once.train(2, () -> {});
        EcsrlTrainer first = new EcsrlTrainer(PLAN, 3);
        first.train(1, () -> {});
        first.saveTraining(folder.resolve("training"));
        EcsrlTrainer second = EcsrlTrainer.resume(PLAN, folder.resolve("training"));
        second.train(1, () -> {});
        once.saveTraining(folder.resolve("once"));
        second.saveTraining(folder.resolve("twice"));
        assertEquals(-1, Files.mismatch(folder.resolve("once"), folder.resolve("twice")));
        EcsrlTrainer again = new EcsrlTrainer(PLAN, 3);
        again.train(2, () -> {});
        assertEquals(once.curve().points(), again.curve().points());
    }

    @Test
    void aSavedNetworkIsReadBackAndDecidesTheSame() throws IOException {
        Path file = folder.resolve("network.txt");
        new EcsrlTrainer(PLAN, 3).save(file, Map.of("seed", "3"));
        EcsrlNetwork network = EcsrlNetwork.load(file);
        assertEquals("ecsrl", network.metadata().get("scenario"));
        assertEquals("0", network.metadata().get("episodes"));
        double score = PLAN.score(EcsrlWeights.EVEN, share -> network.policy(SCENARIO, share));
        assertEquals(score, Double.parseDouble(network.metadata().get("selection_objective")));

        Files.writeString(file, Files.readString(file).replaceFirst("\n0\\.", "\n1."));
        String message = assertThrows(InvalidInputException.class, () -> EcsrlNetwork.load(file))
                .getMessage();
        assertTrue(message.contains("network.txt"), message);
    }

    @Test
    void aNetworkFitsOneScenarioOnly() {
        EcsrlNetwork shipped = EcsrlNetwork.shipped();
        String message = assertThrows(
                        InvalidInputException.class, () -> shipped.policy(Scenarios.named("aset-dc-cloud"), 0.5))
                .getMessage();
        assertTrue(message.contains("train one for this scenario"), message);
        assertThrows(InvalidInputException.class, () -> shipped.policy(SCENARIO, 1.5));
    }

    /** No seed here is a test seed. */
    @Test
    void theShippedNetworkBeatsEveryBaselineUnderTheSelectionSeeds() {
        EcsrlNetwork shipped = EcsrlNetwork.shipped();
        EcsrlTraining plan = new EcsrlTraining(SCENARIO, 40, false, 1, Identity.EMPTY);
        double agent = plan.score(EcsrlWeights.EVEN, share -> shipped.policy(SCENARIO, share));
        for (String name : EcsrlBaselines.names()) {
            double baseline = plan.score(EcsrlWeights.EVEN, share -> EcsrlBaselines.named(name, SCENARIO));
            assertTrue(agent < baseline, name + " " + baseline + ", agent " + agent);
        }
        ServingScenario run = SCENARIO.withSettings(SCENARIO.settings().withDuration(60));
        double throughput = EcsrlRun.execute(run, shipped.policy(SCENARIO, EcsrlWeights.EVEN), 1_000_000)
                .throughput();
        assertTrue(throughput > 0.87, "throughput " + throughput);
    }
}
