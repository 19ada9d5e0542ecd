// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import io.github.virgasim.cloudsim.EdgeDatacenter;
import io.github.virgasim.cloudsim.InferenceBroker;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.cloudsimplus.core.CloudSimPlus;

/** One scenario in three simulators, and what was chosen there. */
final class Trio {
    /** In which the models of all three coincide: queries one at a time and first come first served, bare latencies. */
    static final String PLAIN = """
            scenario: plain
            sites:
              - {name: dc, tier: data-center, workers: [{name: gpu, device: rtx-3090, models: [yolov8n, yolov8m]}]}
              - {name: hub, tier: central-office, uplink: {to: dc, delay_ms: 20, jitter_ms: 0, bandwidth_mbps: 1000},
                 workers: [{name: gpu, device: agx-orin, models: [yolov8n, yolov8m]}]}
              - {name: pole, count: 4, tier: edge, uplink: {to: hub, delay_ms: 3, jitter_ms: 0, bandwidth_mbps: 1000},
                 access: {delay_ms: ACCESS, jitter_ms: 0, bandwidth_mbps: 1000}, client_weight: 1,
                 workers: [{name: gpu, device: xavier-nx, models: [yolov8n]}]}
            clients: {arrivals: poisson, lambda_per_min: 60}
            classes:
              - {name: camera, task: object-detection, share: 0.7, queries: poisson, rate_qps: 10, input_size: 0.4096,
                 request_kb: REQUEST, response_kb: 0, deadline_ms: 200, min_accuracy: 30, mean_lifetime_s: 30}
              - {name: survey, task: object-detection, share: 0.3, queries: poisson, rate_qps: 5, input_size: 0.8,
                 request_kb: REQUEST, response_kb: 0, deadline_ms: 300, min_accuracy: 45, mean_lifetime_s: 20}
            serving: {duration_s: 120, warmup_s: 20, binding: query, jitter: none, batching: none, max_utilization: 0.8}
            """;

    private Trio() {}

    static ServingScenario scenario(Path folder, String accessMs, String requestKb) {
        try {
            Path file = folder.resolve("plain.yaml");
            Files.writeString(file, PLAIN.replace("ACCESS", accessMs).replace("REQUEST", requestKb));
            return Scenarios.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes down what a policy is asked and answers. */
    static final class Recording implements SchedulingPolicy {
        final List<String> choices = new ArrayList<>();
        final List<Double> times = new ArrayList<>();
        private final SchedulingPolicy policy;

        Recording(SchedulingPolicy policy) {
            this.policy = policy;
        }

        @Override
        public String name() {
            return policy.name();
        }

        @Override
        public int choose(StreamRequest request, ServingView view) {
            int choice = policy.choose(request, view);
            choices.add(request.source() + " " + request.classIndex() + " " + choice);
            times.add(view.now());
            return choice;
        }
    }

    /** What one simulator has come to. */
    record Outcome(Recording recording, long served, long late, long rejected, double meanLatency) {
        static Outcome of(Recording recording, ServingStatistics statistics) {
            double sum = 0;
            long answered = statistics.served() + statistics.late();
            for (int k = 0; k < 2; k++) {
                sum += statistics.meanLatency(k) * (statistics.served(k) + statistics.late(k));
            }
            return new Outcome(
                    recording, statistics.served(), statistics.late(), statistics.rejected(), sum / answered);
        }
    }

    static Outcome bare(ServingScenario scenario, Supplier<SchedulingPolicy> policy, long seed) {
        Recording recording = new Recording(policy.get());
        return Outcome.of(
                recording, ServingRun.execute(scenario, recording, seed).statistics());
    }

    static Outcome cloudSimPlus(ServingScenario scenario, Supplier<SchedulingPolicy> policy, long seed) {
        Recording recording = new Recording(policy.get());
        CloudSimPlus simulation = new CloudSimPlus();
        EdgeDatacenter.forScenario(simulation, scenario.topology());
        InferenceBroker broker = new InferenceBroker(simulation, scenario, recording, seed);
        simulation.start();
        return Outcome.of(recording, broker.getStatistics());
    }

    static Outcome iFogSim2(ServingScenario scenario, Supplier<SchedulingPolicy> policy, long seed, double unit) {
        Recording recording = new Recording(policy.get());
        return Outcome.of(
                recording, new IFogSimStudy(scenario, unit).run(recording, seed).statistics());
    }
}
