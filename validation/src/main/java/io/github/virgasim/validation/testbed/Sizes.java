// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Finds the input size of tenants whose rows do not say it. The time of a batch alone rules out the sizes at which the profile
 * says something else; where one is left, or one is known of other batches of the same model, that is it.
 */
final class Sizes {
    /** Two processes with the same model differ by less: by 4 to 8 % with graphs, by up to 28 % under MPS. */
    private static final double APART = 1.3;

    /**
     * An input size.
     *
     * @param size among those of the profile, or as recorded
     * @param certain false if the recording leaves others, so that the one with most batches was taken
     */
    record Size(String size, boolean certain) {
        /** What is said of it beside a cell's name. */
        String remark() {
            return certain || size.isEmpty() ? "" : " (size not recorded, " + size + " taken)";
        }
    }

    private final Profile profile;
    /** By work, the shortest time without others and without a limit [s]. */
    private final Map<String, Double> alone = new HashMap<>();
    /** The sizes that are told of any work of a model. */
    private final Map<String, Set<String>> told = new HashMap<>();

    /**
     * Looks at what a recording says of tenants alone.
     *
     * @param profile of the calibration
     * @param runs as they were read
     */
    Sizes(Profile profile, List<SharedRun> runs) {
        this.profile = profile;
        for (SharedRun run : runs) {
            for (SharedRun.Member member : run.members()) {
                if (run.isSolo() && !run.isLimited()) {
                    alone.merge(member.work(), member.median(), Math::min);
                }
                for (String share : Recording.SHARES) {
                    profile.recordedSolo(member, share)
                            .ifPresent(seconds -> alone.merge(member.work(), seconds, Math::min));
                }
            }
        }
        for (SharedRun run : runs) {
            for (SharedRun.Member member : run.members()) {
                List<String> possible = possible(member);
                if (possible.size() == 1) {
                    told.computeIfAbsent(member.model(), m -> new HashSet<>()).add(possible.get(0));
                }
            }
        }
    }

    /** Gives each tenant its size. */
    List<SharedRun> sized(List<SharedRun> runs) {
        return runs.stream()
                .map(run -> new SharedRun(
                        run.id(),
                        run.share(),
                        run.percentage(),
                        run.members().stream()
                                .map(m -> m.withSize(chosen(m.model(), possible(m))))
                                .toList()))
                .toList();
    }

    /**
     * Returns the size of a server beside others.
     *
     * @param run of a model with a profile of graphs
     * @param full time of its full batch as its own process has measured it [s], if it has
     */
    Size of(ServedRun run, OptionalDouble full) {
        Times times = profile.times();
        List<String> possible = run.size.isEmpty()
                ? times.sizes(run.model).stream()
                        .filter(size -> full.isEmpty()
                                || agree(
                                        full.getAsDouble(),
                                        times.server(run.model, run.mode, size).seconds(run.maxBatch)))
                        .toList()
                : List.of(run.size);
        return chosen(run.model, possible);
    }

    private List<String> possible(SharedRun.Member member) {
        if (!member.size().size().isEmpty()) {
            return List.of(member.size().size());
        }
        Times times = profile.times();
        Double seconds = alone.get(member.work());
        return times.sizes(member.model()).stream()
                .filter(size -> seconds == null
                        || !times.knows(member.model(), member.mode(), size)
                        || agree(seconds, times.alone(member.model(), member.mode(), size, member.batch())))
                .toList();
    }

    private static boolean agree(double one, double other) {
        return Math.max(one, other) <= APART * Math.min(one, other);
    }

    private Size chosen(String model, List<String> possible) {
        List<String> left = new ArrayList<>(possible);
        if (left.size() > 1) {
            left.retainAll(told.getOrDefault(model, Set.of()));
        }
        if (left.size() == 1) {
            return new Size(left.get(0), true);
        }
        return new Size(
                profile.times().sizes(model).isEmpty() ? "" : profile.times().mainSize(model), false);
    }
}
