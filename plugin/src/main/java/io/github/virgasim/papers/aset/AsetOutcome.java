// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.experiment.Results;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What came out of the runs of one topology under one load. All shares are in percent of the queries. */
final class AsetOutcome {
    /** Name of the bound that takes the best static policy of each period. */
    static final String ORACLE = "oracle";

    private final AsetTrial trial;
    private final String load;
    private final Results<AsetTrial.Key, AsetTrial.Run> results;
    private final double warmup;

    /**
     * Picks the runs that belong together.
     *
     * @param trial what was run
     * @param load name of the load
     * @param results of any trials and loads
     */
    AsetOutcome(AsetTrial trial, String load, Results<AsetTrial.Key, AsetTrial.Run> results) {
        this.trial = trial;
        this.load = load;
        this.results = results;
        warmup = trial.scenario().settings().warmup();
    }

    /** Returns what was run. */
    AsetTrial trial() {
        return trial;
    }

    /** Returns the load's name. */
    String load() {
        return load;
    }

    /** Tells whether the load is steady. */
    boolean isSteady() {
        return trial.steadyLoads().contains(load);
    }

    /** Returns all runs, in the order of policies and seeds. */
    List<AsetTrial.Run> runs() {
        return trial.policies().stream()
                .flatMap(policy -> runs(policy).stream())
                .toList();
    }

    /** Returns the runs of a policy, in the order of the seeds. */
    List<AsetTrial.Run> runs(String policy) {
        return results.of(new AsetTrial.Key(trial, load, policy));
    }

    /** Returns the served shares of a policy, in the order of the seeds. */
    double[] served(String policy) {
        return runs(policy).stream().mapToDouble(AsetTrial.Run::servedPercent).toArray();
    }

    /** Returns the mean share of a class's queries that a policy serves, over the seeds under which it sent any. */
    double classServed(String policy, int streamClass) {
        return AsetTrial.meanShare(runs(policy).stream().mapToDouble(run -> run.classShares()[streamClass]));
    }

    /** Returns what each run has served of each class. */
    List<AsetTables.ClassShare> classShares() {
        List<AsetTables.ClassShare> shares = new ArrayList<>();
        for (AsetTrial.Run run : runs()) {
            for (int k = 0; k < run.classShares().length; k++) {
                shares.add(new AsetTables.ClassShare(
                        trial.name(),
                        load,
                        run.key().policy(),
                        run.summary().seed(),
                        trial.className(k),
                        run.classShares()[k]));
            }
        }
        return shares;
    }

    /** Returns Jain's index of the classes' served shares, in the order of the seeds. */
    double[] fairness(String policy) {
        return runs(policy).stream().mapToDouble(AsetTrial.Run::fairness).toArray();
    }

    /** Returns the static policy that served the most over all these seeds: the best choice in hindsight. */
    String bestStatic() {
        return StaticPolicies.names().stream()
                .max(Comparator.comparingDouble(
                        policy -> Arrays.stream(served(policy)).sum()))
                .orElseThrow();
    }

    /** Returns the upper bounds, in the order of the seeds. */
    double[] bounds() {
        return runs(trial.policies().get(0)).stream()
                .mapToDouble(run -> 100 * run.bound())
                .toArray();
    }

    /**
     * Returns what would be served if in each period the static policy that serves most in that period, in a run of its
     * own, could be taken. This is hindsight, and no policy can have it: bindings last longer than a period, so that what
     * is served in one depends on the choices before.
     */
    double[] oracle() {
        int seeds = runs(trial.policies().get(0)).size();
        double[] shares = new double[seeds];
        for (int s = 0; s < seeds; s++) {
            int seed = s;
            shares[s] = oracle(StaticPolicies.names().stream()
                    .map(policy -> runs(policy).get(seed).timeline())
                    .toList());
        }
        return shares;
    }

    private double oracle(List<Timeline> timelines) {
        Timeline first = timelines.get(0);
        int width =
                (int) Math.max(1, Math.round(AsetActions.period(trial.scenario().settings()) / first.width()));
        long served = 0;
        long offered = 0;
        for (int line = (int) Math.ceil(warmup / first.width()); line < first.length(); line += width) {
            int from = line;
            int to = Math.min(line + width, first.length());
            served += timelines.stream()
                    .mapToLong(timeline -> sum(timeline, from, to))
                    .max()
                    .orElseThrow();
            for (int i = from; i < to; i++) {
                offered += first.offered(i);
            }
        }
        return 100.0 * served / offered;
    }

    private static long sum(Timeline timeline, int from, int to) {
        long served = 0;
        for (int i = from; i < Math.min(to, timeline.length()); i++) {
            served += timeline.served(i);
        }
        return served;
    }

    /** Returns what a policy serves more than another, in points, paired by seed. */
    ConfidenceInterval difference(String policy, String other) {
        return ConfidenceInterval.ofDifferences(served(policy), served(other));
    }

    /**
     * Returns how far a policy goes from the best static policy to something better.
     *
     * @return mean gain over mean gap [%]; NaN unless the gap's interval is above 0 and the gain's has 0 outside, as a
     *     quotient of noise says nothing
     */
    double closed(String policy, double[] better) {
        String best = bestStatic();
        ConfidenceInterval gap = ConfidenceInterval.ofDifferences(better, served(best));
        ConfidenceInterval gain = difference(policy, best);
        boolean isKnown = gap.low() > 0 && (gain.low() > 0 || gain.high() < 0);
        return isKnown ? 100 * gain.mean() / gap.mean() : Double.NaN;
    }

    /** Returns the share of the queries sent in [from, to) [s] that a policy serves, over all seeds. */
    double served(String policy, double from, double to) {
        long served = 0;
        long offered = 0;
        for (AsetTrial.Run run : runs(policy)) {
            Timeline timeline = run.timeline();
            for (int i = 0; i < timeline.length(); i++) {
                double start = i * timeline.width();
                if (start >= from && start < to) {
                    served += timeline.served(i);
                    offered += timeline.offered(i);
                }
            }
        }
        return 100.0 * served / offered;
    }

    /** Returns for each action the share of an agent's choices [%], over all seeds and the periods in [from, to); 0 for others. */
    double[] actionShares(String agent, int from, int to) {
        double[] shares = new double[AsetTables.ACTIONS.size()];
        int choices = 0;
        for (AsetTrial.Run run : runs(agent)) {
            for (int period = from; period < Math.min(to, run.choices().size()); period++) {
                shares[run.choices().get(period)] += 100;
                choices++;
            }
        }
        double total = choices;
        return Arrays.stream(shares).map(share -> share / total).toArray();
    }
}
