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
        YamlNode list = ScenarioKeys.CLASSES.get(root);
        Set<String> names = new LinkedHashSet<>();
        for (YamlNode node : list.items()) {
            if (!names.add(WorkloadKeys.NAME.text(node))) {
                throw WorkloadKeys.NAME.get(node).invalid("must not appear twice");
            }
        }
        YamlNode clients = ScenarioKeys.CLIENTS.get(root);
        String kind = WorkloadKeys.ARRIVALS.word(clients);
        if (kind.equals(WorkloadKeys.RECORDED)) {
            return recorded(clients, list, List.copyOf(names));
        }
        List<StreamClass> classes = classes(list);
        return clients.make(() -> kind.equals(WorkloadKeys.TRACE)
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
        WorkloadKeys.FILED_CLIENTS.check(clients);
        var reader = new RecordingReader(files.find(WorkloadKeys.FILE.get(clients)), topology, names);
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
        YamlNode taskName = WorkloadKeys.TASK.get(node);
        InferenceTask task = taskName.make(() -> catalog.task(taskName.text()));
        return new StreamClass(
                WorkloadKeys.NAME.text(node),
                task,
                recordedRates == null ? WorkloadKeys.SHARE.number(node) : 1,
                queries(node),
                WorkloadKeys.INPUT_SIZE.number(node),
                WorkloadKeys.REQUEST.number(node) * 1000,
                WorkloadKeys.RESPONSE.number(node) * 1000,
                WorkloadKeys.DEADLINE.number(node) / 1000,
                WorkloadKeys.MIN_ACCURACY.number(node),
                recordedRates == null ? WorkloadKeys.LIFETIME.number(node) : 1,
                WorkloadKeys.MIN_CONFIDENCE.number(node));
    }

    private QueryProcess queries(YamlNode node) {
        if (recordedRates != null) {
            return recorded(node, WorkloadKeys.QUERIES.get(node));
        }
        String kind = WorkloadKeys.QUERIES.word(node);
        Key useless = kind.equals(WorkloadKeys.TRACE) ? WorkloadKeys.RATE : WorkloadKeys.QUERIES_FILE;
        Key.leaveOut(node, "must be left out where queries are " + kind, useless);
        return switch (kind) {
            case "periodic" -> QueryProcess.periodic(WorkloadKeys.RATE.number(node));
            case WorkloadKeys.POISSON -> QueryProcess.poisson(WorkloadKeys.RATE.number(node));
            default -> {
                YamlNode file = WorkloadKeys.QUERIES_FILE.get(node);
                yield file.make(() -> QueryProcess.trace(gaps(files.find(file))));
            }
        };
    }

    private QueryProcess recorded(YamlNode node, YamlNode value) {
        if (!value.text().equals(WorkloadKeys.RECORDED)) {
            throw value.invalid("must be recorded, as the arrivals are");
        }
        Key.leaveOut(
                node,
                "must be left out where queries are recorded",
                WorkloadKeys.RATE,
                WorkloadKeys.QUERIES_FILE,
                WorkloadKeys.SHARE,
                WorkloadKeys.LIFETIME);
        double rate = recordedRates.get(WorkloadKeys.NAME.text(node));
        if (rate == 0) {
            throw WorkloadKeys.NAME.get(node).invalid("must stand in a row of the recording at least");
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
            case WorkloadKeys.POISSON -> {
                WorkloadKeys.POISSON_CLIENTS.check(node);
                yield ClientArrivals.poisson(WorkloadKeys.LAMBDA.number(node) / 60);
            }
            case WorkloadKeys.ON_OFF -> {
                WorkloadKeys.ON_OFF_CLIENTS.check(node);
                yield ClientArrivals.onOff(
                        WorkloadKeys.ON_LAMBDA.number(node) / 60,
                        WorkloadKeys.OFF_LAMBDA.number(node) / 60,
                        WorkloadKeys.MEAN_ON.number(node),
                        WorkloadKeys.MEAN_OFF.number(node));
            }
            default -> {
                WorkloadKeys.PROFILE_CLIENTS.check(node);
                yield ClientArrivals.profile(
                        WorkloadKeys.LAMBDA.number(node) / 60,
                        WorkloadKeys.PERIOD.number(node),
                        WorkloadKeys.FACTORS.get(node).items().stream()
                                .mapToDouble(
                                        factor -> factor.number(WorkloadKeys.FACTOR.low(), WorkloadKeys.FACTOR.high()))
                                .toArray());
            }
        };
    }

    private Iterable<Client> trace(YamlNode node, List<StreamClass> classes) {
        WorkloadKeys.FILED_CLIENTS.check(node);
        Map<String, Integer> names = new HashMap<>();
        for (StreamClass streamClass : classes) {
            names.put(streamClass.name(), names.size());
        }
        return new TraceFile<>(
                files.find(WorkloadKeys.FILE.get(node)),
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
