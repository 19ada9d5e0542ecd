// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.gpu.Turns;
import io.github.virgasim.validation.source.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Finds what turns cost, and how long a slice is, on whatever device. Where nobody yields, all batches of a run take equally
 * long, as each waits for all others. A batch of n slices beside one of m takes n / m times as long, which is 1.5 or more if n
 * is above 1 and it is twice as long alone, or m is 1. So equal times tell that nobody yields where batches differ by that much, or
 * the shortest is known not to yield; from other equal times nothing is taken.
 */
final class TurnFit {
    static final String SWITCH = "turns/switch";
    static final String SLICE = "turns/slice";
    static final String YIELD = "turns/yield";
    static final String MOST_TENANTS = "turns/most_tenants";
    static final String LONGEST_BATCH = "turns/longest_batch";

    /** Batches that differ by this factor tell whether the longer one yields. */
    private static final double TELLING = 2;
    /** Between 1, where nobody yields, and 1.5. */
    private static final double EQUAL = 1.25;
    /** Slices of which most are whole, so that the median of those who wait is of a whole one. */
    private static final int SEVERAL = 3;

    private final Profile profile;
    private final List<SharedRun> whole = new ArrayList<>();
    private final List<SharedRun> cut = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();

    /**
     * Fits.
     *
     * @param all runs of turns with several tenants, which say how far was recorded
     * @param toFit those of them that parameters may be fitted to
     * @param profile of the same recording
     */
    TurnFit(List<SharedRun> all, List<SharedRun> toFit, Profile profile) {
        this.profile = profile;
        double shortestCut = toFit.stream()
                .filter(run -> turns(run) >= EQUAL)
                .mapToDouble(this::longest)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        List<SharedRun> equal = toFit.stream()
                .filter(run -> turns(run) < EQUAL && longest(run) < shortestCut)
                .toList();
        double longestTurn = longestTurn(equal);
        equal.stream().filter(run -> longest(run) <= longestTurn).forEach(whole::add);
        toFit.stream()
                .filter(run -> Math.round(turns(run)) >= SEVERAL)
                .filter(run -> alone(run).filter(each -> each > longestTurn).count() == 1)
                .forEach(cut::add);
        double change = costOfSwitches();
        boolean found =
                slices(change, longestTurn, Math.max(longestTurn, Math.min(Turns.MEASURED.slice(), shortestCut)));
        ranges(all, found ? all.stream().mapToDouble(this::longest).max().orElse(0) : longestTurn);
    }

    /** Returns the longest batch that is known to run in one turn [s]; 0 if there is none. */
    private double longestTurn(List<SharedRun> equal) {
        double before;
        double known = 0;
        do {
            before = known;
            double whole = known;
            known = equal.stream()
                    .filter(run -> longest(run) >= TELLING * shortest(run) || shortest(run) <= whole)
                    .mapToDouble(this::longest)
                    .max()
                    .orElse(0);
        } while (known > before);
        return known;
    }

    List<Parameter> parameters() {
        return List.copyOf(parameters);
    }

    /** Returns the runs that parameters were fitted to, by their names. */
    Set<String> used() {
        return Stream.concat(whole.stream(), cut.stream()).map(SharedRun::id).collect(Collectors.toSet());
    }

    private double costOfSwitches() {
        List<Double> switches = whole.stream()
                .map(run -> {
                    double cycle = means(run).sum() / run.members().size();
                    return (cycle - alone(run).sum()) / run.members().size();
                })
                .toList();
        add(SWITCH, switches, Turns.MEASURED.switchCost());
        return parameters.get(0).value();
    }

    /** Tells whether they are found: by the median of who waits for whole slices, and the mean of who yields. */
    private boolean slices(double change, double longestTurn, double otherwise) {
        List<Double> waits = new ArrayList<>();
        List<Double> yields = new ArrayList<>();
        for (SharedRun run : cut) {
            double slow = longest(run);
            double between = alone(run).sum() - slow + run.members().size() * change;
            run.members().stream()
                    .filter(m -> profile.solo(m, run.share()) < slow)
                    .forEach(m -> waits.add(m.median() - between));
            long turns = Math.round(turns(run));
            yields.add((means(run).max().orElseThrow() - slow - turns * between) / (turns - 1));
        }
        double yield = yields.isEmpty()
                ? Turns.MEASURED.yieldCost()
                : Math.max(
                        0, Parameter.median(yields.stream().mapToDouble(y -> y).toArray()));
        add(
                SLICE,
                waits.stream().map(wait -> Math.max(longestTurn, wait - yield)).toList(),
                otherwise);
        add(YIELD, yields.isEmpty() ? List.of() : List.of(yield), yield);
        return !cut.isEmpty();
    }

    /** How far the recorded runs go, if they tell anything: no further than one tenant, if not. */
    private void ranges(List<SharedRun> all, double longest) {
        if (whole.isEmpty()) {
            parameters.add(Parameter.unidentified(MOST_TENANTS, "1", 1));
            return;
        }
        int most = all.stream().mapToInt(run -> run.members().size()).max().orElseThrow();
        parameters.add(new Parameter(MOST_TENANTS, most, "1", Double.NaN, Double.NaN, all.size()));
        parameters.add(new Parameter(LONGEST_BATCH, longest, "s", Double.NaN, Double.NaN, all.size()));
    }

    private void add(String name, List<Double> values, double otherwise) {
        parameters.add(
                values.isEmpty() ? Parameter.unidentified(name, "s", otherwise) : Parameter.of(name, "s", values));
    }

    private DoubleStream alone(SharedRun run) {
        return run.members().stream().mapToDouble(m -> profile.solo(m, run.share()));
    }

    private double shortest(SharedRun run) {
        return alone(run).min().orElseThrow();
    }

    private double longest(SharedRun run) {
        return alone(run).max().orElseThrow();
    }

    private static DoubleStream means(SharedRun run) {
        return run.members().stream().mapToDouble(SharedRun.Member::mean);
    }

    /** How many turns the longest batch of a run takes for each of the shortest. */
    private static double turns(SharedRun run) {
        return means(run).max().orElseThrow() / means(run).min().orElseThrow();
    }
}
