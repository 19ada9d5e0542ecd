// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.catalog.BatchTimes;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.Occupancy;
import io.github.virgasim.validation.replay.TenantReplay;
import io.github.virgasim.validation.source.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Tenants whose kernels run side by side, under MPS with or without a limit on threads, or on streams: {@link Occupancy}. */
final class SideBySide {
    private static final String LIMITED = "mps/limited";
    private static final String MEMORY = "mps/memory";
    private static final String PER_DOUBLING = "/per_doubling";
    private static final double ALL = 100;

    private final Profile profile;

    SideBySide(Profile profile) {
        this.profile = profile;
    }

    /** Finds the parameters: what is known of tenants alone, then what they cost each other in the runs that are fitted. */
    static List<Parameter> calibrate(List<SharedRun> runs, Set<String> fitted, Profile profile, RunPower samples) {
        List<Parameter> found = new ArrayList<>();
        List<Double> limited = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        SideBySide known = new SideBySide(profile);
        for (SharedRun run : runs) {
            SharedRun.Member member = run.members().get(0);
            if (!run.isSolo() || !run.isGraph() || !run.share().equals("mps") || !profile.covers(member, "mps")) {
                continue;
            }
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
        for (String kind : List.of("mps", "mps-limited", "stream")) {
            List<Double> doubling = new ArrayList<>();
            for (SharedRun run : runs) {
                if (run.kind().equals(kind)
                        && fitted.contains(run.id())
                        && run.members().stream().allMatch(m -> profile.covers(m, kind))) {
                    Occupancy rest = law(0, within(found.get(0).value()), within(found.get(1).value()));
                    for (int i = 0; i < run.members().size(); i++) {
                        doubling.add(known.perDoubling(run, i, rest));
                    }
                }
            }
            Occupancy usual = kind.equals("stream") ? Occupancy.STREAMS : Occupancy.MPS;
            add(found, kind + PER_DOUBLING, doubling, usual.perDoubling());
        }
        return found;
    }

    private static void add(List<Parameter> found, String name, List<Double> values, double otherwise) {
        found.add(values.isEmpty() ? Parameter.unidentified(name, "1", otherwise) : Parameter.of(name, "1", values));
    }

    private static double within(double share) {
        return Math.min(1, Math.max(0, share));
    }

    private static Occupancy law(double perDoubling, double limited, double memory) {
        return new Occupancy(Math.max(0, perDoubling), 1, Occupancy.HALF, memory, limited);
    }

    /** What is left of a member's slowdown when all but the part per doubling has been taken off. */
    private double perDoubling(SharedRun run, int member, Occupancy rest) {
        double others = 0;
        double queues = 0;
        double traffic = 0;
        for (int j = 0; j < run.members().size(); j++) {
            if (j != member) {
                SharedRun.Member other = run.members().get(j);
                others += fills(other);
                queues += fills(other) * length(other);
                traffic += fills(other) / stretch(other, run, rest.limited());
            }
        }
        SharedRun.Member own = run.members().get(member);
        double slowdown = rest.slowdown(
                length(own),
                stretch(own, run, rest.limited()),
                others,
                queues,
                traffic,
                run.members().size(),
                run.percentage() / ALL);
        return (own.mean() / profile.solo(own, run.share()) - slowdown)
                * Math.log(2)
                / Math.log(run.members().size());
    }

    private double stretch(SharedRun.Member member, SharedRun run, double limited) {
        return run.percentage() == ALL
                ? 1
                : Math.max(1, alone(member, run.percentage(), limited) / profile.solo(member, run.share()));
    }

    private double fills(SharedRun.Member member) {
        Times times = profile.times();
        return times.occupancy(member.model(), times.mainSize(member.model()), member.batch());
    }

    /** How much longer a batch takes than a single query. */
    private double length(SharedRun.Member member) {
        Times times = profile.times();
        String size = times.mainSize(member.model());
        return Math.max(
                1,
                times.alone(member.model(), "graph", size, member.batch())
                        / times.alone(member.model(), "graph", size, 1));
    }

    /** How much longer a batch takes that is larger by as much as the units are fewer, minus 1. */
    private double growth(SharedRun.Member member, double percentage) {
        Times times = profile.times();
        String size = times.mainSize(member.model());
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

    /** Tells whether runs of the same batch without a limit and under a stricter one say what it takes under this one. */
    boolean isBetween(SharedRun.Member member, double percentage) {
        return profile.lowestLimit(member, percentage) != null;
    }

    /** The law of a way of sharing. */
    GpuSharing sharing(String share, double percentage, double limited) {
        String kind = share.equals("mps") && percentage < ALL ? "mps-limited" : share;
        return GpuSharing.mps(
                law(profile.value(kind + PER_DOUBLING), limited, within(profile.value(MEMORY))), percentage);
    }

    /** Returns the mean time of each tenant's batch in closed loops [s]. */
    double[] closedLoop(SharedRun run) {
        double limited = within(profile.value(LIMITED));
        List<BatchTimes> batches = run.members().stream()
                .map(m -> {
                    double full = profile.solo(m, run.share());
                    double stretch = stretch(m, run, limited);
                    return TenantReplay.batch(full, length(m), fills(m), run.percentage() / ALL, full * stretch);
                })
                .toList();
        // The tables say what a limit does to each.
        return new TenantReplay(sharing(run.share(), run.percentage(), 1), batches).closedLoop();
    }
}
