// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.toy;

import io.github.virgasim.experiment.Activity;
import io.github.virgasim.experiment.Arguments;
import io.github.virgasim.experiment.CommonSettings;
import io.github.virgasim.experiment.CurveReport;
import io.github.virgasim.experiment.Findings;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.experiment.Metric;
import io.github.virgasim.experiment.NamedEnvironment;
import io.github.virgasim.experiment.NamedPolicy;
import io.github.virgasim.experiment.Paper;
import io.github.virgasim.experiment.Results;
import io.github.virgasim.experiment.ScenarioSource;
import io.github.virgasim.experiment.Seeds;
import io.github.virgasim.experiment.Setting;
import io.github.virgasim.experiment.TrainingSession;
import io.github.virgasim.experiment.Work;
import io.github.virgasim.learn.ActionSpec;
import io.github.virgasim.learn.Environment;
import io.github.virgasim.learn.EnvironmentStep;
import io.github.virgasim.learn.FlatSingle;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.learn.ObservationSpec;
import io.github.virgasim.report.ResultTable;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.scheduling.StreamRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A toy: a paper about a bandit over two policies. All that there is of it stands in this folder. */
public final class BanditPaper implements Paper {
    private static final Setting<String> SCENARIO =
            Setting.word("--scenario", "aset-dc-cloud", "Where the bandit plays (default: aset-dc-cloud).");
    private static final Setting<Integer> EPISODES = Setting.integer("--episodes", "N", 4, "Number of pulls");
    private static final Setting<Integer> EVERY = TrainingSession.every("Pulls", 2);
    private static final Setting<Integer> SEEDS = CommonSettings.seeds(2, "Number of runs for each arm");
    private static final Metric<Bandit.Point> SERVED =
            new Metric<>("served %", "served", "percent", 2, point -> 100 * point.served());

    @Override
    public String name() {
        return "bandit";
    }

    @Override
    public List<NamedPolicy> policies() {
        return List.of(NamedPolicy.plain(
                "bandit", false, base -> (scenario, seed) -> new FirstArm(StaticPolicies.named(Bandit.ARMS.get(0)))));
    }

    /** The policy of the first arm under the bandit's name. */
    private record FirstArm(SchedulingPolicy arm) implements SchedulingPolicy {
        @Override
        public String name() {
            return "bandit";
        }

        @Override
        public int choose(StreamRequest request, ServingView view) {
            return arm.choose(request, view);
        }
    }

    @Override
    public List<NamedEnvironment> environments() {
        return List.of(new NamedEnvironment(
                "bandit", "Pull an arm.", List.of(SCENARIO), arguments -> () -> new FlatSingle(new OneArm(), () -> 0)));
    }

    /** An environment that prints, as code of others may. */
    private static final class OneArm implements Environment {
        @Override
        public double[] reset(long seed) {
            System.out.println("This is no frame.");
            return new double[1];
        }

        @Override
        public EnvironmentStep step(int action) {
            return new EnvironmentStep(new double[1], 1, true, false);
        }

        @Override
        public ObservationSpec observation() {
            return new ObservationSpec(List.of("nothing"));
        }

        @Override
        public ActionSpec actions() {
            return new ActionSpec(List.of("pull"));
        }

        @Override
        public Identity identity() {
            return Identity.EMPTY;
        }
    }

    @Override
    public Optional<Activity> training() {
        return Optional.of(new Train());
    }

    @Override
    public Optional<Activity> reproduction() {
        return Optional.of(new Reproduce());
    }

    private static final class Train implements Activity {
        @Override
        public String description() {
            return "Trains a bandit.";
        }

        @Override
        public List<Setting<?>> settings() {
            return List.of(
                    SCENARIO, EPISODES, TrainingSession.SEED, EVERY, TrainingSession.RESUME, CommonSettings.DURATION);
        }

        @Override
        public String folder() {
            return "results/train-bandit";
        }

        @Override
        public Work prepare(Arguments arguments) throws IOException {
            ScenarioSource source = ScenarioSource.of(arguments.get(SCENARIO));
            Map<String, String> parameters = new LinkedHashMap<>();
            var scenario = CommonSettings.withDuration(source.scenario(), arguments, parameters);
            long seed = arguments.get(TrainingSession.SEED);
            Path resume = arguments.get(TrainingSession.RESUME);
            var session = new TrainingSession<>(
                    arguments.within(EPISODES, 1, TrainingSession.MOST),
                    arguments.within(EVERY, 1, TrainingSession.MOST),
                    seed,
                    1,
                    resume,
                    one -> Bandit.fresh(scenario, one),
                    file -> Bandit.resumed(scenario, file),
                    (bandits, best) -> new Report(bandits));
            return new Work(
                    "bandit",
                    session.steps(),
                    Path.of(folder()),
                    "Network, learning curve and training",
                    new Inputs().addAll(source.hashes()).addAny(resume),
                    List.of(seed),
                    parameters,
                    session);
        }
    }

    private static final class Report implements Findings {
        private final CurveReport<Bandit.Point> curve;

        Report(List<Bandit> bandits) {
            curve = new CurveReport<>(bandits, SERVED, Bandit.Point::episodes);
            curve.compareUntrained();
        }

        @Override
        public String text() {
            return curve.text();
        }

        @Override
        public void write(Path folder) throws IOException {
            curve.write(
                    folder,
                    new ResultTable<CurveReport.Entry<Bandit.Point>>()
                            .column("episodes", entry -> entry.point().episodes())
                            .column("served", "percent", entry -> SERVED.of(entry.point())));
            curve.figure("learning curve", "served [%]", 100, 1, 100).save(folder, "curve");
        }
    }

    private static final class Reproduce implements Activity {
        @Override
        public String description() {
            return "Shows both arms.";
        }

        @Override
        public List<Setting<?>> settings() {
            return List.of(SCENARIO, SEEDS, CommonSettings.DURATION);
        }

        @Override
        public String folder() {
            return "results/reproduce-bandit";
        }

        @Override
        public Work prepare(Arguments arguments) throws IOException {
            ScenarioSource source = ScenarioSource.of(arguments.get(SCENARIO));
            List<Long> seeds = Seeds.test(CommonSettings.count(arguments, SEEDS));
            Map<String, String> parameters = new LinkedHashMap<>();
            var scenario = CommonSettings.withDuration(source.scenario(), arguments, parameters);
            return new Work(
                    "bandit",
                    Bandit.ARMS.size() * seeds.size(),
                    Path.of(folder()),
                    "Tables",
                    new Inputs().addAll(source.hashes()),
                    seeds,
                    parameters,
                    (output, progress) -> new Arms(Results.of(
                            Bandit.ARMS, seeds, (arm, seed) -> Bandit.served(scenario, arm, seed), progress)));
        }
    }

    private record Arms(Results<String, Double> results) implements Findings {
        @Override
        public String text() {
            TextTable table = new TextTable("arm", "served");
            results.keys().forEach(arm -> table.row(arm, TextTable.number(results.mean(arm, x -> x), 4)));
            return table.toString();
        }

        @Override
        public void write(Path folder) throws IOException {
            new ResultTable<String>()
                    .column("arm", arm -> arm)
                    .column("served", arm -> results.mean(arm, x -> x).mean())
                    .write(folder.resolve("arms.csv"), results.keys());
        }
    }
}
