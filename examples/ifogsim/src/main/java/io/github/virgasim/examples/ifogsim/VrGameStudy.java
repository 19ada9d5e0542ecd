// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.ifogsim;

import io.github.virgasim.ifogsim.FogDistribution;
import io.github.virgasim.ifogsim.adapter.IFogSim;
import io.github.virgasim.ifogsim.adapter.PolicyModulePlacement;
import io.github.virgasim.ifogsim.adapter.SeededSelectivity;
import io.github.virgasim.ifogsim.adapter.SeededTimes;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scenario.ScenarioBuilder;
import io.github.virgasim.scenario.SiteBuilder;
import io.github.virgasim.scenario.StreamClassBuilder;
import io.github.virgasim.scenario.WorkerBuilder;
import io.github.virgasim.scheduling.Deployment;
import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.scheduling.PlacementPolicy;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.workload.ClientArrivals;
import io.github.virgasim.workload.QueryProcess;
import java.util.ArrayList;
import java.util.List;
import org.fog.application.AppEdge;
import org.fog.application.AppLoop;
import org.fog.application.Application;
import org.fog.entities.FogDevice;
import org.fog.entities.Tuple;
import org.fog.placement.Controller;
import org.fog.placement.ModuleMapping;

/**
 * The shape of iFogSim2's game: what headsets see is classified, and shown with what the other players do. Devices, tuples and
 * controller are iFogSim2's own; a placement policy of Virga decides where the classifier runs, and what is random has a seed.
 */
public final class VrGameStudy {
    private static final String APPLICATION = "vr_game";
    private static final String CLASSIFIER = "image-classification";
    private static final int DEPARTMENTS = 2;
    private static final int HEADSETS = 4;
    private static final int LENGTH = 5_000;

    private VrGameStudy() {}

    /** Has models in memory in one tier alone. */
    private record OnlyIn(Tier tier) implements PlacementPolicy {
        @Override
        public double period() {
            return 60;
        }

        @Override
        public void place(Monitoring monitoring, Deployment deployment) {
            for (Instance instance : monitoring.topology().instances()) {
                if (monitoring.topology().sites().get(instance.siteIndex()).tier() == tier) {
                    deployment.load(instance.index());
                } else {
                    deployment.evict(instance.index());
                }
            }
        }
    }

    /** Returns what the policy sees: the devices that have GPUs, by their names in iFogSim2. */
    private static ServingScenario scenario() {
        var scenario = new ScenarioBuilder("vr-game")
                .site(new SiteBuilder("cloud", Tier.DATA_CENTER)
                        .worker(new WorkerBuilder("card", "rtx-3090").models("resnet-50")))
                .site(new SiteBuilder("proxy-server", Tier.CENTRAL_OFFICE)
                        .uplink("cloud", new Link(0.1, 0, 80e6))
                        .worker(new WorkerBuilder("jetson", "agx-orin").models("resnet-50")));
        for (int department = 0; department < DEPARTMENTS; department++) {
            scenario.site(new SiteBuilder("d-" + department, Tier.EDGE)
                    .uplink("proxy-server", new Link(0.004, 0, 80e6))
                    .clients(1, new Link(0.002, 0, 80e6))
                    .worker(new WorkerBuilder("jetson", "xavier-nx").loadable("resnet-50")));
        }
        return scenario.streamClass(new StreamClassBuilder("headset", CLASSIFIER)
                        .queries(QueryProcess.periodic(30), 0.05)
                        .deadline(0.3)
                        .meanLifetime(60))
                .clients(ClientArrivals.poisson(0.1))
                .duration(60)
                .build();
    }

    /** All that iFogSim2's classes are needed for, so that {@link #main} can say where they are missing. */
    private static final class Game {
        private Game() {}

        private static Application application(int user, AppLoop loop, RandomStreams random) {
            Application game = Application.createApplication(APPLICATION, user);
            game.addAppModule("client", 10);
            game.addAppModule(CLASSIFIER, 10);
            game.addAppModule("connector", 10);
            game.addAppEdge("VIEW", "client", 200, 500, "VIEW", Tuple.UP, AppEdge.SENSOR);
            game.addAppEdge("client", CLASSIFIER, 3_500, 500, "FRAME", Tuple.UP, AppEdge.MODULE);
            game.addAppEdge(CLASSIFIER, "connector", 1_000, 1_000, 1_000, "PLAYER_STATE", Tuple.UP, AppEdge.MODULE);
            game.addAppEdge(CLASSIFIER, "client", 14, 500, "CLASS", Tuple.DOWN, AppEdge.MODULE);
            game.addAppEdge("connector", "client", 1_000, 28, 1_000, "GAME_STATE", Tuple.DOWN, AppEdge.MODULE);
            game.addAppEdge("client", "DISPLAY", 100, 500, "SHOW", Tuple.DOWN, AppEdge.ACTUATOR);
            game.addTupleMapping("client", "VIEW", "FRAME", new SeededSelectivity(0.9, random.stream("frames")));
            game.addTupleMapping(CLASSIFIER, "FRAME", "CLASS", new SeededSelectivity(1, random.stream("classes")));
            game.addTupleMapping("client", "CLASS", "SHOW", new SeededSelectivity(1, random.stream("shows")));
            game.setLoops(List.of(loop));
            return game;
        }

        private static FogParts parts(RandomStreams random) {
            FogParts parts = new FogParts();
            FogDevice cloud = parts.device("cloud", -1, 0, 44_800, 0);
            FogDevice proxy = parts.device("proxy-server", cloud.getId(), 1, 5_600, 100);
            for (int department = 0; department < DEPARTMENTS; department++) {
                FogDevice gateway = parts.device("d-" + department, proxy.getId(), 2, 2_800, 4);
                for (int headset = 0; headset < HEADSETS; headset++) {
                    String id = department + "-" + headset;
                    FogDevice mobile = parts.device("m-" + id, gateway.getId(), 3, 1_000, 2);
                    parts.sensor(
                            "s-" + id,
                            "VIEW",
                            mobile,
                            APPLICATION,
                            6,
                            new SeededTimes(new FogDistribution.Normal(30, 3), random.stream("views-" + id)));
                    parts.actuator("a-" + id, "DISPLAY", mobile, APPLICATION, 1);
                }
            }
            return parts;
        }

        static List<String> row(Tier tier, long seed) {
            RandomStreams random = new RandomStreams(seed);
            FogParts parts = parts(random);
            AppLoop loop = new AppLoop(List.of("VIEW", "client", CLASSIFIER, "client", "DISPLAY"));
            Application game = application(parts.user, loop, random);
            ModuleMapping fixed = ModuleMapping.createModuleMapping();
            fixed.addModuleToDevice("connector", "cloud");
            parts.devices.stream()
                    .filter(device -> device.getName().startsWith("m-"))
                    .forEach(mobile -> fixed.addModuleToDevice("client", mobile.getName()));
            var controller = new Controller("controller", parts.devices, parts.sensors, parts.actuators);
            var placement = new PolicyModulePlacement(parts.devices, game, fixed, scenario(), new OnlyIn(tier));
            controller.submitApplication(game, placement);
            FogParts.run(LENGTH);
            List<String> on = new ArrayList<>();
            parts.devices.stream()
                    .filter(device -> placement.getDeviceToModuleMap().getOrDefault(device.getId(), List.of()).stream()
                            .anyMatch(module -> module.getName().equals(CLASSIFIER)))
                    .forEach(device -> on.add(device.getName()));
            return List.of(
                    tier.name(),
                    String.join(" ", on),
                    Long.toString(seed),
                    Integer.toString(FogParts.count(loop)),
                    TextTable.number(FogParts.mean(loop), 3));
        }
    }

    /** Returns a row for each tier and seed. */
    static TextTable table() {
        TextTable table = new TextTable("models in", "classifier on", "seed", "loops", "mean time of a loop");
        for (Tier tier : List.of(Tier.EDGE, Tier.CENTRAL_OFFICE, Tier.DATA_CENTER)) {
            for (long seed = 0; seed < 2; seed++) {
                long of = seed;
                table.row(IFogSim.muted(() -> Game.row(tier, of)).toArray(String[]::new));
            }
        }
        return table;
    }

    /**
     * Runs the study and prints a table; times are in iFogSim2's units.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        StudyMain.print(() -> table());
    }
}
