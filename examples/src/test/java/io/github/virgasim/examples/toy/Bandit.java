// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.toy;

import io.github.virgasim.experiment.LearningCurve;
import io.github.virgasim.experiment.Loads;
import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.experiment.Trainer;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.learn.StateFile;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;

/** Finds out by trying which of two policies serves more: an arm of the bandit is a policy, a pull a run. */
final class Bandit implements Trainer<Bandit.Point> {
    static final List<String> ARMS = List.of("least-impedance", "farthest");
    private static final String MAGIC = "toy-bandit";

    private final ServingScenario scenario;
    private final double[] sums = new double[ARMS.size()];
    private final long[] pulls = new long[ARMS.size()];
    private final LearningCurve<Point, String> curve = new LearningCurve<>(point -> -point.served());
    private long seed;

    /** How much the arm that looks best serves on the selection seeds. */
    record Point(long episodes, double served) {}

    Bandit(ServingScenario scenario, long seed) {
        this.scenario = scenario;
        this.seed = seed;
    }

    static Bandit fresh(ServingScenario scenario, long seed) {
        Bandit bandit = new Bandit(scenario, seed);
        bandit.look();
        return bandit;
    }

    static Bandit resumed(ServingScenario scenario, Path file) {
        Bandit bandit = new Bandit(scenario, 0);
        StateFile.load(file, MAGIC, in -> {
            bandit.identity().requireSaved(file, in);
            bandit.seed = in.readLong();
            for (int arm = 0; arm < bandit.sums.length; arm++) {
                bandit.pulls[arm] = in.readLong();
                bandit.sums[arm] = in.readDouble();
            }
        });
        bandit.look();
        return bandit;
    }

    private Identity identity() {
        return Loads.around(scenario).with("arms", ARMS);
    }

    static double served(ServingScenario scenario, String policy, long seed) {
        ServingStatistics run = new ServingEngine(scenario, StaticPolicies.named(policy), seed).finish();
        return (double) run.served() / Math.max(1, run.offered());
    }

    private String best() {
        return ARMS.get(sums[0] * Math.max(1, pulls[1]) >= sums[1] * Math.max(1, pulls[0]) ? 0 : 1);
    }

    private void look() {
        double served = Seeds.selection(1).stream()
                .mapToDouble(selection -> served(scenario, best(), selection))
                .average()
                .orElseThrow();
        curve.add(new Point(pulls[0] + pulls[1], served), this::best);
    }

    @Override
    public void train(int count, Runnable step) {
        for (int i = 0; i < count; i++) {
            long episode = pulls[0] + pulls[1];
            UniformRandomProvider random = new RandomStreams(seed).stream("episode-" + episode);
            int arm = random.nextInt(ARMS.size());
            sums[arm] += served(scenario, ARMS.get(arm), random.nextLong());
            pulls[arm]++;
            step.run();
        }
        look();
    }

    @Override
    public LearningCurve<Point, String> curve() {
        return curve;
    }

    @Override
    public void save(Path file, Map<String, String> more) throws IOException {
        Map<String, String> lines = new TreeMap<>(more);
        lines.put("policy", curve.network());
        StringBuilder text = new StringBuilder();
        lines.forEach((key, value) -> text.append(key).append(' ').append(value).append('\n'));
        Files.writeString(file, text);
    }

    @Override
    public void saveTraining(Path file) throws IOException {
        StateFile.save(file, MAGIC, out -> {
            identity().write(out);
            out.writeLong(seed);
            for (int arm = 0; arm < sums.length; arm++) {
                out.writeLong(pulls[arm]);
                out.writeDouble(sums[arm]);
            }
        });
    }
}
