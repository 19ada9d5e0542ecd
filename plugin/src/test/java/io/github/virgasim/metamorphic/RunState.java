// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.metamorphic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.serving.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All that a run tells, as exact text: two runs are the same if their texts are. */
final class RunState {
    private final List<String> lines = new ArrayList<>();
    private final double unit;

    private RunState(double unit) {
        this.unit = unit;
    }

    /** Describes a run, latencies to the histogram's last bucket. */
    static String of(ServingEngine engine) {
        RunState state = new RunState(1);
        state.describe(engine);
        ServingStatistics statistics = engine.statistics();
        for (int k = 0; k < engine.scenario().workload().classes().size(); k++) {
            int streamClass = k;
            statistics
                    .latency(k)
                    .recordedValues()
                    .forEach(v ->
                            state.add("latency", streamClass, v.getValueIteratedTo(), v.getCountAtValueIteratedTo()));
        }
        return String.join("\n", state.lines);
    }

    /** Describes a run with its times in a unit [s]; histograms, whose buckets have fixed widths, are left out. */
    static String inUnits(ServingEngine engine, double unit) {
        RunState state = new RunState(unit);
        state.describe(engine);
        return String.join("\n", state.lines);
    }

    /** Fails with the first lines that differ. */
    static void assertSame(String expected, String actual, String where) {
        if (!expected.equals(actual)) {
            String[] one = expected.split("\n");
            String[] other = actual.split("\n");
            int line = Arrays.mismatch(one, other);
            assertEquals(line < one.length ? one[line] : "", line < other.length ? other[line] : "", where);
        }
    }

    private void describe(ServingEngine engine) {
        ServingStatistics statistics = engine.statistics();
        int sites = engine.scenario().topology().sites().size();
        add("end", engine.now() / unit);
        add("processed", engine.processed(), engine.degradation(), statistics.lost());
        for (int k = 0; k < engine.scenario().workload().classes().size(); k++) {
            add("class", k, statistics.offered(k), statistics.served(k), statistics.late(k), statistics.rejected(k));
            add("means", k, statistics.meanLatency(k) / unit, statistics.meanAccuracy(k), statistics.escalated(k));
            for (int site = 0; site < sites; site++) {
                add("offered at", site, k, statistics.offeredAt(site, k));
            }
        }
        for (int worker = 0; worker < engine.scenario().topology().workers().size(); worker++) {
            add(
                    "worker",
                    worker,
                    engine.busyTime(worker) / unit,
                    engine.energy(worker) / unit,
                    engine.power(worker),
                    engine.isUp(worker));
        }
        Timeline timeline = statistics.timeline();
        for (int i = 0; i < timeline.length(); i++) {
            add("line", i, timeline.offered(i), timeline.served(i), timeline.late(i), timeline.rejected(i));
            add("state", i, timeline.utilization(i), timeline.clients(i), timeline.bound(i));
        }
    }

    private void add(Object... values) {
        StringBuilder line = new StringBuilder();
        for (Object value : values) {
            line.append(value).append(' ');
        }
        lines.add(line.toString());
    }
}
