// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.cloudsim.GpuForecast;
import io.github.virgasim.elastic.DominantShareScheduler;
import io.github.virgasim.elastic.ElasticEngine;
import io.github.virgasim.elastic.ElasticSetting;
import io.github.virgasim.elastic.EpisodeStatistics;
import io.github.virgasim.elastic.RecordedArrivals;
import io.github.virgasim.elastic.TaskType;
import io.github.virgasim.elastic.TaskTypeFile;
import io.github.virgasim.elastic.Units;
import io.github.virgasim.gpu.CountInterference;
import io.github.virgasim.gpu.Interference;
import io.github.virgasim.gpu.LinearInterference;
import io.github.virgasim.gpu.MigCard;
import io.github.virgasim.gpu.MigSpeed;
import io.github.virgasim.gpu.NoInterference;
import io.github.virgasim.gpu.PairwiseInterference;
import io.github.virgasim.gpu.SensitivityInterference;
import io.github.virgasim.gpu.SharingMode;
import io.github.virgasim.learn.encog.SavedNetwork;
import io.github.virgasim.papers.aset.AsetNetwork;
import io.github.virgasim.papers.aset.AsetTrainer;
import io.github.virgasim.papers.aset.SystemState;
import io.github.virgasim.papers.ecsrl.EcsrlNetwork;
import io.github.virgasim.papers.ecsrl.EcsrlTrainer;
import io.github.virgasim.papers.placement.GpuLearnedPlacement;
import io.github.virgasim.papers.tapfinger.TracedTypes;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.validation.calibration.ClassifierReaders;
import io.github.virgasim.validation.calibration.DegradationMatrices;
import io.github.virgasim.validation.calibration.EnergyGridReader;
import io.github.virgasim.validation.calibration.MlperfReader;
import io.github.virgasim.validation.calibration.RttReader;
import io.github.virgasim.validation.calibration.TapFingerFigures;
import io.github.virgasim.validation.calibration.TrtutilsReader;
import io.github.virgasim.validation.containers.ContainerReplay;
import io.github.virgasim.validation.containers.ContainerRun;
import io.github.virgasim.validation.sharing.BatchLaws;
import io.github.virgasim.validation.sharing.PairSlowdowns;
import io.github.virgasim.validation.sharing.PowerCaps;
import io.github.virgasim.validation.sharing.TenantTimes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.simple.RandomSource;

/** All readers, each with a use for what it has read. */
final class Readers {
    private static final List<String> MODELS = List.of("small", "large");

    private Readers() {}

    static List<Target> all() {
        List<Target> targets = new ArrayList<>();
        for (String scenario : Corpus.SCENARIOS) {
            // Scenarios are what users write: they get a larger share.
            for (int i = 0; i < 6; i++) {
                targets.add(scenario(scenario, scenario));
            }
        }
        for (String file : List.of("tasks.csv", "devices.csv", "models.csv", "variants.csv")) {
            targets.add(scenario("all.yaml", file));
        }
        for (String file : List.of("gaps.csv", "linear.csv", "pairwise.csv", "counts.csv")) {
            targets.add(scenario("all.yaml", file));
        }
        targets.add(scenario("replay.yaml", "clients.csv"));
        targets.add(scenario("replay.yaml", "catalog.yaml"));
        targets.addAll(gpus());
        targets.addAll(elastic());
        targets.addAll(networks());
        targets.addAll(measurements());
        return targets;
    }

    private static Target scenario(String scenario, String file) {
        return Target.of("scenario " + scenario, file, folder -> ShortRun.of(Scenarios.read(folder.resolve(scenario))));
    }

    private static List<Target> gpus() {
        return List.of(
                Target.of(
                        "linear",
                        "linear.csv",
                        folder -> use(LinearInterference.read(folder.resolve("linear.csv"), SharingMode.TIME_SLICING))),
                Target.of(
                        "pairwise",
                        "pairwise.csv",
                        folder -> use(PairwiseInterference.read(folder.resolve("pairwise.csv")))),
                Target.of(
                        "counts",
                        "counts.csv",
                        folder -> use(CountInterference.read(folder.resolve("counts.csv"), "board"))),
                Target.of("sensitivity", "sensitivity.csv", folder -> {
                    var read = SensitivityInterference.read(folder.resolve("sensitivity.csv"), "k80");
                    use(read, List.copyOf(read.jobs().keySet()));
                }),
                Target.of("mig cards", "mig-cards.csv", Readers::cards),
                Target.of("mig profiles", "mig-profiles.csv", Readers::cards),
                Target.of("mig speed", "mig-speed.csv", folder -> {
                    MigCard card = MigCard.named("a30-24gb");
                    MigSpeed.read(folder.resolve("mig-speed.csv"))
                            .values()
                            .forEach(speed -> speed.timeFactor(card, card.profile("1g.6gb")));
                }));
    }

    private static void cards(Path folder) {
        MigCard.read(folder.resolve("mig-cards.csv"), folder.resolve("mig-profiles.csv"))
                .values()
                .forEach(card -> {
                    card.profiles()
                            .forEach(profile -> card.profile(profile.name()).maxInstances());
                });
    }

    private static void use(Interference interference) {
        use(interference, MODELS);
    }

    private static void use(Interference interference, List<String> models) {
        Interference.Slowdown slowdown = interference.among(models);
        int[] running = new int[models.size()];
        Arrays.fill(running, 1);
        for (int i = 0; i < running.length; i++) {
            double factor = slowdown.of(i, running);
            assertTrue(factor >= 1, "slowdown of " + factor);
        }
    }

    private static List<Target> elastic() {
        return List.of(
                Target.of("task types", "types.csv", Readers::episode),
                Target.of("task arrivals", "arrivals.csv", Readers::episode),
                Target.of("traced types", "progress.csv", folder -> {
                    TracedTypes traced = TracedTypes.read(folder.resolve("progress.csv"), "container");
                    traced.containers();
                }));
    }

    private static void episode(Path folder) {
        List<TaskType> types = TaskTypeFile.read(folder.resolve("types.csv"));
        ElasticSetting setting =
                new ElasticSetting(List.of(Units.of(32, 16), Units.of(16, 8)), ElasticSetting.Mode.SINGLE_TASK);
        setting.check(types);
        var arrivals = RecordedArrivals.read(folder.resolve("arrivals.csv"), types.size(), 2);
        var engine = new ElasticEngine(
                setting,
                types,
                arrivals,
                new DominantShareScheduler(),
                RandomSource.XO_RO_SHI_RO_128_PP.create(1),
                new EpisodeStatistics());
        for (int step = 0; step < 300 && !engine.isFinished(); step++) {
            engine.step();
        }
    }

    private static List<Target> networks() {
        return List.of(
                Target.of(
                        "network", "placement.txt", folder -> run(SavedNetwork.load(folder.resolve("placement.txt")))),
                Target.of(
                        "placement",
                        "placement.txt",
                        folder -> GpuLearnedPlacement.load(
                                new GpuForecast(new NoInterference(), worker -> 1), folder.resolve("placement.txt"))),
                Target.of("aset network", "aset.txt", folder -> {
                    AsetNetwork network = AsetNetwork.load(folder.resolve("aset.txt"));
                    network.check(Corpus.ASET.base());
                    network.policy(Corpus.ASET.base(), 1);
                }),
                Target.of("ecsrl network", "ecsrl.txt", folder -> {
                    EcsrlNetwork network = EcsrlNetwork.load(folder.resolve("ecsrl.txt"));
                    network.check(Corpus.ECSRL.base());
                    network.policy(Corpus.ECSRL.base(), 0.5);
                }),
                new Target(
                        "aset training",
                        "aset.training",
                        true,
                        folder -> AsetTrainer.resume(
                                Corpus.ASET, SystemState.ASET_PUBLISHED, folder.resolve("aset.training"))),
                Target.of(
                        "aset training, packed",
                        "aset.training",
                        folder -> AsetTrainer.resume(
                                Corpus.ASET, SystemState.ASET_PUBLISHED, folder.resolve("aset.training"))),
                new Target(
                        "ecsrl training",
                        "ecsrl.training",
                        true,
                        folder -> EcsrlTrainer.resume(Corpus.ECSRL, folder.resolve("ecsrl.training"))));
    }

    private static void run(SavedNetwork saved) {
        saved.network().values(new double[saved.network().layers().get(0)]);
    }

    private static List<Target> measurements() {
        return List.of(
                Target.of("rtt", "rtt.csv", folder -> RttReader.read(folder.resolve("rtt.csv"), "Urban road", "n78")),
                Target.of(
                        "packed rtt",
                        "rtt.csv.gz",
                        folder -> RttReader.read(folder.resolve("rtt.csv.gz"), "Urban road", "n78")),
                Target.of(
                        "mlperf",
                        "mlperf.csv",
                        folder -> MlperfReader.read(folder.resolve("mlperf.csv"))
                                .median(List.of("X", "Y"), "resnet50", "SingleStream", MlperfReader.Summary::medianMs)),
                Target.of(
                        "timm",
                        "timm.csv",
                        folder -> ClassifierReaders.timm(folder.resolve("timm.csv"), "resnet18", 224)),
                Target.of(
                        "torch2trt",
                        "torch2trt.md",
                        folder -> ClassifierReaders.torch2trtMs(folder.resolve("torch2trt.md"), "resnet18")),
                Target.of(
                        "trtutils",
                        "trtutils.json",
                        folder -> TrtutilsReader.read(folder.resolve("trtutils.json"))
                                .fit("tensorrt", "yolo")),
                Target.of("energy grid", "grid.csv", folder -> EnergyGridReader.serving(folder.resolve("grid.csv"))),
                Target.of("tenants", "tenants.csv", folder -> {
                    TenantTimes.read(folder.resolve("tenants.csv")).slope(SharingMode.TIME_SLICING);
                    double slope = DegradationMatrices.timeSlicingSlope(folder.resolve("tenants.csv"));
                    DegradationMatrices.elements(ModelCatalog.embedded(), slope);
                }),
                Target.of("durations", "durations.csv", Readers::progress),
                Target.of("fits", "fits.csv", Readers::progress),
                Target.of(
                        "published",
                        "published.csv",
                        folder -> TapFingerFigures.published(folder.resolve("published.csv"))),
                Target.of(
                        "container runs",
                        "runs.csv",
                        folder -> new ContainerReplay(ContainerRun.read(folder.resolve("runs.csv")))
                                .fromOtherSchedulers()),
                Target.of("pairs", "pairs.csv", folder -> {
                    PairSlowdowns pairs = PairSlowdowns.read(folder.resolve("pairs.csv"), "k80");
                    pairs.without(pairs.fittingPairs());
                }),
                Target.of("batches", "batches.csv", folder -> BatchLaws.read(folder.resolve("batches.csv"), "Nano")),
                Target.of("caps", "caps.csv", folder -> PowerCaps.read(folder.resolve("caps.csv"))));
    }

    private static void progress(Path folder) {
        TapFingerFigures.progress(folder.resolve("durations.csv"), folder.resolve("fits.csv"));
    }
}
