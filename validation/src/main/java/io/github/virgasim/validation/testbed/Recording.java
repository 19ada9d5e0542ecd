// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.calibration.CsvRows;
import io.github.virgasim.validation.source.Measurements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

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

    /** A recorder that had nothing to write there leaves the header. */
    private static final Set<String> MAY_BE_EMPTY = Set.of("sharing", "coldstart_training");

    private static final int MOST_REPETITIONS = 10_000_000;

    private static final List<String> POWER = List.of("t_us", "power_mw", "power_inst_mw");
    private static final List<String> LOADS = List.of("kind", "model", "rep", "stage", "dur_ns", "bytes");

    /** Ways to share a GPU: time slices, MPS, streams of one process. */
    static final List<String> SHARES = List.of("ts", "mps", "stream");

    /** How the requests of a run came. */
    static final List<String> ARRIVALS = List.of("backlog", "poisson", "onoff", "other");

    static final List<String> MODES = List.of("eager", "graph", "graph_e2e", "copy");

    /** Opens a file by the first part of its name. */
    @FunctionalInterface
    private interface Opener {
        /** Says whether the file is there. */
        boolean forEach(String file, List<String> columns, Consumer<CsvRows.Row> action);
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
        return in(Measurements.of(Optional.of(folder)));
    }

    /**
     * Opens a folder, and has its files taken note of when they are read.
     *
     * @param data the folder as for {@link #in(Path)}
     * @return the recording
     * @throws InvalidInputException as for {@link #in(Path)}
     */
    public static Recording in(Measurements data) {
        Path folder = data.folder();
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
                        data.rowsOnce(path, columns, action);
                    } else {
                        data.rows(path, columns, action);
                    }
                    return true;
                }
            }
            return false;
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
     * @param data takes note of the files that are read
     * @return the recording
     */
    public static Recording shipped(String folder, List<String> present, Measurements data) {
        return new Recording((file, columns, action) -> {
            boolean there = present.contains(file);
            if (there) {
                String path = folder + "/" + file + ".csv";
                try {
                    data.rows(path, Datasets.open(path), columns, action);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return there;
        });
    }

    /** Returns the input size of a tenant's row, a column that need not be there; empty without. */
    static String sizeIfAny(CsvRows.Row row) {
        return row.isMapped(SIZE) ? row.text(SIZE) : "";
    }

    void profiles(Consumer<CsvRows.Row> action) {
        Map<List<String>, BitSet> seen = new HashMap<>();
        forEach("isolated", PROFILE, row -> {
            List<String> cell = Stream.of("model", "mode", "precision", "size", "batch")
                    .map(row::text)
                    .toList();
            int rep = row.whole("rep", 0, MOST_REPETITIONS);
            BitSet own = seen.computeIfAbsent(cell, c -> new BitSet());
            if (own.get(rep)) {
                throw row.invalid("rep: must stand once for " + cell + ", was again '" + row.text("rep") + "'");
            }
            own.set(rep);
            action.accept(row);
        });
    }

    /** Hands over the rows of a file that must have some if it is there. */
    private void forEach(String file, List<String> columns, Consumer<CsvRows.Row> action) {
        boolean[] any = new boolean[1];
        boolean there = files.forEach(file, columns, row -> {
            any[0] = true;
            action.accept(row);
        });
        if (there && !any[0] && !MAY_BE_EMPTY.contains(file)) {
            throw new InvalidInputException(file + ".csv: must have a row below its header, has none");
        }
    }

    void serving(Consumer<CsvRows.Row> action) {
        forEach("serving", SERVING, action);
    }

    void sharing(Consumer<CsvRows.Row> action) {
        forEach("sharing", SHARING, action);
    }

    void sharedServing(Consumer<CsvRows.Row> action) {
        forEach("shared_serving", SHARED_SERVING, action);
    }

    /** Returns the mean power of each run, read at the first call. */
    RunPower runPower() {
        if (runPower == null) {
            runPower = new RunPower(this);
        }
        return runPower;
    }

    void power(Consumer<CsvRows.Row> action) {
        forEach("power", POWER, action);
    }

    void loads(Consumer<CsvRows.Row> action) {
        forEach("coldstart_training", LOADS, action);
    }

    void markers(Consumer<CsvRows.Row> action) {
        forEach("markers", MARKERS, action);
    }
}
