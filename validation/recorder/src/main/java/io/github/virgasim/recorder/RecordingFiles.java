// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.virgasim.report.ResultTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;

/** The CSV files of a recording, in Virga's own format; rows are written as they come. */
final class RecordingFiles implements AutoCloseable {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);
    /** How a session runs in terms of the format: built once, started as a whole. */
    private static final String MODE = "graph";

    private record Profiled(String run, String model, Inference.Query query, int batch, int rep, long at, long nanos) {}

    private record Request(
            String run, String model, String size, int maxBatch, String arrivals, int load, Served served, int index) {}

    private record Marker(
            String section, String run, String status, long begin, long end, String params, String result) {}

    private record Shared(String run, int of, int index, String model, String size, Tenants.Loop loop) {}

    private record Stage(String run, ModelSource model, int rep, String name, long at, long nanos) {}

    private final ResultTable.Rows<Profiled> profile;
    private final ResultTable.Rows<Request> serving;
    private final ResultTable.Rows<Shared> sharing;
    private final ResultTable.Rows<Stage> coldStart;
    private final ResultTable.Rows<Marker> markers;

    /**
     * Begins the files.
     *
     * @param folder that is there
     * @throws IOException if one cannot be written
     */
    RecordingFiles(Path folder) throws IOException {
        profile = new ResultTable<Profiled>()
                .column("run_id", Profiled::run)
                .column("model", Profiled::model)
                .column("task", row -> "inference")
                .column("mode", row -> MODE)
                .column("precision", row -> row.query.precision())
                .column("batch", Profiled::batch)
                .column("size", row -> row.query.size())
                .column("size_unit", row -> row.query.unit())
                .column("rep", Profiled::rep)
                .column("t_us", row -> row.at / 1000)
                .column("host_ns", Profiled::nanos)
                .column("gpu_ns", row -> "")
                .open(folder.resolve("isolated.csv"));
        serving = new ResultTable<Request>()
                .column("run_id", Request::run)
                .column("model", Request::model)
                .column("mode", row -> MODE)
                .column("size", Request::size)
                .column("max_batch", Request::maxBatch)
                .column("arrivals", Request::arrivals)
                .column("load_pct", Request::load)
                .column("req", Request::index)
                .column("arrival_us", row -> micros(row.served.arrivals()[row.index]))
                .column("start_us", row -> micros(row.served.starts()[row.index]))
                .column("done_us", row -> micros(row.served.dones()[row.index]))
                .column("batch", row -> row.served.batches()[row.index])
                .column("exec_batch", row -> row.served.batches()[row.index])
                .open(folder.resolve("serving.csv"));
        sharing = new ResultTable<Shared>()
                .column("run_id", Shared::run)
                .column("share", row -> "stream")
                .column("pct", row -> 100)
                .column("n_co", Shared::of)
                .column("member", Shared::index)
                .column("item", row -> row.model + "_" + row.loop.batch())
                .column("model", Shared::model)
                .column("size", Shared::size)
                .column("batch", row -> row.loop.batch())
                .column("mode", row -> MODE)
                .column("count", row -> row.loop.nanos().length)
                .column("mean_ns", row -> row.loop.mean())
                .column("std_ns", row -> row.loop.deviation())
                .column("p50_ns", row -> row.loop.median())
                .open(folder.resolve("sharing.csv"));
        coldStart = new ResultTable<Stage>()
                .column("kind", row -> "coldstart_inproc")
                .column("run_id", Stage::run)
                .column("model", row -> row.model.name())
                .column("variant", row -> "onnx")
                .column("batch", row -> 1)
                .column("cpu_workers", row -> "")
                .column("rep", Stage::rep)
                .column("stage", Stage::name)
                .column("t_us", row -> row.at / 1000)
                .column("dur_ns", Stage::nanos)
                .column("bytes", row -> row.model.bytes())
                .open(folder.resolve("coldstart_training.csv"));
        markers = new ResultTable<Marker>()
                .column("section", Marker::section)
                .column("run_id", Marker::run)
                .column("status", Marker::status)
                .column("t_start_us", row -> row.begin / 1000)
                .column("t_end_us", row -> row.end / 1000)
                .column("params", Marker::params)
                .column("result", Marker::result)
                .open(folder.resolve("markers.csv"));
    }

    private static BigDecimal micros(long nanos) {
        return BigDecimal.valueOf(nanos, 3);
    }

    /** Writes a repetition of the profile; times in ns since the recording's begin. */
    void profile(String run, String model, Inference.Query query, int batch, int rep, long at, long nanos)
            throws IOException {
        profile.add(new Profiled(run, model, query, batch, rep, at, nanos));
    }

    /** Writes all requests of a run. */
    void serving(String run, String model, String size, int maxBatch, String arrivals, int load, Served served)
            throws IOException {
        for (int i = 0; i < served.count(); i++) {
            serving.add(new Request(run, model, size, maxBatch, arrivals, load, served, i));
        }
    }

    /** Writes a tenant's loop in a run of several, or alone. */
    void sharing(String run, int of, int index, String model, String size, Tenants.Loop loop) throws IOException {
        sharing.add(new Shared(run, of, index, model, size, loop));
    }

    /** Writes a stage of a cold start. */
    void coldStart(String run, ModelSource model, int rep, String stage, long at, long nanos) throws IOException {
        coldStart.add(new Stage(run, model, rep, stage, at, nanos));
    }

    /** Writes a run's marker. */
    void marker(
            String section,
            String run,
            String status,
            long begin,
            long end,
            Map<String, ?> params,
            Map<String, ?> result)
            throws IOException {
        markers.add(new Marker(section, run, status, begin, end, json(params), json(result)));
    }

    private static String json(Map<String, ?> values) {
        try {
            return JSON.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (profile;
                serving;
                sharing;
                coldStart;
                markers) {
            // Each is closed, whatever happens to another.
        }
    }
}
