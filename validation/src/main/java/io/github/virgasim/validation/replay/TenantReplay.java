// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.replay;

import io.github.virgasim.catalog.BatchTimes;
import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.scheduling.Closest;
import io.github.virgasim.serving.Batching;
import io.github.virgasim.serving.QueryListener;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.RecordedQuery;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One GPU with a few tenants, each a process with a model of its own, in the engine. */
public final class TenantReplay {
    private static final String SOURCE = "recorded";
    /** Cycles of a closed loop, in the sum of all tenants' times; the first ones are not counted. */
    private static final int CYCLES = 60;

    private static final int SKIPPED = 10;

    /** Queries of a batch of closed loops: two, so that a single one may take less. */
    private static final int BATCH = 2;

    private static final int LARGEST = 1_000_000_000;

    private final GpuSharing sharing;
    private final List<BatchTimes> tenants;
    private final Batching batching;
    private final int replicas;
    private final ServiceLaw law;
    private final long seed;
    private final double hostTime;
    private final double overhead;
    private final double overheadCv;

    /**
     * Makes tenants that take what waits whenever they are free.
     *
     * @param sharing of the GPU
     * @param tenants how long the batches of each take
     */
    public TenantReplay(GpuSharing sharing, List<BatchTimes> tenants) {
        this(sharing, tenants, Batching.dynamic(0), 1);
    }

    /**
     * Makes tenants with rules.
     *
     * @param sharing of the GPU
     * @param tenants how long the batches of each take
     * @param batching when what waits becomes a batch
     * @param replicas how many batches each runs side by side
     */
    public TenantReplay(GpuSharing sharing, List<BatchTimes> tenants, Batching batching, int replicas) {
        this(sharing, tenants, batching, replicas, ServiceLaw.deterministic(), 1, 0, 0, 0);
    }

    private TenantReplay(
            GpuSharing sharing,
            List<BatchTimes> tenants,
            Batching batching,
            int replicas,
            ServiceLaw law,
            long seed,
            double hostTime,
            double overhead,
            double overheadCv) {
        this.overhead = overhead;
        this.overheadCv = overheadCv;
        this.hostTime = hostTime;
        this.law = law;
        this.seed = seed;
        this.sharing = sharing;
        this.tenants = List.copyOf(tenants);
        this.batching = batching;
        this.replicas = replicas;
    }

    /**
     * Lets the times of batches vary: log-normal, independent.
     *
     * @param cv coefficient of variation, above 0, at most 100
     * @param drawn seed of the times
     * @return the same tenants with such times
     */
    public TenantReplay varying(double cv, long drawn) {
        return new TenantReplay(
                sharing, tenants, batching, replicas, ServiceLaw.logNormal(cv), drawn, hostTime, overhead, overheadCv);
    }

    /**
     * Lets hosts hold their servers.
     *
     * @param seconds for each query, beside the time of its batch [s], not negative
     * @return the same tenants with such hosts
     */
    public TenantReplay withHostTime(double seconds) {
        return new TenantReplay(sharing, tenants, batching, replicas, law, seed, seconds, overhead, overheadCv);
    }

    /**
     * Lets clients wait for more than their query's batch.
     *
     * @param seconds mean time of each query during which nothing is held up [s], not negative
     * @param cv its coefficient of variation, log-normal; 0 for a constant
     * @param drawn seed of the times
     * @return the same tenants with such clients
     */
    public TenantReplay withOverhead(double seconds, double cv, long drawn) {
        return new TenantReplay(sharing, tenants, batching, replicas, law, drawn, hostTime, seconds, cv);
    }

    /**
     * Makes a batch for {@link #closedLoop}, as a table in which it is one of two queries.
     *
     * @param seconds that it takes alone [s]
     * @param length how much longer that is than a single query takes, at least 1
     * @param occupancy how much of the GPU it fills, 0 to 1
     * @param share of the compute units that it may use, above 0, at most 1
     * @param limited what it takes alone under that limit [s], under a law that stretches the whole of it
     * @return the table
     */
    public static BatchTimes batch(double seconds, double length, double occupancy, double share, double limited) {
        // Under a limit a batch is stretched as one is longer that is larger by 1 / share.
        int larger = (int) Math.min(LARGEST, Math.ceil(BATCH / share));
        double slope = larger == BATCH ? 0 : (limited - seconds) / (BATCH / share - BATCH);
        double last = seconds + slope * (larger - BATCH);
        Map<Integer, Double> times = new HashMap<>();
        times.put(1, seconds / length);
        times.put(BATCH, seconds);
        times.put(larger, last);
        times.put(larger + 1, last + seconds * occupancy / BATCH);
        return BatchTimes.of(times);
    }

    /**
     * Makes a batch for {@link #closedLoop} that fills the GPU.
     *
     * @param seconds that it takes alone [s]
     * @return the table
     */
    public static BatchTimes batch(double seconds) {
        return batch(seconds, 1, 1, 1, seconds);
    }

    private ServingEngine engine(int[] maxBatch, List<double[]> arrivals, double duration) {
        List<ModelVariant> variants = new ArrayList<>();
        List<StreamClass> classes = new ArrayList<>();
        List<RecordedQuery> queries = new ArrayList<>();
        for (int t = 0; t < tenants.size(); t++) {
            InferenceTask task = new InferenceTask("task-" + t, "accuracy [%]", "query", 1, SOURCE);
            variants.add(new ModelVariant(
                            new DnnModel("tenant-" + t, task, 50, 1, SOURCE),
                            OneSite.DEVICE,
                            1,
                            0,
                            overhead,
                            1,
                            1,
                            maxBatch[t],
                            replicas,
                            SOURCE)
                    .withTimes(tenants.get(t))
                    .withHostTime(hostTime));
            double rate = arrivals.get(t).length / duration;
            classes.add(new StreamClass("class-" + t, task, 1, QueryProcess.recorded(rate), 1, 0, 0, 1e9, 0, 1));
            for (double arrival : arrivals.get(t)) {
                queries.add(new RecordedQuery(arrival, t, 0));
            }
        }
        queries.sort(Comparator.comparingDouble(RecordedQuery::time));
        Worker worker = new Worker("gpu", OneSite.DEVICE, 1, 1, 1e6, variants).withSharing(sharing);
        ServingSettings settings = OneSite.settings(duration, batching, law);
        return OneSite.engine(
                List.of(worker),
                classes,
                queries,
                overheadCv > 0 ? settings.withOverhead(ServiceLaw.logNormal(overheadCv)) : settings,
                new Closest(),
                seed);
    }

    /**
     * Serves recorded arrivals.
     *
     * @param maxBatch of each tenant
     * @param arrivals of each tenant, rising [s]
     * @return latencies of each tenant's queries in the order of their arrival, or of their answers with several replicas [s]
     */
    public List<double[]> latencies(int[] maxBatch, List<double[]> arrivals) {
        double last = arrivals.stream()
                .mapToDouble(a -> a.length == 0 ? 0 : a[a.length - 1])
                .max()
                .orElse(0);
        ServingEngine engine = engine(maxBatch, arrivals, Math.nextUp(last) + 1e-3);
        List<double[]> latencies =
                arrivals.stream().map(a -> new double[a.length]).toList();
        int[] answered = new int[arrivals.size()];
        engine.listen(new QueryListener() {
            private int answering;
            private double sent;

            @Override
            public void answered(
                    long id,
                    int tenant,
                    int instance,
                    double created,
                    double arrived,
                    double started,
                    double ended,
                    int batch) {
                // Without a way back, what has been answered is delivered next.
                answering = tenant;
                sent = created;
            }

            @Override
            public void delivered(long id, long last, double completed) {
                latencies.get(answering)[answered[answering]++] = completed - sent;
            }
        });
        engine.finish();
        return latencies;
    }

    /**
     * Lets each tenant, of {@link #batch}, run one batch after another.
     *
     * @return mean time of each tenant's batch [s]
     */
    public double[] closedLoop() {
        double[] alone = tenants.stream().mapToDouble(t -> t.seconds(BATCH)).toArray();
        double sum = Arrays.stream(alone).sum();
        double duration = CYCLES * sum;
        List<double[]> arrivals = new ArrayList<>();
        int[] maxBatch = new int[alone.length];
        Arrays.fill(maxBatch, BATCH);
        for (double seconds : alone) {
            arrivals.add(new double[BATCH * ((int) Math.ceil(duration / seconds) + 1)]);
        }
        ServingEngine engine = engine(maxBatch, arrivals, duration);
        double[] time = new double[alone.length];
        int[] count = new int[alone.length];
        engine.listen((id, tenant, instance, created, arrived, started, ended, batch) -> {
            if (started > SKIPPED * sum) {
                time[tenant] += ended - started;
                count[tenant]++;
            }
        });
        engine.advance(duration);
        Arrays.setAll(time, t -> time[t] / count[t]);
        return time;
    }
}
