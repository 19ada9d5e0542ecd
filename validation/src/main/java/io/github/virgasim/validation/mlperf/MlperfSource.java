// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.mlperf;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.source.Parameter;
import io.github.virgasim.validation.source.ValidationSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Summaries {@code summaries_*.csv} and configurations {@code batch_sizes_*.csv} (github.com/mlcommons/inference_results_v2.0,
 * Apache-2.0). Server runs are replayed in the engine with batch times from the same system's other scenarios: of the runs for
 * which there are any, in the order of system and benchmark, the 1st, 3rd, 5th, ... fit the one parameter, how long batches
 * wait to be filled, and the others are tests. Offline throughput is extrapolated from batches of one and eight, on systems
 * where the GPU is alone; nothing is fitted to it.
 */
public final class MlperfSource implements ValidationSource {
    private static final double[] SHARES = {0, 0.05, 0.1, 0.2, 0.3, 0.5, 1};
    private static final String WAIT = "longest wait of batches";

    @Override
    public String name() {
        return "mlperf";
    }

    @Override
    public String folder() {
        return "mlperf_edge";
    }

    @Override
    public String description() {
        return "Servers under Poisson load and offline throughput (MLPerf Inference).";
    }

    @Override
    public boolean needsData() {
        return true;
    }

    /** What the folder holds. */
    private record Results(List<Summary> runs, List<Configuration> configurations) {
        static Results read(Measurements data) {
            List<Summary> runs = new ArrayList<>();
            data.files("summaries_.*\\.csv(\\.gz)?", "summaries_*.csv")
                    .forEach(file -> runs.addAll(Summary.read(data, file)));
            List<Configuration> configurations = new ArrayList<>();
            data.files("batch_sizes_.*\\.csv(\\.gz)?", "batch_sizes_*.csv")
                    .forEach(file -> configurations.addAll(Configuration.read(file)));
            return new Results(runs, configurations);
        }

        List<Server> servers() {
            return runs.stream()
                    .filter(run -> run.scenario().equals("Server"))
                    .flatMap(run -> Server.of(run, runs, configurations).stream())
                    .sorted(Comparator.comparing(Server::cell))
                    .toList();
        }
    }

    private static boolean isFitted(int place) {
        return place % 2 == 0;
    }

    @Override
    public Calibration fit(Measurements data) {
        return calibration(Results.read(data).servers());
    }

    private static Calibration calibration(List<Server> servers) {
        List<Server> fitted = IntStream.range(0, servers.size())
                .filter(MlperfSource::isFitted)
                .mapToObj(servers::get)
                .toList();
        if (fitted.isEmpty()) {
            return new Calibration(List.of(Parameter.unidentified(WAIT, "1", 1)));
        }
        double[][] errors = new double[SHARES.length][];
        for (int s = 0; s < SHARES.length; s++) {
            double share = SHARES[s];
            errors[s] = fitted.stream()
                    .mapToDouble(server -> Math.abs(
                            at(server.latencies(share), 0.5) / server.run().seconds() - 1))
                    .toArray();
        }
        int best = 0;
        List<Double> own = new ArrayList<>();
        for (int s = 1; s < SHARES.length; s++) {
            best = Parameter.median(errors[s]) < Parameter.median(errors[best]) ? s : best;
        }
        for (int i = 0; i < fitted.size(); i++) {
            int least = 0;
            for (int s = 1; s < SHARES.length; s++) {
                least = errors[s][i] < errors[least][i] ? s : least;
            }
            own.add(SHARES[least]);
        }
        Parameter spread = Parameter.of(WAIT, "1", own);
        return new Calibration(
                List.of(new Parameter(WAIT, SHARES[best], "1", spread.low(), spread.high(), fitted.size())));
    }

    private static double at(double[] rising, double quantile) {
        return rising[Math.max(0, (int) Math.ceil(quantile * rising.length) - 1)];
    }

    @Override
    public List<ErrorRow> compare(Measurements data, Optional<Calibration> calibration) {
        Results results = Results.read(data);
        List<Server> servers = results.servers();
        double share = calibration.orElseGet(() -> calibration(servers)).value(WAIT);
        List<ErrorRow> rows = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            Server server = servers.get(i);
            double[] latencies = server.latencies(share);
            String part = calibration.isPresent() ? "apart" : isFitted(i) ? "fit" : "test";
            rows.add(new ErrorRow(
                    name(), "Server p50 [s]", server.cell(), server.run().seconds(), at(latencies, 0.5), true, part));
            rows.add(new ErrorRow(
                    name(), "Server p99 [s]", server.cell(), server.run().p99(), at(latencies, 0.99), true, part));
        }
        offline(results, calibration.isPresent(), rows);
        if (rows.isEmpty()) {
            throw new InvalidInputException(
                    "there is no Server or Offline run of a system with a configuration and SingleStream runs");
        }
        return rows;
    }

    private void offline(Results results, boolean apart, List<ErrorRow> rows) {
        Map<String, List<Summary>> systems = new TreeMap<>();
        results.runs()
                .forEach(run -> systems.computeIfAbsent(run.system() + " " + run.benchmark(), s -> new ArrayList<>())
                        .add(run));
        systems.forEach((cell, runs) -> {
            double one = Server.median(runs, "SingleStream", false);
            double eight = Server.median(runs, "MultiStream", false);
            double full = Server.median(runs, "Offline", true);
            Optional<Configuration> set =
                    Systems.of(runs.get(0), results.configurations(), "Offline").filter(Configuration::isOnGpuAlone);
            if (set.isPresent() && one > 0 && eight > one && full > 0) {
                double batch = set.get().batch();
                double predicted = batch / (one + (eight - one) * (batch - 1) / 7);
                rows.add(new ErrorRow(
                        name(),
                        "Offline throughput [1/s]",
                        cell,
                        full,
                        predicted,
                        batch <= 8,
                        apart ? "apart" : "test"));
            }
        });
    }
}
