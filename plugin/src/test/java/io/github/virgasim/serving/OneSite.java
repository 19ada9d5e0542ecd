// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.scheduling.Closest;
import io.github.virgasim.scheduling.Recorded;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.RecordedQuery;
import io.github.virgasim.workload.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/** Recorded queries at one site with a worker for each variant, for tests. */
final class OneSite {
    private final List<ModelVariant> variants;
    private final GpuSharing sharing;
    private Link access = Link.NONE;
    private Batching batching = Batching.none();
    private ServiceLaw service = ServiceLaw.deterministic();
    private ServiceLaw overhead = ServiceLaw.deterministic();
    private double duration;

    OneSite(GpuSharing sharing, ModelVariant... variants) {
        this.sharing = sharing;
        this.variants = List.of(variants);
    }

    OneSite access(Link link) {
        access = link;
        return this;
    }

    OneSite batching(Batching rule) {
        batching = rule;
        return this;
    }

    OneSite service(ServiceLaw law) {
        service = law;
        return this;
    }

    OneSite overhead(ServiceLaw law) {
        overhead = law;
        return this;
    }

    OneSite duration(double seconds) {
        duration = seconds;
        return this;
    }

    /** Each worker has one variant, with sharing or without. */
    ServingEngine engine(List<RecordedQuery> queries) {
        List<Worker> workers = IntStream.range(0, variants.size())
                .mapToObj(i -> new Worker("w" + i, variants.get(i).device(), 1, 1, 1e6, List.of(variants.get(i)))
                        .withSharing(sharing))
                .toList();
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, access, 1, workers);
        double end = duration > 0 ? duration : queries.get(queries.size() - 1).time() + 1;
        ServingSettings settings = new ServingSettings(
                        end, 0, Binding.QUERY, Double.POSITIVE_INFINITY, 0, JitterModel.none(), service, end)
                .withInstances(InstanceRules.DEFAULT.with(batching))
                .withOverhead(overhead);
        Workload workload = Workload.recorded(
                List.of(TestScenarios.streamClass("k", QueryProcess.recorded(queries.size() / end), 1e9, 1)), queries);
        boolean decided = workload.recordedFeatures().decided();
        return new ServingEngine(
                new ServingScenario("recorded", new EdgeTopology(List.of(site)), workload, settings, List.of()),
                decided ? new Recorded() : new Closest(),
                1);
    }

    /** When each answer reached its client, less when its query was sent [s]; NaN for those without one. */
    double[] latencies(List<RecordedQuery> queries) {
        double[] latencies = new double[queries.size()];
        Arrays.fill(latencies, Double.NaN);
        ServingEngine engine = engine(queries);
        engine.listen(new QueryListener() {
            @Override
            public void answered(
                    long id, int k, int instance, double created, double arrived, double started, double e, int n) {}

            @Override
            public void delivered(long id, long last, double completed) {
                latencies[(int) id] = completed - queries.get((int) id).time();
            }
        });
        engine.finish();
        return latencies;
    }

    static RecordedQuery query(double time) {
        return new RecordedQuery(time, 0, 0);
    }

    static List<RecordedQuery> queries(double... times) {
        return Arrays.stream(times).mapToObj(OneSite::query).toList();
    }

    static double[] poisson(double rate, int number, long seed) {
        var gaps = ZigguratSampler.Exponential.of(RandomSource.SPLIT_MIX_64.create(seed), 1 / rate);
        double[] times = new double[number];
        double time = 0;
        for (int i = 0; i < number; i++) {
            time += gaps.sample();
            times[i] = time;
        }
        return times;
    }
}
