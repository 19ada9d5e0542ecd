// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.bench;

import io.github.virgasim.input.Checks;
import io.github.virgasim.report.OutputFolder;
import io.github.virgasim.report.Provenance;
import io.github.virgasim.report.ResultTable;
import io.github.virgasim.report.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs benchmarks in JVMs of their own, one thread each, and shows the figures beside their targets. */
@Command(
        name = "bench",
        sortOptions = false,
        description = "Measures speed, in queries per second of CPU time of the simulating thread, and memory.")
public final class BenchCommand implements Callable<Integer> {
    private static final List<String> NAMES =
            Arrays.stream(Suite.values()).map(Suite::label).toList();

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            description = {
                "Benchmarks to run (default: all):",
                "engine     the scenario aset-full-edge under each policy",
                "peers      one workload as plain Cloudlets of CloudSim Plus, in two minimal loops, in the engine",
                "memory     live heap over 10^7 queries (quick: 2 x 10^6) in a JVM with 64 MiB",
                "scaling    cost of a query at several numbers of streams and workers",
                "sharing    the scenario aset-full-edge with shared GPUs, feature after feature",
                "agent      steps of the learning environment, decisions and updates",
                "elastic    timesteps of elastic tasks, few clusters and many",
                "tapfinger  decisions of TapFinger's network",
                "training   training steps of TapFinger's network"
            })
    private List<String> names = NAMES;

    @Option(names = "--quick", description = "Measure fewer cases less often, which is less exact.")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "results/bench",
            description = "Folder for bench.csv and the log of JMH (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Override
    public Integer call() throws IOException {
        names.forEach(name -> Checks.oneOf("benchmark", name, NAMES));
        OutputFolder folder = OutputFolder.at(out);
        Path log = Files.createTempFile("virga-bench", ".log");
        List<Finding> findings = new ArrayList<>();
        StringBuilder logs = new StringBuilder();
        try {
            for (Suite suite : Suite.values()) {
                if (names.contains(suite.label())) {
                    spec.commandLine().getErr().println("Measuring " + suite.label() + " ...");
                    findings.addAll(suite.read(measure(suite, log)));
                    logs.append(Files.readString(log));
                }
            }
        } catch (RunnerException e) {
            if (String.valueOf(e.getMessage()).contains("jmh.lock")) {
                throw new IOException("another benchmark is under way on this machine (it has "
                        + Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock")
                        + "), which would spoil the figures of both; begin when it has ended");
            }
            throw new IllegalStateException("a benchmark failed", new RunnerException(Files.readString(log), e));
        } finally {
            Files.delete(log);
        }
        Provenance provenance = provenance();
        folder.write(provenance, part -> {
            write(part.resolve("bench.csv"), findings);
            Files.writeString(part.resolve("jmh.log"), logs);
        });
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.print(table(findings));
        terminal.println("\nThe figures are in " + folder);
        terminal.flush();
        return 0;
    }

    private Measurements measure(Suite suite, Path log) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        // Compilers that other work keeps from running would make the figures those of code that is not compiled yet.
        options.jvmArgsPrepend("-Xbatch", "-XX:+UseSerialGC");
        suite.configure(options, quick);
        options.mode(Mode.SingleShotTime)
                .forks(1)
                .threads(1)
                .shouldFailOnError(true)
                .output(log.toString());
        return new Measurements(new Runner(options.build()).run());
    }

    private Provenance provenance() {
        String command = "virga bench " + String.join(" ", names) + (quick ? " --quick" : "");
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String property : List.of("java.version", "java.vm.name", "os.name", "os.arch")) {
            parameters.put(property, System.getProperty(property));
        }
        parameters.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        return new Provenance(command, Map.of(), List.of(1L), parameters);
    }

    private static void write(Path file, List<Finding> findings) throws IOException {
        new ResultTable<Finding>()
                .column("benchmark", Finding::benchmark)
                .column("subject", Finding::subject)
                .column("value", Finding::value)
                .column("unit", Finding::unit)
                .column("target", finding -> finding.target().text())
                .column("met", Finding::met)
                .write(file, findings);
    }

    private static String table(List<Finding> findings) {
        TextTable table = new TextTable("measured", "value", "unit", "target", "met");
        for (Finding finding : findings) {
            table.row(
                    finding.benchmark() + ": " + finding.subject(),
                    TextTable.number(finding.value(), finding.value() < 1000 ? 2 : 0),
                    finding.unit(),
                    finding.target().text(),
                    finding.met());
        }
        return table.toString();
    }
}
