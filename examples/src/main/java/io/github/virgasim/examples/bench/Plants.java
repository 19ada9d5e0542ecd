// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.bench;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.serving.JitterModel;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.ArrayList;
import java.util.List;

/** Artificial scenarios: equal workers, clients that stay from start to end, Poisson queries. */
final class Plants {
    private static final String SOURCE = "benchmark";
    private static final InferenceTask TASK = new InferenceTask("task", "%", "unit", 1, SOURCE);
    private static final GpuSpec DEVICE = new GpuSpec("device", GpuSpec.Kind.EDGE, 1000, 4, 1000, 10, 20, SOURCE);

    private Plants() {}

    /** Returns workers of a service time [s] at one place, without any network, and one stream of queries [1/s]. */
    static ServingScenario station(int workers, double service, double rate, double duration) {
        List<Site> sites =
                List.of(new Site("site", Tier.EDGE, "", Link.NONE, Link.NONE, 1, workers("site", workers, service)));
        ServingSettings settings = settings(duration, Binding.QUERY, 1e9, JitterModel.none());
        return scenario(sites, 1, rate, duration, settings);
    }

    /**
     * Returns edge sites with five workers each below one core site, and streams spread over them, so that half of the
     * capacity is asked for.
     */
    static ServingScenario edge(int workers, int streams, Binding binding, double queries) {
        double service = 0.005;
        double rate = 0.5 * workers / service;
        int perSite = 5;
        Link uplink = new Link(0.002, 0.0003, 1e9);
        Link access = new Link(0.004, 0.0025, 2e8);
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < workers / perSite; i++) {
            String name = "edge-" + i;
            sites.add(new Site(name, Tier.EDGE, "core", uplink, access, 1, workers(name, perSite, service)));
        }
        sites.add(new Site("core", Tier.DATA_CENTER, "", Link.NONE, Link.NONE, 0, List.of()));
        double duration = queries / rate;
        return scenario(
                sites, streams, rate / streams, duration, settings(duration, binding, 1, JitterModel.measured()));
    }

    private static List<Worker> workers(String site, int number, double service) {
        DnnModel model = new DnnModel("model", TASK, 90, 1, SOURCE);
        ModelVariant variant = new ModelVariant(model, DEVICE, service, 0, 0, 1 / service, 100, 1, 1, SOURCE);
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            workers.add(new Worker(site + "/" + i, DEVICE, 4, 1000, 1000, List.of(variant)));
        }
        return workers;
    }

    private static ServingSettings settings(double duration, Binding binding, double limit, JitterModel jitter) {
        return new ServingSettings(duration, 0, binding, limit, 0, jitter, ServiceLaw.deterministic(), 10);
    }

    private static ServingScenario scenario(
            List<Site> sites, int streams, double rate, double duration, ServingSettings settings) {
        StreamClass all = new StreamClass("all", TASK, 1, QueryProcess.poisson(rate), 1, 1000, 1000, 60, 50, duration);
        long withClients =
                sites.stream().filter(site -> site.clientWeight() > 0).count();
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            clients.add(new Client(0, 0, (int) (i % withClients), duration));
        }
        Workload workload = Workload.replay(List.of(all), clients);
        return new ServingScenario(SOURCE, new EdgeTopology(sites), workload, settings, List.of());
    }
}
