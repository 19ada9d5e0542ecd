// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.experiment.ExperimentKind;
import io.github.virgasim.experiment.Paper;
import io.github.virgasim.experiment.Papers;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.report.TextTable;
import io.github.virgasim.scenario.Scenarios;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what can be named on the command line and in scenario files. */
@Command(
        name = "list",
        description =
                "Lists what can be run: scenarios, policies, schedulers, and the devices and models of the catalogue.")
final class ListCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("Scenarios");
        Scenarios.names().forEach(name -> out.printf(Locale.ROOT, "  %-22s %s%n", name, Scenarios.description(name)));
        policies(out, "\nPolicies", false);
        policies(out, "\nPolicies where each query is bound on its own", true);
        for (ExperimentKind kind : Papers.experiments()) {
            out.println("\n" + kind.heading());
            kind.names().forEach(name -> out.println("  " + name));
            kind.lists().forEach((heading, names) -> {
                out.println("\n" + heading);
                names.forEach(name -> out.println("  " + name));
            });
        }
        papers(out);
        ModelCatalog catalog = ModelCatalog.embedded();
        out.println("\nDevices");
        out.print(devices(catalog));
        out.println("\nModels");
        out.print(models(catalog));
        out.flush();
    }

    private static void policies(PrintWriter out, String heading, boolean isForQueries) {
        out.println(heading);
        Papers.policies().stream()
                .filter(policy -> policy.isForQueries() == isForQueries)
                .forEach(policy -> out.println("  " + policy.name() + (policy.isTrained() ? " (trained agent)" : "")));
    }

    private static void papers(PrintWriter out) {
        out.println("\nPapers");
        for (Paper paper : Papers.all()) {
            List<String> verbs = new ArrayList<>();
            paper.training().ifPresent(activity -> verbs.add("train"));
            paper.reproduction().ifPresent(activity -> verbs.add("reproduce"));
            out.printf(Locale.ROOT, "  %-22s %s%n", paper.name(), String.join(", ", verbs));
        }
    }

    private static String devices(ModelCatalog catalog) {
        TextTable table = new TextTable("device", "kind", "GPU MiB", "CPUs", "RAM MiB", "idle W", "max W");
        for (GpuSpec device : catalog.devices()) {
            table.row(
                    device.name(),
                    device.kind().name().toLowerCase(Locale.ROOT),
                    TextTable.number(device.gpuMemoryMib(), 0),
                    String.valueOf(device.cpus()),
                    TextTable.number(device.ramMib(), 0),
                    TextTable.number(device.idlePower(), 1),
                    TextTable.number(device.maxPower(), 1));
        }
        return table.toString();
    }

    private static String models(ModelCatalog catalog) {
        TextTable table = new TextTable("model", "task", "accuracy", "parameters M", "devices");
        for (DnnModel model : catalog.models()) {
            String devices = catalog.variants().stream()
                    .filter(variant -> variant.model().equals(model))
                    .map(variant -> variant.device().name())
                    .collect(Collectors.joining(" "));
            table.row(
                    model.name(),
                    model.task().name(),
                    TextTable.number(model.accuracy(), 1),
                    TextTable.number(model.parameters(), 1),
                    devices);
        }
        return table.toString();
    }
}
