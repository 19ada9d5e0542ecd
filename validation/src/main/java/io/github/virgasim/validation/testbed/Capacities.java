// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.calibration.CsvRows;
import io.github.virgasim.validation.calibration.JsonText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/** The throughput under backlog that the markers give for the server of a run, or of each of its tenants [queries/s]. */
final class Capacities {
    private final Map<String, Double> byServer = new HashMap<>();
    /** How long full batches take [s] by their size, of each model, mode and input size that served alone. */
    private final Map<String, NavigableMap<Integer, Double>> alone = new HashMap<>();

    /** How many servers the markers say a run had beside each other. */
    private final Map<String, Integer> tenants = new HashMap<>();

    Capacities(Recording recording) {
        Set<String> seen = new HashSet<>();
        recording.markers(row -> {
            String section = row.text("section");
            if (row.has("run_id") && !seen.add(section + "/" + row.text("run_id"))) {
                throw row.invalid("run_id: must stand once in each section, was again '" + row.text("run_id") + "'");
            }
            if (section.equals("serving") || section.equals("shared_serving")) {
                JsonNode params = parse(row, "params");
                String needed = section.equals("serving") ? "capacity_rps" : "tenants";
                if (!params.has(needed)) {
                    throw row.invalid("params: run " + row.text("run_id") + " must have " + needed
                            + ", null where it was not measured");
                }
                put(row, row.text("run_id"), params.path("capacity_rps"));
                Double capacity = byServer.get(row.text("run_id"));
                if (capacity != null && params.path("max_batch").asInt() > 0) {
                    int most = params.path("max_batch").asInt();
                    alone.computeIfAbsent(
                                    params.path("model").asText() + "/"
                                            + params.path("mode").asText() + "/"
                                            + params.path("size").asText(),
                                    k -> new TreeMap<>())
                            .putIfAbsent(most, most / capacity);
                }
                int tenant = 0;
                for (JsonNode each : params.path("tenants")) {
                    put(row, row.text("run_id") + "/" + tenant++, each.path("solo_capacity_rps"));
                }
                if (tenant > 0) {
                    tenants.put(row.text("run_id"), tenant);
                }
            }
        });
    }

    static JsonNode parse(CsvRows.Row row, String column) {
        try {
            JsonNode node = JsonText.parse(row.raw(column));
            if (!node.isObject()) {
                throw row.invalid(column + ": must be an object of JSON, was '" + row.raw(column) + "'");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw row.invalid(column + ": must be JSON (" + JsonText.words(e) + ")");
        }
    }

    private void put(CsvRows.Row row, String server, JsonNode capacity) {
        if (capacity.isMissingNode() || capacity.isNull()) {
            return; // Nobody has measured it.
        }
        if (!capacity.isNumber() || !(capacity.doubleValue() > 0)) {
            throw row.invalid(
                    "params: the capacity of " + server + " must be a number above 0, was '" + capacity.asText() + "'");
        }
        byServer.put(server, capacity.doubleValue());
    }

    /** Requires all servers of a run that the markers have: without one of them the others would be predicted alone. */
    void requireAll(List<ServedRun> servers) {
        int needed = tenants.getOrDefault(servers.get(0).run, servers.size());
        if (needed != servers.size()) {
            throw new InvalidInputException(servers.get(0).place + ": run " + servers.get(0).run + ": must have "
                    + needed + " tenants, as markers say, has " + servers.size());
        }
    }

    boolean knows(ServedRun run) {
        return byServer.containsKey(run.server);
    }

    /** Returns how long full batches take [s] by their size: the run's own, and others of the same model alone. */
    NavigableMap<Integer, Double> fullBatches(ServedRun run) {
        NavigableMap<Integer, Double> full = new TreeMap<>();
        if (run.share.isEmpty()) {
            full.putAll(alone.getOrDefault(run.model + "/" + run.mode + "/" + run.size, new TreeMap<>()));
        }
        full.put(run.maxBatch, run.maxBatch / byServer.get(run.server));
        return full;
    }

    /** Returns how long the full batches of a run's own server take [s], if that was measured. */
    OptionalDouble fullBatch(ServedRun run) {
        return knows(run) ? OptionalDouble.of(run.maxBatch / byServer.get(run.server)) : OptionalDouble.empty();
    }
}
