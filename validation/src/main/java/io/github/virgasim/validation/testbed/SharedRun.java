// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.input.InvalidInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A run of several tenants in closed loops.
 *
 * @param id its run_id
 * @param share ts, mps or stream
 * @param percentage of the threads that each may use, 100 without a limit
 * @param members by their numbers
 */
record SharedRun(String id, String share, double percentage, List<Member> members) {
    /**
     * A tenant: its batch, and how long iterations took [s].
     *
     * @param work names what it does: recordings may call different things by one name
     * @param size empty before {@link Sizes} has found it, unless it was recorded
     */
    record Member(
            String work,
            String item,
            String model,
            int batch,
            String mode,
            Sizes.Size size,
            double mean,
            double median,
            double noisePercent) {
        /** Returns the names that it may have elsewhere, where a row may have a size that it lacks, or lack what it has. */
        List<String> names() {
            String name = item + "/" + model + "/" + batch + "/" + mode;
            return List.of(work, name + "/" + size.size(), name);
        }

        Member withSize(Sizes.Size found) {
            return new Member(work, item, model, batch, mode, found, mean, median, noisePercent);
        }
    }

    /** Reads all runs; a run has few members, so that all fit into memory. */
    static List<SharedRun> read(Recording recording) {
        Map<String, SharedRun> runs = new LinkedHashMap<>();
        Map<String, Integer> sizes = new LinkedHashMap<>();
        Map<String, String> last = new HashMap<>();
        Map<String, NavigableMap<Integer, Member>> members = new HashMap<>();
        recording.sharing(row -> {
            String share = row.oneOf("share", Recording.SHARES);
            double limit = row.positive("pct");
            SharedRun run =
                    runs.computeIfAbsent(row.name("run_id"), id -> new SharedRun(id, share, limit, new ArrayList<>()));
            int size = sizes.computeIfAbsent(run.id, id -> row.count("n_co"));
            if (limit > 100 || !run.share.equals(share) || run.percentage != limit || row.count("n_co") != size) {
                throw row.invalid(
                        "run " + run.id + ": all members must have the same share, pct (at most 100) and n_co");
            }
            int number = row.whole("member", 0, size - 1);
            last.put(run.id, row.place());
            double mean = row.positive("mean_ns");
            double error = row.within("std_ns", 0, Double.MAX_VALUE) / Math.sqrt(row.positive("count"));
            String recorded = Recording.sizeIfAny(row);
            List<String> work =
                    List.of(row.text("item"), row.text("model"), row.text("batch"), row.oneOf("mode", Recording.MODES));
            Member member = new Member(
                    String.join("/", work) + (recorded.isEmpty() ? "" : "/" + recorded),
                    row.name("item"),
                    row.name("model"),
                    row.count("batch"),
                    row.text("mode"),
                    new Sizes.Size(recorded, !recorded.isEmpty()),
                    mean / 1e9,
                    row.positive("p50_ns") / 1e9,
                    100 * error / mean);
            if (members.computeIfAbsent(run.id, id -> new TreeMap<>()).put(number, member) != null) {
                throw row.invalid("run " + run.id + ": member must stand once, was again '" + number + "'");
            }
        });
        runs.values().forEach(run -> {
            run.members.addAll(members.get(run.id).values());
            if (run.members.size() < sizes.get(run.id)) {
                throw new InvalidInputException(last.get(run.id) + ": run " + run.id + ": n_co is " + sizes.get(run.id)
                        + ", but only " + run.members.size() + " members are there");
            }
        });
        return List.copyOf(runs.values());
    }

    boolean isSolo() {
        return members.size() == 1;
    }

    /** Tells whether each tenant may use a part of the threads only, which no other way of sharing knows. */
    boolean isLimited() {
        return share.equals("mps") && percentage < 100;
    }

    boolean isGraph() {
        return members.stream().allMatch(m -> m.mode.equals("graph"));
    }

    /** The way of sharing with its limit on threads, if there is one. */
    String shareAndLimit() {
        return share + (percentage < 100 ? percentage : "");
    }

    /** The kind of sharing: cells of one kind have their own split. */
    String kind() {
        return share + (percentage < 100 ? "-limited" : "");
    }

    /** Returns the pairs to fit to: of each kind every second one, in the order of their names. Fixed before any look. */
    static TreeSet<String> fitted(List<SharedRun> runs) {
        Map<String, TreeSet<String>> byKind = new LinkedHashMap<>();
        runs.stream()
                .filter(run -> run.isGraph() && run.members.size() > 1)
                // Where only larger groups were recorded, they stand in for pairs.
                .filter(run -> run.members.size() == 2
                        || runs.stream().noneMatch(o -> o.kind().equals(run.kind()) && o.members.size() == 2))
                .forEach(run ->
                        byKind.computeIfAbsent(run.kind(), k -> new TreeSet<>()).add(run.id));
        TreeSet<String> fit = new TreeSet<>();
        byKind.values().forEach(ids -> {
            int i = 0;
            for (String id : ids) {
                if (i++ % 2 == 0) {
                    fit.add(id);
                }
            }
        });
        return fit;
    }
}
