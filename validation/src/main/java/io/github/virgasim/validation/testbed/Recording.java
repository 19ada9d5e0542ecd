// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.calibration.CsvRows;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The files of a testbed's recording. Rows are handed over one by one as they are read; nothing is kept but the mean power of
 * each run. Profiles, requests and samples of power are read only once, so that they may come through named pipes.
 */
public final class Recording {
    private static final List<String> PROFILE =
            List.of("model", "task", "mode", "precision", "batch", "size", "size_unit", "rep", "host_ns", "gpu_ns");
    private static final List<String> SERVING = List.of(
            "run_id",
            "model",
            "mode",
            "size",
            "max_batch",
            "arrivals",
            "load_pct",
            "req",
            "arrival_us",
            "start_us",
            "done_us",
            "batch",
            "exec_batch");
    private static final List<String> SHARING = List.of(
            "run_id", "share", "pct", "n_co", "member", "item", "model", "batch", "mode", "count", "mean_ns", "std_ns",
            "p50_ns");
    private static final List<String> SHARED_SERVING = List.of(
            "run_id",
            "share",
            "tenant",
            "model",
            "max_batch",
            "load_pct",
            "req",
            "arrival_us",
            "start_us",
            "done_us",
            "batch",
            "exec_batch");
    private static final List<String> MARKERS =
            List.of("section", "run_id", "status", "t_start_us", "t_end_us", "params", "result");

    private static final Set<String> ONCE = Set.of("isolated", "serving", "shared_serving", "power");

    private static final List<String> POWER = List.of("t_us", "power_mw", "power_inst_mw");
    private static final List<String> LOADS = List.of("kind", "model", "rep", "stage", "dur_ns", "bytes");

    /** Ways to share a GPU: time slices, MPS, streams of one process. */
    static final List<String> SHARES = List.of("ts", "mps", "stream");

    static final List<String> MODES = List.of("eager", "graph", "graph_e2e", "copy");

    /** Opens a file by the first part of its name. */
    @FunctionalInterface
    private interface Opener {
        void forEach(String file, List<String> columns, Consumer<CsvRows.Row> action);
    }

    private static final String SIZE = "size";

    private final Opener files;
    private RunPower runPower;

    private Recording(Opener files) {
        this.files = files;
    }

    /**
     * Opens a folder.
     *
     * @param folder holds isolated.csv and what else was recorded, each plain or with the ending .gz
     * @return the recording
     * @throws InvalidInputException if the folder does not exist or has no isolated.csv
     */
    public static Recording in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInputException(folder + ": must be a folder with a recording");
        }
        for (String name :
                List.of("isolated", "serving", "sharing", "shared_serving", "markers", "power", "coldstart_training")) {
            if (Files.exists(folder.resolve(name + ".csv")) && Files.exists(folder.resolve(name + ".csv.gz"))) {
                throw new InvalidInputException(
                        folder + ": must have either " + name + ".csv or " + name + ".csv.gz, has both");
            }
        }
        Recording recording = new Recording((file, columns, action) -> {
            for (String ending : List.of(".csv", ".csv.gz")) {
                Path path = folder.resolve(file + ending);
                if (Files.exists(path)) {
                    if (ONCE.contains(file)) {
                        CsvRows.forEachOnce(path, columns, action);
                    } else {
                        CsvRows.forEach(path, columns, action);
                    }
                    return;
                }
            }
        });
        if (!Files.exists(folder.resolve("isolated.csv")) && !Files.exists(folder.resolve("isolated.csv.gz"))) {
            throw new InvalidInputException(folder + ": has no isolated.csv or isolated.csv.gz");
        }
        return recording;
    }

    /**
     * Opens a recording that ships with Virga.
     *
     * @param folder of the data set
     * @param present the files that it has
     * @return the recording
     */
    public static Recording shipped(String folder, List<String> present) {
        return new Recording((file, columns, action) -> {
            if (present.contains(file)) {
                String path = folder + "/" + file + ".csv";
                try (var text =
                        new BufferedReader(new InputStreamReader(Datasets.open(path), StandardCharsets.UTF_8))) {
                    CsvRows.forEach(path, text, columns, action);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    /** Returns the input size of a tenant's row, a column that need not be there; empty without. */
    static String sizeIfAny(CsvRows.Row row) {
        return row.isMapped(SIZE) ? row.text(SIZE) : "";
    }

    void profiles(Consumer<CsvRows.Row> action) {
        files.forEach("isolated", PROFILE, action);
    }

    void serving(Consumer<CsvRows.Row> action) {
        files.forEach("serving", SERVING, action);
    }

    void sharing(Consumer<CsvRows.Row> action) {
        files.forEach("sharing", SHARING, action);
    }

    void sharedServing(Consumer<CsvRows.Row> action) {
        files.forEach("shared_serving", SHARED_SERVING, action);
    }

    /** Returns the mean power of each run, read at the first call. */
    RunPower runPower() {
        if (runPower == null) {
            runPower = new RunPower(this);
        }
        return runPower;
    }

    void power(Consumer<CsvRows.Row> action) {
        files.forEach("power", POWER, action);
    }

    void loads(Consumer<CsvRows.Row> action) {
        files.forEach("coldstart_training", LOADS, action);
    }

    void markers(Consumer<CsvRows.Row> action) {
        files.forEach("markers", MARKERS, action);
    }
}
