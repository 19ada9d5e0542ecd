// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.input.TraceFile;
import io.github.virgasim.input.YamlNode;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.ClientArrivals;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Reads stream classes and client arrivals, and the traces that they name. */
final class WorkloadReader {
    private static final double ABOVE_ZERO = Double.MIN_VALUE;
    private static final double ANY = Double.POSITIVE_INFINITY;
    private static final String RECORDED = "recorded";

    private final ModelCatalog catalog;
    private final EdgeTopology topology;
    private final ScenarioFiles files;
    /** The rates of classes in a recording, by name; null where arrivals are not recorded. */
    private Map<String, Double> recordedRates;

    WorkloadReader(ModelCatalog catalog, EdgeTopology topology, ScenarioFiles files) {
        this.catalog = catalog;
        this.topology = topology;
        this.files = files;
    }

    Workload read(YamlNode root) {
        YamlNode list = root.get("classes");
        Set<String> names = new LinkedHashSet<>();
        for (YamlNode node : list.items()) {
            if (!names.add(node.text("name"))) {
                throw node.get("name").invalid("must not appear twice");
            }
        }
        YamlNode clients = root.get("clients");
        YamlNode arrivals = clients.get("arrivals");
        List<String> known = List.of("poisson", "on-off", "profile", "trace", RECORDED);
        String kind = arrivals.make(() -> Checks.oneOf("client arrivals", arrivals.text(), known));
        if (kind.equals(RECORDED)) {
            return recorded(clients, list, List.copyOf(names));
        }
        List<StreamClass> classes = classes(list);
        return clients.make(() -> kind.equals("trace")
                ? Workload.replay(classes, trace(clients, classes))
                : Workload.random(classes, arrivals(kind, clients)));
    }

    private List<StreamClass> classes(YamlNode list) {
        List<StreamClass> read = new ArrayList<>();
        for (YamlNode node : list.items()) {
            read.add(node.make(() -> streamClass(node)));
        }
        return list.make(() -> Workload.checkClasses(read));
    }

    private Workload recorded(YamlNode clients, YamlNode list, List<String> names) {
        clients.allowOnly("arrivals", "file");
        var reader = new RecordingReader(files.find(clients.get("file")), topology, names);
        double[] rates = clients.make(reader::rates);
        recordedRates = new HashMap<>();
        for (int k = 0; k < rates.length; k++) {
            recordedRates.put(names.get(k), rates[k]);
        }
        List<StreamClass> classes = classes(list);
        return clients.make(() -> Workload.recorded(classes, reader.queries(classes)));
    }

    private StreamClass streamClass(YamlNode node) {
        node.allowOnly(
                "name",
                "task",
                "share",
                "queries",
                "rate_qps",
                "queries_file",
                "input_size",
                "request_kb",
                "response_kb",
                "deadline_ms",
                "min_accuracy",
                "mean_lifetime_s",
                "min_confidence");
        YamlNode taskName = node.get("task");
        InferenceTask task = taskName.make(() -> catalog.task(taskName.text()));
        return new StreamClass(
                node.text("name"),
                task,
                recordedRates == null ? node.number("share", 0, ANY) : 1,
                queries(node),
                node.number("input_size", ABOVE_ZERO, ANY),
                node.number("request_kb", 0, ANY) * 1000,
                node.number("response_kb", 0, ANY) * 1000,
                node.number("deadline_ms", ABOVE_ZERO, ANY) / 1000,
                node.number("min_accuracy", 0, 100),
                recordedRates == null ? node.number("mean_lifetime_s", ABOVE_ZERO, ANY) : 1,
                node.number("min_confidence", 0, Math.nextDown(1.0), 0));
    }

    private QueryProcess queries(YamlNode node) {
        YamlNode value = node.get("queries");
        if (recordedRates != null) {
            return recorded(node, value);
        }
        List<String> known = List.of("periodic", "poisson", "trace");
        String kind = value.make(() -> Checks.oneOf("query process", value.text(), known));
        String useless = kind.equals("trace") ? "rate_qps" : "queries_file";
        if (node.has(useless)) {
            throw node.get(useless).invalid("must be left out where queries are " + kind);
        }
        return switch (kind) {
            case "periodic" -> QueryProcess.periodic(node.number("rate_qps", ABOVE_ZERO, ANY));
            case "poisson" -> QueryProcess.poisson(node.number("rate_qps", ABOVE_ZERO, ANY));
            default -> {
                YamlNode file = node.get("queries_file");
                yield file.make(() -> QueryProcess.trace(gaps(files.find(file))));
            }
        };
    }

    private QueryProcess recorded(YamlNode node, YamlNode value) {
        if (!value.text().equals(RECORDED)) {
            throw value.invalid("must be recorded, as the arrivals are");
        }
        for (String useless : List.of("rate_qps", "queries_file", "share", "mean_lifetime_s")) {
            if (node.has(useless)) {
                throw node.get(useless).invalid("must be left out where queries are recorded");
            }
        }
        double rate = recordedRates.get(node.text("name"));
        if (rate == 0) {
            throw node.get("name").invalid("must stand in a row of the recording at least");
        }
        return value.make(() -> QueryProcess.recorded(rate));
    }

    private double[] gaps(Path file) {
        TraceFile<Double> trace = new TraceFile<>(file, () -> row -> row.number("gap_s", 0, ANY), "gap_s");
        return StreamSupport.stream(trace.spliterator(), false)
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static ClientArrivals arrivals(String kind, YamlNode node) {
        return switch (kind) {
            case "poisson" -> {
                node.allowOnly("arrivals", "lambda_per_min");
                yield ClientArrivals.poisson(node.number("lambda_per_min", ABOVE_ZERO, ANY) / 60);
            }
            case "on-off" -> {
                node.allowOnly("arrivals", "on_lambda_per_min", "off_lambda_per_min", "mean_on_s", "mean_off_s");
                yield ClientArrivals.onOff(
                        node.number("on_lambda_per_min", ABOVE_ZERO, ANY) / 60,
                        node.number("off_lambda_per_min", 0, ANY) / 60,
                        node.number("mean_on_s", ABOVE_ZERO, ANY),
                        node.number("mean_off_s", ABOVE_ZERO, ANY));
            }
            default -> {
                node.allowOnly("arrivals", "lambda_per_min", "period_s", "factors");
                yield ClientArrivals.profile(
                        node.number("lambda_per_min", ABOVE_ZERO, ANY) / 60,
                        node.number("period_s", ABOVE_ZERO, ANY),
                        node.get("factors").items().stream()
                                .mapToDouble(factor -> factor.number(0, ANY))
                                .toArray());
            }
        };
    }

    private Iterable<Client> trace(YamlNode node, List<StreamClass> classes) {
        node.allowOnly("arrivals", "file");
        Map<String, Integer> names = new HashMap<>();
        for (StreamClass streamClass : classes) {
            names.put(streamClass.name(), names.size());
        }
        return new TraceFile<>(
                files.find(node.get("file")),
                () -> new ClientReader(topology, names),
                "time_s",
                "class",
                "site",
                "lifetime_s");
    }

    /** Reads the clients of a trace, whose times must not fall. */
    private static final class ClientReader implements Function<CsvTable.Row, Client> {
        private final EdgeTopology topology;
        private final Map<String, Integer> classes;
        private double last;

        ClientReader(EdgeTopology topology, Map<String, Integer> classes) {
            this.topology = topology;
            this.classes = classes;
        }

        @Override
        public Client apply(CsvTable.Row row) {
            double time = row.number("time_s", 0, ANY);
            if (time < last) {
                throw InvalidInputException.of(row.place(), "time_s", time, "must not be before the line above");
            }
            last = time;
            String name = row.make(() -> Checks.oneOf("class", row.text("class"), classes.keySet()));
            int site = row.make(() -> topology.siteIndex(row.text("site")));
            if (topology.sites().get(site).access() == Link.NONE) {
                throw row.invalid("site", row.text("site"), "must be a site with an access link");
            }
            return new Client(time, classes.get(name), site, row.number("lifetime_s", ABOVE_ZERO, ANY));
        }
    }
}
