// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.gpu.GpuSharing;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.gpu.Interference;
import io.github.virgasim.scheduling.UniformRandom;
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
import io.github.virgasim.workload.ClientArrivals;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.power.PowerMeasurement;
import org.cloudsimplus.power.PowerMeter;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;
import org.cloudsimplus.vms.Vm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Power of a GPU on which batches run side by side and together do more than one alone. */
class SharedPowerTest {
    /** Each further batch adds 30 % to the time of all, so that two do the work of 1.54. */
    private static final Interference LINEAR =
            models -> (model, running) -> 1 + 0.3 * (Arrays.stream(running).sum() - 1);

    private static final InferenceTask TASK = new InferenceTask("t", "mAP", "units", 1, "test");

    private static ServingScenario scenario(double powerSlope, int workers) {
        GpuSpec device = new GpuSpec("d", GpuSpec.Kind.EDGE, 8192, 4, 8192, 10, 50, "test").withPowerSlope(powerSlope);
        List<ModelVariant> variants = Stream.of("a", "b")
                .map(name -> new DnnModel(name, TASK, 50, 1, "test"))
                .map(model -> new ModelVariant(model, device, 0.02, 0, 0, 50, 1000, 1, 2, "test"))
                .toList();
        List<Worker> all = IntStream.range(0, workers)
                .mapToObj(i ->
                        new Worker("w" + i, device, 4, 4096, 8192, variants, List.of(), GpuSharing.mps(LINEAR, 100)))
                .toList();
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, new Link(0.005, 0, 1e9), 1, all);
        StreamClass camera = new StreamClass("camera", TASK, 1, QueryProcess.poisson(4), 1, 1000, 100, 0.5, 30, 30);
        return new ServingScenario(
                "shared",
                new EdgeTopology(List.of(site)),
                Workload.random(List.of(camera), ClientArrivals.poisson(0.6)),
                new ServingSettings(300, 0, Binding.QUERY, 10, 0, JitterModel.none(), ServiceLaw.deterministic(), 5),
                List.of());
    }

    /** Power that grows less, as much, and more than from idle to maximum over a utilisation of 1. */
    @ParameterizedTest
    @ValueSource(doubles = {20, 40, 80})
    void theMeterAgreesWithTheEngine(double powerSlope) {
        CloudSimPlus simulation = Fixtures.simulation();
        ServingScenario scenario = scenario(powerSlope, 1);
        EdgeDatacenter datacenter = EdgeDatacenter.forScenario(simulation, scenario.topology());
        InferenceBroker broker = new InferenceBroker(simulation, scenario, new UniformRandom(), 3);
        PowerMeter meter = new PowerMeter(simulation, datacenter.getHost(0)).setMeasurementInterval(0.1);
        double[] beyondOne = {0};
        broker.addOnTickListener(info -> beyondOne[0] += broker.getEngine().power(0) > 10 + powerSlope ? 1 : 0);
        simulation.start();

        ServingEngine engine = broker.getEngine();
        assertTrue(powerSlope > 20 || beyondOne[0] > 20, "the work rate is above 1 at times");
        double busy = engine.busyTime(0) / engine.now();
        assertTrue(busy > 0.4 && busy < 0.95, "busy share " + busy);
        double metered = 0.1
                * meter.getPowerMeasurements().stream()
                        .mapToDouble(PowerMeasurement::getTotalPower)
                        .sum();
        assertEquals(engine.energy(0), metered, 0.01 * engine.energy(0));
        // What follows the capped utilisation would be off wherever the slope differs from the range.
        double fromUtilization = (10 + powerSlope * busy) * engine.now();
        assertEquals(powerSlope == 40, Math.abs(fromUtilization - metered) < 0.02 * metered);
    }

    /** A host of two GPUs with one worker is busy for at most the half. */
    @Test
    void oneWorkerUsesOneOfTwoGpus() {
        CloudSimPlus simulation = Fixtures.simulation();
        ServingScenario scenario = scenario(40, 1);
        List<Pe> pes = Stream.generate(() -> new PeSimple(GpuWorker.MIPS))
                .limit(8)
                .map(Pe.class::cast)
                .toList();
        GpuSpec device = scenario.topology().workers().get(0).device();
        GpuHost host = new GpuHost(pes, 8192, 10_000, 1_000_000, device, 2, "s", Tier.EDGE);
        new EdgeDatacenter(simulation, List.of(host), new GpuFirstFit());
        InferenceBroker broker = new InferenceBroker(simulation, scenario, new UniformRandom(), 3);
        double[] busy = {0};
        broker.addOnTickListener(info -> busy[0] += host.getCpuPercentUtilization());
        simulation.start();
        assertEquals(broker.getEngine().busyTime(0) / 2, busy[0], 1e-6);
    }

    /** Idle power counts once, and the device's maximum holds for both together. */
    @Test
    void twoWorkersOnOneHostDrawWhatOneDeviceCan() {
        CloudSimPlus simulation = Fixtures.simulation();
        ServingScenario scenario = scenario(80, 2);
        List<Pe> pes = Stream.generate(() -> new PeSimple(GpuWorker.MIPS))
                .limit(8)
                .map(Pe.class::cast)
                .toList();
        GpuSpec device = scenario.topology().workers().get(0).device();
        GpuHost host = new GpuHost(pes, 8192, 10_000, 1_000_000, device, "s", Tier.EDGE);
        new EdgeDatacenter(simulation, List.of(host), new GpuFirstFit());
        InferenceBroker broker = new InferenceBroker(simulation, scenario, new UniformRandom(), 3);
        int[] capped = {0};
        broker.addOnTickListener(info -> {
            double sum = broker.getWorkers().stream()
                    .mapToDouble(GpuWorker::getPowerAboveIdle)
                    .sum();
            double power = host.getPowerModel().getPowerMeasurement().getTotalPower();
            assertEquals(Math.min(50, 10 + sum), power, 1e-9);
            double busy = broker.getWorkers().stream()
                    .mapToDouble(Vm::getCpuPercentUtilization)
                    .sum();
            assertEquals(Math.min(1, busy), host.getCpuPercentUtilization(), 1e-9, "one GPU does the work of both");
            capped[0] += sum > 40 ? 1 : 0;
        });
        simulation.start();
        assertTrue(capped[0] > 5, "both busy at times");
    }
}
