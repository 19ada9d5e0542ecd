// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import io.github.virgasim.elastic.EpisodeStatistics;
import io.github.virgasim.papers.tapfinger.Baseline;
import io.github.virgasim.papers.tapfinger.Fidelity;
import io.github.virgasim.papers.tapfinger.TapFinger;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.report.TextTable;
import java.util.List;

/**
 * Training tasks that speed up with CPUs and GPUs share three clusters. Schedulers decide where each starts and what it gets:
 * at random, as little as it takes, by Tiresias's rule, by Optimus's, and by the shortest remaining time.
 */
public final class ElasticStudy {
    private ElasticStudy() {}

    /**
     * Runs the study and prints times from arrival to completion.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        var experiment = TapFinger.synthetic(3, 0.4, Fidelity.PAPER);
        TextTable table = new TextTable("scheduler", "tasks", "mean time", "median", "95 %", "mean alive");
        for (Baseline baseline : List.of(
                Baseline.RANDOM, Baseline.MIN, Baseline.TIRESIAS, Baseline.OPTIMUS, Baseline.SHORTEST_REMAINING)) {
            RandomStreams random = new RandomStreams(1);
            EpisodeStatistics result = experiment.run(baseline.scheduler(experiment, random), random);
            table.row(
                    baseline.toString(),
                    Long.toString(result.completed()),
                    TextTable.number(result.meanCompletionTime(), 2),
                    Integer.toString(result.completionTimeQuantile(0.5)),
                    Integer.toString(result.completionTimeQuantile(0.95)),
                    TextTable.number(result.meanAccumulation(), 2));
        }
        System.out.print(table);
    }
}
