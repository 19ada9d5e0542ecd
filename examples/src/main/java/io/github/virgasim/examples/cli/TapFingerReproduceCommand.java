// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.experiment.CommandText;
import io.github.virgasim.experiment.Inputs;
import io.github.virgasim.input.Checks;
import io.github.virgasim.papers.tapfinger.TracedTypes;
import io.github.virgasim.report.OutputFolder;
import io.github.virgasim.report.Provenance;
import io.github.virgasim.report.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures TapFinger's baselines, and puts published results beside them. */
@Command(
        name = "tapfinger",
        sortOptions = false,
        description =
                "Runs the experiments of TapFinger's evaluation under all its baselines and further schedulers, and"
                        + " compares with published results.")
final class TapFingerReproduceCommand implements Callable<Integer> {
    private static final String ALL = "all";
    private static final int MOST_SEEDS = 100;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--baselines",
            description = "Only schedulers that need no training. There are no others yet, so that this is what runs"
                    + " without the option as well.")
    private boolean baselines;

    @Option(
            names = "--experiment",
            paramLabel = "NAME",
            defaultValue = ALL,
            description = "One experiment, by the name of its published results, or 'all' (default).")
    private String experiment;

    @Option(
            names = "--published",
            paramLabel = "FILE",
            description = "CSV file of published results, with the columns experiment, scheduler, mean_jct, median_jct,"
                    + " p95_jct, mean_accum, mean_cpu_frac and mean_gpu_frac (default: those shipped with Virga).")
    private Path published;

    @Option(
            names = "--durations",
            paramLabel = "FILE",
            description =
                    "CSV file of measured durations and fitted training curves (default: means and fits shipped with"
                            + " Virga).")
    private Path durations;

    @Option(
            names = "--seeds",
            paramLabel = "K",
            defaultValue = "20",
            description = "Number of runs for each experiment and scheduler, with seeds 1, 2, ... (default:"
                    + " ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the results (default: results/reproduce-tapfinger). Earlier results of Virga are"
                    + " replaced; a folder with anything else is refused.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Checks.within("--seeds", seeds, 1, MOST_SEEDS);
        List<TapFingerExperiments.Case> cases = cases();
        TapFingerPublished beside =
                published == null ? TapFingerPublished.shipped() : TapFingerPublished.read(published);
        OutputFolder folder = OutputFolder.at(out == null ? Path.of("results", "reproduce-tapfinger") : out);
        Provenance provenance = provenance();
        Map<TapFingerExperiments.Case, Map<String, List<TapFingerEpisode>>> episodes = run(cases, provenance.seeds());
        TapFingerReproduceReport report = new TapFingerReproduceReport(
                episodes, beside, TapFingerExperiments.measured(durations, TapFingerExperiments.BARE_METAL));
        folder.write(provenance, part -> report.write(part));
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.print(text(episodes, beside));
        terminal.println("\nTables and figures are in " + folder);
        terminal.flush();
        return 0;
    }

    private List<TapFingerExperiments.Case> cases() {
        List<TapFingerExperiments.Case> all = TapFingerExperiments.published(durations);
        if (experiment.equals(ALL)) {
            return all;
        }
        List<String> known = new ArrayList<>(
                all.stream().map(TapFingerExperiments.Case::name).toList());
        known.add(ALL);
        Checks.oneOf("--experiment", experiment, known);
        return all.stream().filter(of -> of.name().equals(experiment)).toList();
    }

    private static Map<TapFingerExperiments.Case, Map<String, List<TapFingerEpisode>>> run(
            List<TapFingerExperiments.Case> cases, List<Long> seeds) {
        List<Callable<TapFingerEpisode>> tasks = new ArrayList<>();
        for (TapFingerExperiments.Case of : cases) {
            for (String scheduler : TapFingerSchedulers.names()) {
                seeds.forEach(seed -> tasks.add(() -> TapFingerEpisode.run(of.experiment(), scheduler, seed)));
            }
        }
        List<TapFingerEpisode> done;
        try (TerminalProgress progress = new TerminalProgress("tapfinger", tasks.size())) {
            done = Parallel.run(tasks, progress);
        }
        Map<TapFingerExperiments.Case, Map<String, List<TapFingerEpisode>>> episodes = new LinkedHashMap<>();
        int next = 0;
        for (TapFingerExperiments.Case of : cases) {
            Map<String, List<TapFingerEpisode>> byScheduler = new LinkedHashMap<>();
            for (String scheduler : TapFingerSchedulers.names()) {
                byScheduler.put(scheduler, done.subList(next, next + seeds.size()));
                next += seeds.size();
            }
            episodes.put(of, byScheduler);
        }
        return episodes;
    }

    private static String text(
            Map<TapFingerExperiments.Case, Map<String, List<TapFingerEpisode>>> episodes, TapFingerPublished beside) {
        TextTable table = new TextTable("experiment", "scheduler", "mean JCT", "published");
        episodes.forEach((of, byScheduler) -> {
            byScheduler.forEach((name, measured) -> table.row(
                    of.name(),
                    name,
                    TextTable.number(TapFingerMetric.MEAN.over(measured), 2),
                    published(of, beside, TapFingerPublished.nameOf(name).orElse(""))));
            beside.others(of).forEach(name -> table.row(of.name(), name, "", published(of, beside, name)));
        });
        return table.toString();
    }

    private static String published(TapFingerExperiments.Case of, TapFingerPublished beside, String name) {
        return TextTable.number(beside.value(of, name, TapFingerMetric.MEAN), 2);
    }

    private Provenance provenance() throws IOException {
        StringBuilder command = new StringBuilder("virga reproduce tapfinger");
        if (baselines) {
            command.append(" --baselines");
        }
        command.append(String.format(Locale.ROOT, " --experiment %s --seeds %d", experiment, seeds));
        Inputs inputs = new Inputs().add(published, TapFingerPublished.SHIPPED).add(durations, TracedTypes.SHIPPED);
        if (published != null) {
            command.append(" --published ").append(CommandText.word(published));
        }
        if (durations != null) {
            command.append(" --durations ").append(CommandText.word(durations));
        }
        List<Long> used = LongStream.rangeClosed(1, seeds).boxed().toList();
        return new Provenance(command.toString(), inputs.hashes(), used, Map.of("rules", "published"));
    }
}
