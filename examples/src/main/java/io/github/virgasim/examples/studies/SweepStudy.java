// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import io.github.virgasim.experiment.sweep.SweepJob;
import io.github.virgasim.experiment.sweep.SweepPlan;
import io.github.virgasim.experiment.sweep.SweepRow;
import io.github.virgasim.experiment.sweep.SweepRunner;
import io.github.virgasim.report.ConfidenceInterval;
import io.github.virgasim.report.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Every combination of client rate, admission limit, policy and seed, on all processors, as {@code virga sweep} runs it from a
 * file. Any value of a scenario can be varied, by the keys under which it stands in its file.
 */
public final class SweepStudy {
    private SweepStudy() {}

    /**
     * Runs the study and prints served shares [%] with 95 % intervals over the seeds.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put("serving.warmup_s", List.of("30"));
        parameters.put("serving.duration_s", List.of("60"));
        parameters.put("clients.lambda_per_min", List.of("60", "120"));
        parameters.put("serving.max_utilization", List.of("0.7", "1"));
        var plan = new SweepPlan(
                "admission", List.of("aset-dc-cloud"), parameters, List.of("closest", "load-balancing"), 1, 3);
        var runner = new SweepRunner();
        List<SweepRow> rows = IntStream.range(0, plan.size())
                .parallel()
                .mapToObj(i -> runner.run(plan.job(i)))
                .toList();
        Map<List<String>, List<Double>> served = new LinkedHashMap<>();
        for (SweepRow row : rows) {
            SweepJob job = row.job();
            List<String> combination = List.of(
                    job.changes().get("clients.lambda_per_min"),
                    job.changes().get("serving.max_utilization"),
                    job.policy());
            served.computeIfAbsent(combination, key -> new ArrayList<>())
                    .add(100 * row.run().servedShare());
        }
        TextTable table = new TextTable("clients/min", "admission", "policy", "served %");
        served.forEach((key, shares) -> {
            double[] values = shares.stream().mapToDouble(share -> share).toArray();
            table.row(key.get(0), key.get(1), key.get(2), TextTable.number(ConfidenceInterval.of(values), 1));
        });
        System.out.print(table);
    }
}
