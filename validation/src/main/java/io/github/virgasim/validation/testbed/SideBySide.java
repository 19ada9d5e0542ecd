// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.catalog.BatchTimes;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.Occupancy;
import io.github.virgasim.validation.replay.TenantReplay;
import io.github.virgasim.validation.source.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;

/** Tenants whose kernels run side by side, under MPS with or without a limit on threads, or on streams: {@link Occupancy}. */
final class SideBySide {
    static final String LIMITED = "mps/limited";
    static final String MEMORY = "mps/memory";
    private static final String PER_DOUBLING = "/per_doubling";
    private static final String STREAM = "stream";
    private static final String STREAM_WEIGHT = "stream/weight";
    static final String MOST_TENANTS = "/most_tenants";
    static final String LARGEST_BATCH = "/largest_batch";
    static final String LARGEST_OCCUPANCY = "/largest_occupancy";
    static final String LARGEST_LENGTH = "/largest_length";
    static final String SMALLEST_LIMIT = "mps/smallest_limit";
    /** Kinds of sharing that have laws of their own. */
    static final List<String> KINDS = List.of("mps", "mps-limited", STREAM);

    private static final double ALL = 100;

    private final Profile profile;

    SideBySide(Profile profile) {
        this.profile = profile;
    }

    /** Finds the parameters: what is known of tenants alone, then what they cost each other in the runs that are fitted. */
    static List<Parameter> calibrate(FittedRuns runs, RunPower samples) {
        List<Parameter> found = new ArrayList<>();
        List<Double> limited = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        Profile profile = runs.profile();
        SideBySide known = new SideBySide(profile);
        for (SharedRun run : Stream.concat(runs.telling("mps").stream(), runs.telling("mps-limited").stream())
                .filter(SharedRun::isSolo)
                .toList()) {
            SharedRun.Member member = run.members().get(0);
            double fills = known.fills(member);
            double growth = known.growth(member, run.percentage());
            OptionalDouble busy = samples.memory(run.id());
            if (growth > 0) {
                limited.add((member.median() / profile.solo(member, "mps") - 1) / growth);
            } else if (run.percentage() == ALL && busy.isPresent() && fills > 0) {
                memory.add(busy.getAsDouble() / fills);
            }
        }
        add(found, LIMITED, limited, Occupancy.MPS.limited());
        add(found, MEMORY, memory, Occupancy.MPS.memory());
        Occupancy rest =
                law(0, 1, within(found.get(0).value()), within(found.get(1).value()));
        for (String kind : KINDS) {
            List<Double> doubling = each(
                    runs.toFit(kind),
                    (run, member) -> (slowdown(known, run, member) - known.slowdown(run, member, rest))
                            * Math.log(2)
                            / Math.log(run.members().size()));
            Occupancy usual = kind.equals(STREAM) ? Occupancy.STREAMS : Occupancy.MPS;
            add(found, kind + PER_DOUBLING, doubling, usual.perDoubling());
        }
        // Sessions that have processors of their own slow each other down less than those that share a GPU.
        double launches = Math.max(0, found.get(found.size() - 1).value());
        // By the weight that each member asks for, how much of its time the weight decides.
        Map<Double, Double> decided = new HashMap<>();
        List<Double> weights = each(runs.toFit(STREAM), (run, member) -> {
            double cost = known.slowdown(run, member, rest) - 1;
            double doublings = Math.log(run.members().size()) / Math.log(2);
            double weight = (slowdown(known, run, member) - 1 - launches * doublings) / cost;
            decided.put(weight, cost / slowdown(known, run, member));
            return weight;
        });
        weights.removeIf(weight -> !Double.isFinite(weight));
        found.add(
                weights.isEmpty()
                        ? Parameter.unidentified(STREAM_WEIGHT, "1", Occupancy.STREAMS.weight())
                        : Parameter.of(STREAM_WEIGHT, "1", weights, sample -> leastError(sample, decided)));
        return found;
    }

    /** Returns the weight with the smallest sum of absolute relative errors, a weighted median. */
    private static double leastError(double[] weights, Map<Double, Double> decided) {
        return Arrays.stream(weights)
                .boxed()
                .min(Comparator.comparingDouble((Double tried) -> Arrays.stream(weights)
                                .map(weight -> decided.get(weight) * Math.abs(tried - weight))
                                .sum())
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private static double slowdown(SideBySide known, SharedRun run, int member) {
        SharedRun.Member own = run.members().get(member);
        return own.mean() / known.profile.solo(own, run.share());
    }

    /** Computes a figure for each member of runs. */
    private static List<Double> each(List<SharedRun> runs, ToDoubleBiFunction<SharedRun, Integer> figure) {
        List<Double> figures = new ArrayList<>();
        for (SharedRun run : runs) {
            for (int i = 0; i < run.members().size(); i++) {
                figures.add(figure.applyAsDouble(run, i));
            }
        }
        return figures;
    }

    private static void add(List<Parameter> found, String name, List<Double> values, double otherwise) {
        found.add(values.isEmpty() ? Parameter.unidentified(name, "1", otherwise) : Parameter.of(name, "1", values));
    }

    private static double within(double share) {
        return Math.min(1, Math.max(0, share));
    }

    private static Occupancy law(double perDoubling, double weight, double limited, double memory) {
        return new Occupancy(Math.max(0, perDoubling), Math.max(0, weight), Occupancy.HALF, memory, limited);
    }

    /** Returns the slowdown of a member by a law. */
    private double slowdown(SharedRun run, int member, Occupancy law) {
        double others = 0;
        double queues = 0;
        double traffic = 0;
        for (int j = 0; j < run.members().size(); j++) {
            if (j != member) {
                SharedRun.Member other = run.members().get(j);
                others += fills(other);
                queues += fills(other) * length(other);
                traffic += fills(other) / stretch(other, run, law.limited());
            }
        }
        SharedRun.Member own = run.members().get(member);
        return law.slowdown(
                length(own),
                stretch(own, run, law.limited()),
                others,
                queues,
                traffic,
                run.members().size(),
                units(run));
    }

    /** The share of the units that each tenant of a run may use. */
    private static double units(SharedRun run) {
        return run.isLimited() ? run.percentage() / ALL : 1;
    }

    private double stretch(SharedRun.Member member, SharedRun run, double limited) {
        return !run.isLimited()
                ? 1
                : Math.max(1, alone(member, run.percentage(), limited) / profile.solo(member, run.share()));
    }

    private double fills(SharedRun.Member member) {
        return profile.times().occupancy(member.model(), member.size().size(), member.batch());
    }

    private double length(SharedRun.Member member) {
        return profile.times().length(member.model(), member.size().size(), member.batch());
    }

    /** How much longer a batch takes that is larger by as much as the units are fewer, minus 1. */
    private double growth(SharedRun.Member member, double percentage) {
        Times times = profile.times();
        String size = member.size().size();
        return Math.max(
                0,
                times.alone(member.model(), "graph", size, member.batch() * ALL / percentage)
                                / times.alone(member.model(), "graph", size, member.batch())
                        - 1);
    }

    /** Returns what a batch takes alone under a limit on threads [s]: as recorded, or by its own runs under less, or by the law. */
    private double alone(SharedRun.Member member, double percentage, double limited) {
        OptionalDouble recorded = profile.limited(member, percentage);
        return recorded.isPresent() ? recorded.getAsDouble() : predicted(member, percentage, limited);
    }

    private double predicted(SharedRun.Member member, double percentage, double limited) {
        double full = profile.solo(member, "mps");
        double part = limited;
        Map.Entry<Double, Double> lowest = profile.lowestLimit(member, percentage);
        if (lowest != null) {
            double growth = growth(member, lowest.getKey());
            part = growth > 0 ? Math.max(0, (lowest.getValue() / full - 1) / growth) : limited;
        }
        return full * (1 + part * growth(member, percentage));
    }

    /** Returns what a batch takes alone under a limit on threads [s] by runs under other limits. */
    double solo(SharedRun.Member member, double percentage) {
        return predicted(member, percentage, within(profile.value(LIMITED)));
    }

    /** Tells whether a run alone under a limit on threads has a part in what limits cost. */
    boolean isFitted(SharedRun.Member member, double percentage) {
        return profile.tells(member, "mps") && growth(member, percentage) > 0;
    }

    /** Tells whether runs of the same batch without a limit and under a stricter one say what it takes under this one. */
    boolean isBetween(SharedRun.Member member, double percentage) {
        return profile.lowestLimit(member, percentage) != null;
    }

    /** The law of a way of sharing without a limit. */
    GpuSharing sharing(String share) {
        return sharing(share, 1, 0);
    }

    private GpuSharing sharing(String share, double units, double limited) {
        String kind = units < 1 ? "mps-limited" : share;
        return GpuSharing.mps(
                law(
                        profile.value(kind + PER_DOUBLING),
                        share.equals(STREAM) ? profile.value(STREAM_WEIGHT) : 1,
                        limited,
                        within(profile.value(MEMORY))),
                ALL * units);
    }

    /** Returns the mean time of each tenant's batch in closed loops [s]. */
    double[] closedLoop(SharedRun run) {
        double limited = within(profile.value(LIMITED));
        List<BatchTimes> batches = run.members().stream()
                .map(m -> {
                    double full = profile.solo(m, run.share());
                    double stretch = stretch(m, run, limited);
                    return TenantReplay.batch(full, length(m), fills(m), units(run), full * stretch);
                })
                .toList();
        // The tables say what a limit does to each.
        return new TenantReplay(sharing(run.share(), units(run), 1), batches).closedLoop();
    }
}
