// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.analysis.BidPrice;
import io.github.virgasim.analysis.WorkerPrices;
import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.JitterModel;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingEngine;
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
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One worker 1 ms away; a quick class of 20 queries/s that take 10 ms and have 30, and a slow one of 5 queries/s that take 40 ms
 * and have 1 s. One stream of each is bound, and each takes a fifth of the worker.
 */
class OccupantsTest {
    private static final InferenceTask TASK = new InferenceTask("task", "share [%]", "unit", 1, "test");
    private static final GpuSpec DEVICE = new GpuSpec("d", GpuSpec.Kind.EDGE, 1e6, 8, 1e6, 10, 30, "test");
    private static final StreamClass QUICK =
            new StreamClass("quick", TASK, 1, QueryProcess.periodic(20), 1, 0, 0, 0.03, 0, 100);
    private static final StreamClass SLOW =
            new StreamClass("slow", TASK, 1, QueryProcess.periodic(5), 1, 0, 0, 1, 60, 100);

    private final ServingView view;
    private final WorkerPrices prices;
    private final ServingEngine engine;
    private final Occupants occupants;

    /** Binds the quick to the first variant, the slow to the second one. */
    private record Apart() implements SchedulingPolicy {
        @Override
        public String name() {
            return "apart";
        }

        @Override
        public int choose(StreamRequest request, ServingView view) {
            return request.classIndex();
        }
    }

    OccupantsTest() {
        Worker worker =
                new Worker("w", DEVICE, 1, 1, 1e6, List.of(variant("small", 50, 0.01), variant("large", 70, 0.04)));
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, new Link(0.001, 0, 1e9), 1, List.of(worker));
        Workload workload =
                Workload.replay(List.of(QUICK, SLOW), List.of(new Client(0, 0, 0, 1e9), new Client(0.001, 1, 0, 1e9)));
        ServingSettings settings = new ServingSettings(
                        100, 0, Binding.STREAM, 1, 0, JitterModel.none(), ServiceLaw.deterministic(), 1)
                .withPreempt(true);
        engine = new ServingEngine(
                new ServingScenario("t", new EdgeTopology(List.of(site)), workload, settings, List.of()),
                new Apart(),
                3);
        engine.advance(5);
        view = engine.view();
        prices = DirectPolicy.prices(settings);
        prices.update(engine.monitoring());
        occupants = new Occupants(engine.monitoring(), prices);
    }

    private static ModelVariant variant(String name, double accuracy, double seconds) {
        return new ModelVariant(
                new DnnModel(name, TASK, accuracy, 1, "test"), DEVICE, seconds, 0, 0, 1 / seconds, 10, 1, 1, "test");
    }

    /** Looks at the candidate that a class is bound to. */
    private StreamRequest look(int streamClass) {
        StreamRequest request =
                new StreamRequest(0, streamClass, List.of(QUICK, SLOW).get(streamClass));
        occupants.look(request, view.candidates(request), position(request), view);
        return request;
    }

    private int position(StreamRequest request) {
        Candidates candidates = view.candidates(request);
        int position = 0;
        while (candidates.instance(position) != request.classIndex()) {
            position++;
        }
        return position;
    }

    @Test
    void whoIsQuickWaitsBehindWhoIsSlow() {
        look(0);
        // It comes while a batch of 40 ms runs for a fifth of the time, and has 30 - 2 - 10 ms to spare.
        assertEquals(0.2 * (1 - 18.0 / 40), occupants.lateBehind(), 1e-9);
        // Batches of 10 ms delay nobody for too long.
        assertEquals(0, occupants.lateBefore(), 1e-9);
        look(1);
        assertEquals(0, occupants.lateBehind(), 1e-9);
        assertEquals(20 * 0.2 * (1 - 18.0 / 40) / 5, occupants.lateBefore(), 1e-9);
    }

    @Test
    void asManyGiveWayAsAreNeededAndNoneIfTheyDoNotSuffice() {
        StreamRequest request = look(0);
        assertEquals(1, occupants.giveWay(1, 0.1));
        assertEquals(1, occupants.giveWay(1, 0.2));
        assertEquals(0, occupants.giveWay(1, 0.3));
        assertEquals(0.2, occupants.share(1, 1), 1e-9);
        assertEquals(5, occupants.lost(1, 1), 1e-9);
        assertEquals(5 * prices.displaced(view.instances().get(1), SLOW), occupants.displaced(1, 1), 1e-9);

        DirectFeatures features = new DirectFeatures(prices, engine.monitoring());
        features.look(request, view.candidates(request), position(request), 0, view);
        assertNull(features.preempting(request, 1, 0.3, view));
        double[] seen = features.preempting(request, 1, 0.1, view).clone();
        assertEquals(0.1, seen[DirectFeatures.NAMES.indexOf("room")], 1e-9);
        assertEquals(0.25, seen[DirectFeatures.NAMES.indexOf("lost")], 1e-9);
        double[] alone = features.alone(0.1, view);
        assertEquals(0, alone[DirectFeatures.NAMES.indexOf("lost")]);
        // Nothing displaces anything here: a stream that brings four times as much may take the place, at a loss.
        assertEquals(BidPrice.MOST_COST, DirectFeatures.surplus(alone), 1e-9);
        assertEquals(0.75 * BidPrice.MOST_COST, DirectFeatures.surplus(seen), 1e-9);
        assertTrue(DirectFeatures.prior(seen) < DirectFeatures.prior(alone));
    }
}
