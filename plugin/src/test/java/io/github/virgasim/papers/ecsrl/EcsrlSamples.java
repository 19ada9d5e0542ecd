// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.CountInterference;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.Batching;
import io.github.virgasim.serving.InstanceRules;
import io.github.virgasim.serving.JitterModel;
import io.github.virgasim.serving.SecondInference;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.ClientArrivals;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Two shared boards, each with two light models, two cards with a large model, and states of them made by hand. */
final class EcsrlSamples {
    private static final InferenceTask SEE = new InferenceTask("see", "share", "images", 1, "test");
    private static final InferenceTask HEAR = new InferenceTask("hear", "share", "clips", 1, "test");
    private static final DnnModel EYE = new DnnModel("eye", SEE, 60, 1, "test");
    private static final DnnModel EAR = new DnnModel("ear", HEAR, 60, 1, "test");
    private static final DnnModel GREAT_EYE = new DnnModel("great-eye", SEE, 90, 10, "test");
    private static final DnnModel GREAT_EAR = new DnnModel("great-ear", HEAR, 90, 10, "test");
    private static final GpuSpec BOARD = new GpuSpec("board", GpuSpec.Kind.EDGE, 2000, 4, 4096, 5, 15, "test");
    private static final GpuSpec CARD = new GpuSpec("card", GpuSpec.Kind.DATACENTER, 8000, 8, 16384, 50, 250, "test");
    private static final double FULL = Double.POSITIVE_INFINITY;

    /** Each further batch adds 1; at most two batches at once. */
    private static final double[][] TWO_FIT = {{1, 2}, {2, FULL}};

    static final int SLOW_EYE = 0;
    static final int SLOW_EAR = 1;
    static final int FAST_EYE = 2;
    static final int FAST_EAR = 3;
    static final int CARD_1_EYE = 4;
    static final int CARD_2_EYE = 6;

    static final EdgeTopology TOPOLOGY = new EdgeTopology(List.of(
            new Site(
                    "ap",
                    Tier.EDGE,
                    "cloud",
                    new Link(0.02, 0, 1e9),
                    new Link(0.001, 0, 1e9),
                    1,
                    List.of(board("slow", 0.1), board("fast", 0.05))),
            new Site("cloud", Tier.DATA_CENTER, "", Link.NONE, Link.NONE, 0, List.of(card("card-1"), card("card-2")))));

    static final StreamClass LOOKING =
            new StreamClass("looking", SEE, 1, QueryProcess.poisson(2), 1, 1000, 100, 0.5, 0, 5, 0.5);
    static final StreamClass LISTENING =
            new StreamClass("listening", HEAR, 1, QueryProcess.poisson(2), 1, 1000, 100, 0.5, 0, 5, 0.5);

    private EcsrlSamples() {}

    private static ModelVariant variant(DnnModel model, GpuSpec device, double seconds) {
        return new ModelVariant(model, device, seconds, 0, 0, 1 / seconds, 500, 1, 10, "test");
    }

    private static Worker board(String name, double seconds) {
        return new Worker(
                name,
                BOARD,
                4,
                4096,
                2000,
                List.of(variant(EYE, BOARD, seconds), variant(EAR, BOARD, seconds)),
                List.of(),
                GpuSharing.timeSlicing(new CountInterference(List.of("eye", "ear"), TWO_FIT, TWO_FIT)));
    }

    private static Worker card(String name) {
        List<ModelVariant> both = List.of(
                variant(GREAT_EYE, CARD, 0.03).withReplicas(1, 500),
                variant(GREAT_EAR, CARD, 0.03).withReplicas(1, 500));
        return new Worker(name, CARD, 8, 16384, 8000, both);
    }

    /** Makes a scenario that keeps the boards busy. */
    static ServingScenario scenario(double duration) {
        ServingSettings settings = new ServingSettings(
                        duration,
                        0,
                        ServingSettings.Binding.QUERY,
                        1,
                        0,
                        JitterModel.gaussian(),
                        ServiceLaw.deterministic(),
                        10)
                .withInstances(InstanceRules.DEFAULT.with(Batching.none()))
                .withSecondInference(new SecondInference(10));
        Workload workload = Workload.random(List.of(LOOKING, LISTENING), ClientArrivals.poisson(3));
        return new ServingScenario("sample", TOPOLOGY, workload, settings, List.of());
    }

    /** Makes a short run of the bundled scenario. */
    static ServingScenario bundled(double duration) {
        ServingScenario scenario = Scenarios.named("ecsrl");
        return scenario.withSettings(scenario.settings().withDuration(duration));
    }

    /** A state of the sample's instances. */
    static final class View implements ServingView {
        final int[] running = new int[TOPOLOGY.instances().size()];
        final int[] waiting = new int[running.length];
        final double[] load = new double[running.length];
        final boolean[] down = new boolean[running.length];
        private final UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(1);

        @Override
        public double now() {
            return 0;
        }

        @Override
        public List<Instance> instances() {
            return TOPOLOGY.instances();
        }

        @Override
        public Candidates candidates(StreamRequest request) {
            double[] planned = new double[TOPOLOGY.sites().size()];
            Arrays.fill(planned, 1);
            return new Candidates(instances(), TOPOLOGY.pathsFrom(request.source(), planned), request.streamClass());
        }

        @Override
        public double load(int instance) {
            return load[instance];
        }

        @Override
        public double room(int instance, StreamRequest request) {
            return down[instance] ? Double.NEGATIVE_INFINITY : 1;
        }

        @Override
        public int waiting(int instance) {
            return waiting[instance];
        }

        @Override
        public int running(int instance) {
            return running[instance];
        }

        @Override
        public double slowdown(int instance) {
            Instance asked = instances().get(instance);
            int first = instance - instance % 2;
            int[] with = {running[first], running[first + 1]};
            with[instance - first]++;
            return asked.worker().slowdown().of(instance - first, with);
        }

        @Override
        public UniformRandomProvider random() {
            return random;
        }
    }

    static StreamRequest looking() {
        return new StreamRequest(TOPOLOGY.siteIndex("ap"), 0, LOOKING);
    }
}
