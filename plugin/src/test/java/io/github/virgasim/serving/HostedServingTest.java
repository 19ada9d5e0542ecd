// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.analysis.BidPrice;
import io.github.virgasim.report.RunSummary;
import io.github.virgasim.report.ServingRun;
import io.github.virgasim.report.ServingRun.Use;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.workload.StreamClass;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host whose network is the scenario's own has the results of the bare engine. */
class HostedServingTest {
    /** A host with a calendar of its own and the mean delays of the scenario's links. */
    private static final class PlainHost implements HostedServing.Host {
        private final Network network;
        private final PriorityQueue<double[]> events = new PriorityQueue<>((a, b) -> Double.compare(a[0], b[0]));
        private final Map<Integer, int[]> sites = new HashMap<>();
        private final HostedServing serving;
        private int most;

        PlainHost(ServingScenario scenario, SchedulingPolicy policy, long seed) {
            network = new Network(scenario.topology(), scenario.workload().classes());
            serving = new HostedServing(scenario, policy, seed, HostedServing.Clients.SCENARIO, this);
        }

        @Override
        public void query(int stream, int site, int streamClass, double now) {
            int query = serving.send(stream, now);
            if (query >= 0) {
                StreamClass of = serving.scenario().workload().classes().get(streamClass);
                Link path = path(site, serving.instance(query));
                sites.put(query, new int[] {site, streamClass, serving.instance(query)});
                most = Math.max(most, serving.underWay());
                events.add(new double[] {now + path.delay() + path.transferTime(of.requestBytes()), query, 0});
            }
        }

        @Override
        public void processed(int query, double now) {
            int[] from = sites.get(query);
            StreamClass of = serving.scenario().workload().classes().get(from[1]);
            // The answer of a second inference comes back by way of the first one.
            Link path = path(from[0], from[2]);
            events.add(new double[] {now + path.delay() + path.transferTime(of.responseBytes()), query, 1});
        }

        private Link path(int site, int instance) {
            Instance to = serving.scenario().topology().instances().get(instance);
            return network.path(site, to.siteIndex());
        }

        void run(double until) {
            while (true) {
                double own = events.isEmpty() ? Double.POSITIVE_INFINITY : events.peek()[0];
                double next = Math.min(own, serving.time());
                if (next > until || next == Double.POSITIVE_INFINITY) {
                    break;
                }
                serving.advance(next);
                if (!events.isEmpty() && events.peek()[0] == next) {
                    double[] event = events.poll();
                    if (event[2] == 0) {
                        serving.arrive((int) event[1]);
                    } else {
                        serving.deliver((int) event[1]);
                    }
                }
            }
        }

        Use use() {
            int workers = serving.scenario().topology().workers().size();
            return Use.of(workers, serving::busyTime, serving::energy);
        }
    }

    private static RunSummary hosted(ServingScenario scenario, SchedulingPolicy policy, long seed) {
        PlainHost host = new PlainHost(scenario, policy, seed);
        double warmup = scenario.settings().warmup();
        double duration = scenario.settings().duration();
        host.run(warmup);
        host.serving.advance(warmup);
        Use before = host.use();
        host.run(duration);
        host.serving.advance(duration);
        Use after = host.use();
        host.run(2 * duration);
        assertTrue(host.most > 1, "queries overlap");
        assertEquals(0, host.serving.underWay());
        return ServingRun.of(scenario, policy.name(), seed, host.serving.statistics(), before, after)
                .summary();
    }

    private static void assertSame(RunSummary bare, RunSummary hosted) {
        assertEquals(bare.offered(), hosted.offered());
        assertEquals(bare.served(), hosted.served());
        assertEquals(bare.late(), hosted.late());
        assertEquals(bare.rejected(), hosted.rejected());
        assertEquals(bare.meanLatency(), hosted.meanLatency(), 1e-9 * bare.meanLatency());
        assertEquals(bare.p99Latency(), hosted.p99Latency(), 1e-3 * bare.p99Latency());
        assertEquals(bare.utilization(), hosted.utilization(), 1e-9);
        assertEquals(bare.energy(), hosted.energy(), 1e-9 * bare.energy());
    }

    @ParameterizedTest
    @CsvSource({
        "aset-full-edge, closest, stream, 60",
        "aset-full-edge, least-impedance, query, 60",
        // Where boards are overloaded, queries that end on their deadline to the last digit may count either way.
        "ecsrl, load-balancing, stream, 200",
        "ecsrl, least-impedance, query, 200"
    })
    void resultsAreTheBareEngines(String name, String policy, String binding, String lambda) {
        ServingScenario scenario = Scenarios.named(
                name,
                Map.of(
                        "serving.jitter", "none",
                        "serving.binding", binding,
                        "clients.lambda_per_min", lambda,
                        "serving.warmup_s", "5",
                        "serving.duration_s", "40"));
        RunSummary bare =
                ServingRun.execute(scenario, StaticPolicies.named(policy), 11).summary();
        assertTrue(bare.served() > 300);
        assertSame(bare, hosted(scenario, StaticPolicies.named(policy), 11));
    }

    @Test
    void policiesThatDecideAtTimesDoSo() {
        ServingScenario scenario = Scenarios.named(
                "aset-full-edge",
                Map.of("serving.jitter", "none", "serving.warmup_s", "0", "serving.duration_s", "60"));
        RunSummary bare = ServingRun.execute(scenario, BidPrice.of(scenario.settings()), 2)
                .summary();
        assertSame(bare, hosted(scenario, BidPrice.of(scenario.settings()), 2));
    }

    @Test
    void clientsOfTheHostSendWhenTheyLike() {
        ServingScenario scenario = Scenarios.named("aset-full-edge");
        double[] seen = {-1};
        HostedServing serving = new HostedServing(
                scenario, StaticPolicies.named("closest"), 1, HostedServing.Clients.HOST, new HostedServing.Host() {
                    @Override
                    public void query(int stream, int site, int streamClass, double now) {
                        throw new AssertionError("the scenario's clients are not asked");
                    }

                    @Override
                    public void processed(int query, double now) {
                        seen[0] = now;
                    }
                });
        int site = scenario.topology().instances().get(0).siteIndex();
        int stream = serving.join(site, 0);
        double start = scenario.settings().warmup() + 1;
        serving.advance(start);
        int query = serving.send(stream, start - 0.001);
        assertEquals(
                scenario.workload().classes().get(0).task(),
                scenario.topology()
                        .instances()
                        .get(serving.instance(query))
                        .variant()
                        .model()
                        .task());
        serving.advance(start + 0.002);
        serving.arrive(query);
        serving.advance(start + 1);
        double alone = scenario.topology()
                .instances()
                .get(serving.instance(query))
                .variant()
                .processingDelay(scenario.workload().classes().get(0).size());
        assertEquals(start + 0.002 + alone, seen[0], 1e-9);
        assertEquals(1, serving.underWay());
        serving.deliver(query);
        assertEquals(0, serving.underWay());
        assertEquals(1, serving.statistics().late());
        serving.leave(stream);
    }
}
