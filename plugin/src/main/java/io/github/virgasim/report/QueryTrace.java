// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.virgasim.report.RunSample.Query;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.StreamClass;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ways of sampled queries in the trace event format of Chrome, which Perfetto and chrome://tracing open. A process is a
 * worker in one run, a thread a query. A query is a slice with slices for its phases in it: network, queue, service, return.
 * Times are in microseconds of the run's clock.
 */
public final class QueryTrace {
    private final JsonGenerator json;

    private QueryTrace(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes runs.
     *
     * @param samples the runs
     * @return a JSON document, which may stand in HTML as it is
     */
    public static String of(List<RunSample> samples) {
        return SafeJson.text(json -> new QueryTrace(json).write(samples));
    }

    private void write(List<RunSample> samples) throws IOException {
        json.writeStartObject();
        json.writeStringField("displayTimeUnit", "ms");
        json.writeArrayFieldStart("traceEvents");
        int processes = 0;
        for (int run = 0; run < samples.size(); run++) {
            RunSample sample = samples.get(run);
            EdgeTopology topology = sample.scenario().topology();
            List<StreamClass> classes = sample.scenario().workload().classes();
            Map<Integer, Integer> pids = new LinkedHashMap<>();
            for (int i = 0; i < sample.queries().size(); i++) {
                Query query = sample.queries().get(i);
                Instance instance = topology.instances().get(query.instance());
                Integer pid = pids.get(instance.workerIndex());
                if (pid == null) {
                    pid = ++processes;
                    pids.put(instance.workerIndex(), pid);
                    name(
                            "process_name",
                            pid,
                            0,
                            instance.worker().name() + ", " + sample.scenario().name() + ", " + sample.policy()
                                    + ", seed " + sample.seed());
                }
                name("thread_name", pid, i + 1, "query " + query.id());
                query(run + 1, sample, query, instance, classes.get(query.streamClass()), pid, i + 1);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void name(String what, int pid, int tid, String name) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", what);
        json.writeStringField("ph", "M");
        json.writeNumberField("pid", pid);
        json.writeNumberField("tid", tid);
        json.writeObjectFieldStart("args");
        json.writeStringField("name", name);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void query(
            int run, RunSample sample, Query query, Instance instance, StreamClass streamClass, int pid, int tid)
            throws IOException {
        begin("query " + query.id(), query.created(), query.completed(), pid, tid);
        json.writeStringField("cat", "query");
        json.writeObjectFieldStart("args");
        json.writeNumberField("run", run);
        json.writeStringField("scenario", sample.scenario().name());
        json.writeStringField("policy", sample.policy());
        json.writeNumberField("seed", sample.seed());
        json.writeStringField("class", streamClass.name());
        json.writeStringField(
                "site",
                sample.scenario().topology().sites().get(instance.siteIndex()).name());
        json.writeStringField("worker", instance.worker().name());
        json.writeStringField("model", instance.variant().model().name());
        json.writeNumberField("batch", query.batch());
        json.writeFieldName("deadline_us");
        json.writeNumber(micros(streamClass.deadline()));
        json.writeStringField("outcome", query.latency() <= streamClass.deadline() ? "served" : "late");
        json.writeEndObject();
        json.writeEndObject();
        phase("network", query.created(), query.arrived(), pid, tid);
        phase("queue", query.arrived(), query.started(), pid, tid);
        phase("service", query.started(), query.ended(), pid, tid);
        phase("return", query.ended(), query.completed(), pid, tid);
    }

    private void phase(String name, double from, double to, int pid, int tid) throws IOException {
        begin(name, from, to, pid, tid);
        json.writeEndObject();
    }

    private void begin(String name, double from, double to, int pid, int tid) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("ph", "X");
        json.writeFieldName("ts");
        json.writeNumber(micros(from));
        json.writeFieldName("dur");
        json.writeNumber(micros(to).subtract(micros(from)));
        json.writeNumberField("pid", pid);
        json.writeNumberField("tid", tid);
    }

    private static BigDecimal micros(double seconds) {
        return BigDecimal.valueOf(seconds).movePointRight(6).setScale(1, RoundingMode.HALF_EVEN);
    }
}
