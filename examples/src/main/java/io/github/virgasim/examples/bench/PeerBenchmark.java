// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.bench;

import ch.qos.logback.classic.Level;
import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.cloudsimplus.brokers.DatacenterBrokerSimple;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.datacenters.DatacenterSimple;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.hosts.HostSimple;
import org.cloudsimplus.resources.PeSimple;
import org.cloudsimplus.schedulers.cloudlet.CloudletSchedulerSpaceShared;
import org.cloudsimplus.util.Log;
import org.cloudsimplus.vms.Vm;
import org.cloudsimplus.vms.VmSimple;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * One workload as plain Cloudlets of CloudSim Plus, in a minimal loop around the JDK's priority queue, in a loop without any
 * list of events, and in the engine: 10 workers that take 50 ms for a query, 120 queries/s in a Poisson process, each sent to
 * a random worker, first come first served. Queueing theory (M/D/1, load 0.6) gives a mean latency of 87.5 ms.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(jvmArgs = "-Xmx3g")
public class PeerBenchmark {
    static final int WORKERS = 10;
    static final double SERVICE = 0.05;
    static final double RATE = 120;

    /** Smallest time between events of the kernel [s]; its default of 0.1 s is longer than a query. */
    private static final double RESOLUTION = 0.001;
    /** High, because the schedulers drop fractions of an instruction. */
    private static final double MIPS = 1e6;

    /** Asks nothing about the workers, all of which take every query here. */
    private static final class AnyWorker implements SchedulingPolicy {
        @Override
        public String name() {
            return "any";
        }

        @Override
        public int choose(StreamRequest request, ServingView view) {
            Candidates all = view.candidates(request);
            return all.instance(view.random().nextInt(all.size()));
        }
    }

    private static final long MOST_MICROS = 60_000_000;
    private static final int DIGITS = 3;

    /** Number of Cloudlets, whose speed does not depend on it. */
    @Param("20000")
    public int cloudlets;

    /** Number of queries in the other methods. */
    @Param("1000000")
    public int queries;

    /**
     * Simulates plain Cloudlets, then the same in the engine, where a policy decides for every query, as the others do by one
     * random number. One after the other in each iteration, as a machine with other work on it may be slower a minute later.
     *
     * @param meter counts; the Cloudlets are its peer
     * @return the outcome of the engine
     */
    @Benchmark
    public ServingStatistics pair(Meter meter) {
        simulateCloudlets(meter);
        meter.start();
        ServingEngine engine =
                new ServingEngine(Plants.station(WORKERS, SERVICE, RATE, queries / RATE), new AnyWorker(), 1);
        ServingStatistics statistics = engine.finish();
        meter.stop(statistics.offered());
        meter.meanLatencyMicros = Math.round(statistics.meanLatency(0) * 1e6);
        return statistics;
    }

    private void simulateCloudlets(Meter meter) {
        Log.setLevel(Level.OFF);
        meter.startPeer();
        CloudSimPlus simulation = new CloudSimPlus(RESOLUTION);
        List<Host> hosts = new ArrayList<>();
        List<Vm> vms = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            hosts.add(new HostSimple(List.of(new PeSimple(MIPS))));
            vms.add(new VmSimple(MIPS, 1).setCloudletScheduler(new CloudletSchedulerSpaceShared()));
        }
        new DatacenterSimple(simulation, hosts);
        DatacenterBrokerSimple broker = new DatacenterBrokerSimple(simulation);
        broker.submitVmList(vms);
        new CloudletSource(simulation, broker, vms, cloudlets, (long) (SERVICE * MIPS), new SplittableRandom(1));
        simulation.start();
        List<Cloudlet> finished = broker.getCloudletFinishedList();
        meter.stopPeer(finished.size());
        double mean = finished.stream()
                .mapToDouble(cloudlet -> cloudlet.getFinishTime() - cloudlet.getDcArrivalTime())
                .average()
                .orElseThrow();
        meter.peerLatencyMicros = Math.round(mean * 1e6);
    }

    /**
     * Simulates the same as one would by hand, in an event loop with a priority queue and nothing besides the mean.
     *
     * @param meter counts
     * @return the sum of the latencies [s]
     */
    @Benchmark
    public double loop(Meter meter) {
        meter.start();
        double sum = new EventLoop(queries, new SplittableRandom(1)).run();
        meter.stop(queries);
        meter.meanLatencyMicros = Math.round(sum / queries * 1e6);
        return sum;
    }

    /**
     * Does without events, since here a query's end follows from that of the one before it: a limit for any simulator of
     * events that keeps a histogram of latencies. Nothing but this workload can be served so.
     *
     * @param meter counts
     * @return the latencies [us]
     */
    @Benchmark
    public Histogram limit(Meter meter) {
        meter.start();
        SplittableRandom random = new SplittableRandom(1);
        Histogram latencies = new Histogram(MOST_MICROS, DIGITS);
        double[] free = new double[WORKERS];
        double now = 0;
        double sum = 0;
        for (int i = 0; i < queries; i++) {
            now -= Math.log1p(-random.nextDouble()) / RATE;
            int worker = random.nextInt(WORKERS);
            free[worker] = Math.max(now, free[worker]) + SERVICE;
            double latency = free[worker] - now;
            latencies.recordValue((long) (latency * 1e6));
            sum += latency;
        }
        meter.stop(queries);
        meter.meanLatencyMicros = Math.round(sum / queries * 1e6);
        return latencies;
    }
}
