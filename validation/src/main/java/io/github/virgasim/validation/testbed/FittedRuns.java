// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.validation.source.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The runs of a recording that parameters of sharing are found from: of tenants that have a profile, at sizes that are certain.
 *
 * @param runs all of the recording, with the sizes of their tenants
 * @param profile of the same recording
 */
record FittedRuns(List<SharedRun> runs, Profile profile) {
    private static final String TURNS = "ts";

    /** Returns the runs of graphs of a kind of sharing that say something, one tenant or several. */
    List<SharedRun> telling(String kind) {
        return runs.stream()
                .filter(run -> run.isGraph() && run.kind().equals(kind))
                .filter(run -> run.members().stream().allMatch(m -> profile.tells(m, run.share())))
                .toList();
    }

    /** Returns those of them that parameters may be fitted to. */
    List<SharedRun> toFit(String kind) {
        Set<String> fitted = SharedRun.fitted(runs);
        return telling(kind).stream().filter(run -> fitted.contains(run.id())).toList();
    }

    TurnFit turns() {
        return new TurnFit(telling(TURNS).stream().filter(run -> !run.isSolo()).toList(), toFit(TURNS), profile);
    }

    /** Returns the runs of several tenants that parameters are fitted to, by their names. */
    Set<String> used() {
        Set<String> used = new HashSet<>(turns().used());
        SideBySide.KINDS.forEach(kind -> toFit(kind).forEach(run -> used.add(run.id())));
        return used;
    }

    /** Returns how far the runs of tenants side by side go; no further than one tenant where none say what several cost. */
    List<Parameter> ranges() {
        List<Parameter> found = new ArrayList<>();
        for (String kind : SideBySide.KINDS) {
            List<SharedRun> telling = telling(kind);
            List<SharedRun> several =
                    telling.stream().filter(run -> !run.isSolo()).toList();
            String tenants = kind + SideBySide.MOST_TENANTS;
            if (several.isEmpty() || toFit(kind).isEmpty()) {
                found.add(Parameter.unidentified(tenants, "1", 1));
            } else {
                Times times = profile.times();
                found.add(most(tenants, several, run -> run.members().size()));
                found.add(ofMembers(kind + SideBySide.LARGEST_BATCH, several, SharedRun.Member::batch));
                found.add(ofMembers(
                        kind + SideBySide.LARGEST_OCCUPANCY,
                        several,
                        m -> times.occupancy(m.model(), m.size().size(), m.batch())));
                found.add(ofMembers(
                        kind + SideBySide.LARGEST_LENGTH,
                        several,
                        m -> times.length(m.model(), m.size().size(), m.batch())));
            }
        }
        List<SharedRun> limited = telling("mps-limited");
        double smallest =
                limited.stream().mapToDouble(SharedRun::percentage).min().orElse(100);
        found.add(
                limited.isEmpty()
                        ? Parameter.unidentified(SideBySide.SMALLEST_LIMIT, "%", smallest)
                        : new Parameter(
                                SideBySide.SMALLEST_LIMIT, smallest, "%", Double.NaN, Double.NaN, limited.size()));
        return found;
    }

    private static Parameter most(String name, List<SharedRun> of, ToDoubleFunction<SharedRun> figure) {
        double most = of.stream().mapToDouble(figure).max().orElseThrow();
        return new Parameter(name, most, "1", Double.NaN, Double.NaN, of.size());
    }

    private static Parameter ofMembers(String name, List<SharedRun> of, ToDoubleFunction<SharedRun.Member> figure) {
        return most(
                name,
                of,
                run -> run.members().stream().mapToDouble(figure).max().orElseThrow());
    }
}
