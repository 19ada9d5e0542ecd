// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.placement;

import io.github.virgasim.experiment.Activity;
import io.github.virgasim.experiment.Arguments;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.experiment.Setting;
import io.github.virgasim.experiment.TrainingSession;
import io.github.virgasim.experiment.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Trains the network that places workers on hosts, and compares it with the other placement policies. */
final class PlacementTrain implements Activity {
    private static final Setting<Integer> ITERATIONS =
            Setting.integer("--iterations", "N", 200, "Number of training iterations of eight runs each");
    private static final Setting<Integer> EVERY = TrainingSession.every("Iterations", 20);
    private static final Setting<Integer> TEST_RUNS =
            Setting.integer("--test-runs", "K", 20, "Runs of the comparison, with seeds 2000000, 2000001, ...");

    @Override
    public String description() {
        return "Trains the network that places GPU workers on hosts by the policy gradient; leaves the best network, its"
                + " learning curve, and a comparison with the other placement policies under test seeds.";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(ITERATIONS, TrainingSession.SEED, EVERY, TEST_RUNS, TrainingSession.RESUME);
    }

    @Override
    public String folder() {
        return "results/train-placement";
    }

    @Override
    public Work prepare(Arguments arguments) throws IOException {
        int iterations = arguments.within(ITERATIONS, 1, TrainingSession.MOST);
        int every = arguments.within(EVERY, 1, TrainingSession.MOST);
        int testRuns = arguments.within(TEST_RUNS, 2, 1000);
        long seed = arguments.get(TrainingSession.SEED);
        Path resume = arguments.get(TrainingSession.RESUME);
        var session = new TrainingSession<>(
                iterations,
                every,
                seed,
                1,
                resume,
                PlacementTraining::new,
                PlacementTraining::resume,
                (trainers, best) -> new PlacementReport(best, testRuns));
        return new Work(
                "placement",
                session.steps(),
                Path.of(folder()),
                "Network, learning curve and comparison",
                new Inputs().addAny(resume),
                TrainingSession.seeds(arguments, 1),
                Map.of(),
                session);
    }
}
