// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.workload.StreamClass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one run of ECSRL's scenario comes to. Outcomes are of the requests after the warm-up, the rest is of the whole run.
 *
 * @param key what was run
 * @param seed of the run
 * @param throughput share of the requests answered within their deadline, 0 to 1
 * @param late share answered later
 * @param rejected share not answered
 * @param objective objective per request
 * @param waitingObjective the same with the time that inferences wait counted as degradation too
 * @param energy energy per request [J]
 * @param completedEnergy energy that processing added to idle devices, per answer [J]; NaN if there was none
 * @param power mean power of all workers [W]
 * @param degradation mean degradation of the inferences
 * @param stretch mean degradation with waiting: response over solo time of the answers; NaN if there was none
 * @param latency mean latency of the answers [s]; NaN if there was none
 * @param again share of the requests with a second inference
 * @param accuracy for each task the mean accuracy of the models that made its answers [%]; NaN if there was none
 * @param throughputs for each class the share of its requests answered within their deadline
 */
record EcsrlMeasurement(
        Key key,
        long seed,
        double throughput,
        double late,
        double rejected,
        double objective,
        double waitingObjective,
        double energy,
        double completedEnergy,
        double power,
        double degradation,
        double stretch,
        double latency,
        double again,
        Map<String, Double> accuracy,
        Map<String, Double> throughputs) {
    /**
     * What was run.
     *
     * @param load client rate over the scenario's own
     * @param energyShare alpha / (alpha + beta): weights of the objective, and what a policy is told
     * @param secondInference whether results that are not confident enough are made again
     * @param policy the policy's name
     */
    record Key(double load, double energyShare, boolean secondInference, String policy) {}

    /** Measures a run; its histograms are not kept. */
    static EcsrlMeasurement of(Key key, ServingScenario scenario, EcsrlRun run, EcsrlObjective objective) {
        ServingStatistics statistics = run.statistics();
        List<StreamClass> classes = scenario.workload().classes();
        Map<String, double[]> accuracy = new LinkedHashMap<>();
        Map<String, Double> throughputs = new LinkedHashMap<>();
        double latency = 0;
        double again = 0;
        for (int k = 0; k < classes.size(); k++) {
            double answered = statistics.served(k) + statistics.late(k);
            double[] sums = accuracy.computeIfAbsent(classes.get(k).task().name(), task -> new double[2]);
            if (answered > 0) {
                latency += answered * statistics.meanLatency(k);
                sums[0] += answered * statistics.meanAccuracy(k);
                sums[1] += answered;
            }
            again += statistics.escalated(k);
            throughputs.put(classes.get(k).name(), (double) statistics.served(k) / statistics.offered(k));
        }
        Map<String, Double> means = new LinkedHashMap<>();
        accuracy.forEach((task, sums) -> means.put(task, sums[0] / sums[1]));
        double offered = statistics.offered();
        EcsrlWeights weights = new EcsrlWeights(key.energyShare, false);
        return new EcsrlMeasurement(
                key,
                run.seed(),
                run.throughput(),
                statistics.late() / offered,
                statistics.rejected() / offered,
                run.objective(objective, weights),
                run.objectiveWithWaiting(objective, weights),
                run.energyPerRequest(),
                run.energyOfCompleted(),
                run.energy() / run.end(),
                run.meanDegradation(),
                run.meanStretch(),
                latency / (statistics.served() + statistics.late()),
                again / offered,
                means,
                throughputs);
    }
}
