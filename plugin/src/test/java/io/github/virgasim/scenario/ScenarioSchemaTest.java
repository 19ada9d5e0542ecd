// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.input.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema against the readers, in bundled scenarios, in single values and in a thousand mutants. */
class ScenarioSchemaTest {
    private static final int MUTANTS = 1000;
    private static final long SEED = 1;

    /** Keys in places where bundled scenarios have others: shared GPUs, a card in slices, laws, recorded clients. */
    private static final String RICH = """
            scenario: rich
            description: Every kind of key.
            sites:
            - name: dc
              tier: data-center
              access: {delay_ms: 5, jitter_ms: 1, bandwidth_mbps: 100}
              client_weight: 1
              workers:
              - {name: shared, device: a100, models: [yolov8n], sharing: mps, thread_percentage: 50, interference: occupancy, replicas: 2}
              - name: turns
                device: a100
                models: [yolov8n]
                sharing: time-slicing
                interference: {kind: turns, switch_ms: 0.1, slice_ms: 2, yield_ms: 0}
                cpus: 4
                ram_mib: 4096
                gpu_memory_mib: 20000
              - name: card
                device: a100
                mig_card: a100-80gb
                slices:
                - {profile: 1g.10gb, count: 2, models: [yolov8n], loadable: [yolov8s]}
                - {profile: 2g.20gb, models: [yolov8n], copies: overlap}
            - name: co
              tier: central-office
              count: 2
              uplink: {to: dc, delay_ms: 5, jitter_ms: 1, bandwidth_mbps: 100}
            clients: {arrivals: profile, lambda_per_min: 10, period_s: 60, factors: [1, 2, 0]}
            classes:
            - {name: a, task: object-detection, share: 1, queries: poisson, rate_qps: 2, input_size: 1, request_kb: 10, response_kb: 1, deadline_ms: 200, min_accuracy: 10, mean_lifetime_s: 20, min_confidence: 0.1}
            serving: {duration_s: 60, warmup_s: 5, binding: query, fallback: none, preempt: never, max_utilization: 0.9, monitoring_interval_s: 1, jitter: gaussian, service: log-normal, service_cv: 0.1, service_correlation_s: 2, overhead: exponential, timeline_interval_s: 5, batching: timed, batch_wait_ms: 5, queue_limit: 10, drop: oldest, load_bandwidth_mib_s: 1000, initialization_s: 1, placement_period_s: 20, confidence_concentration: 10}
            disturbances:
            - {at_s: 10, fail: dc/shared}
            - {at_s: 20, recover: dc/shared}
            - {at_s: 20, slow_uplink: co-1, factor: 3}
            """;

    private final JsonSchema schema =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(ScenarioSchema.text());

    private boolean isRefusedBySchema(String yaml) {
        return !schema.validate(YamlAsJson.of(yaml)).isEmpty();
    }

    /** Returns what the readers say; empty if they take the scenario. */
    private static String refusal(String yaml) {
        try {
            ScenarioReader.read(YamlNode.read(new StringReader(yaml), "mutant"), ScenarioFiles.NONE);
            return "";
        } catch (InvalidInputException e) {
            return e.getMessage();
        }
    }

    static List<String> scenarios() throws IOException {
        List<String> all = new ArrayList<>(List.of(RICH));
        for (String name : Scenarios.names()) {
            try (InputStream in = Datasets.open("scenarios/" + name + ".yaml")) {
                all.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void scenariosKeepToIt(String yaml) {
        assertEquals("", refusal(yaml));
        assertEquals(Set.of(), schema.validate(YamlAsJson.of(yaml)));
    }

    @Test
    void theSiteShipsIt() throws IOException {
        Path shipped = Path.of("..", "site", "src", "site", "resources", "schemas", ScenarioSchema.FILE);
        assertEquals(ScenarioSchema.text(), Files.readString(shipped), "print it anew with 'virga schema'");
    }

    @Test
    void whatItRefusesTheReadersRefuse() throws IOException {
        List<String> valid = scenarios();
        Random random = new Random(SEED);
        int bySchema = 0;
        int byReaders = 0;
        for (int i = 0; i < MUTANTS; i++) {
            String mutant = new ScenarioMutator(random).mutate(valid.get(i % valid.size()));
            boolean refused = isRefusedBySchema(mutant);
            String refusal = refusal(mutant);
            assertTrue(
                    !refused || !refusal.isEmpty(),
                    () -> "refused by the schema only:\n" + mutant + schema.validate(YamlAsJson.of(mutant)));
            bySchema += refused ? 1 : 0;
            byReaders += refusal.isEmpty() ? 0 : 1;
        }
        assertTrue(bySchema > MUTANTS / 3, "refused by the schema: " + bySchema);
        assertTrue(byReaders < MUTANTS * 19 / 20, "refused by the readers: " + byReaders);
        assertTrue(bySchema > byReaders * 3 / 5, bySchema + " by the schema of " + byReaders + " by the readers");
    }

    /** Changes of RICH, each of which both refuse. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "scenario: rich|scenaro: rich",
                "scenario: rich|scenario: ",
                "tier: data-center|tier: cloud",
                "client_weight: 1|client_weight: -1",
                "client_weight: 1|client_weight: much",
                "thread_percentage: 50|thread_percentage: 101",
                "interference: occupancy|interference: some",
                "kind: turns|kind: rounds",
                "slice_ms: 2|file: x.csv",
                "models: [yolov8n], sharing|models: [], sharing",
                "cpus: 4|cpus: 1.5",
                "lambda_per_min: 10|lambda_per_min: 0",
                "lambda_per_min: 10, |",
                "factors: [1, 2, 0]|factors: 3",
                "arrivals: profile|arrivals: poisson",
                "min_accuracy: 10|min_accuracy: 100.5",
                "min_confidence: 0.1|min_confidence: 1",
                "max_utilization: 0.9|max_utilization: some",
                "drop: oldest|drop: all",
                "fail: dc/shared|fail: dc/shared, recover: dc/shared",
                "slow_uplink: co-1, factor: 3|slow_uplink: co-1",
                "fail: dc/shared|fail: dc/shared, factor: 2",
                "profile: 2g.20gb, |"
            })
    void bothRefuse(String change) {
        String[] parts = change.split("\\|", -1);
        String yaml = RICH.replace(parts[0], parts[1]);
        assertTrue(!yaml.equals(RICH), "nothing changed");
        assertTrue(isRefusedBySchema(yaml), "the schema takes it");
        assertTrue(!refusal(yaml).isEmpty(), "the readers take it");
    }

    /** What the guide lists as known to the readers only. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "to: dc|to: moon",
                "device: a100, models|device: abacus, models",
                "warmup_s: 5|warmup_s: 60",
                "profile: 1g.10gb|profile: 9g.10gb",
                "sharing: mps, |",
                "service: log-normal|service: exponential",
                "batching: timed|batching: static",
                "queries: poisson|queries: trace",
                "queries: poisson|queries: recorded",
                "fail: dc/shared|fail: dc/none",
                "client_weight: 1|client_weight: 0",
                "gpu_memory_mib: 20000|gpu_memory_mib: 2000000",
                "sharing: time-slicing|sharing: exclusive",
                "mig_card: a100-80gb|mig_card: a100-80gb\\n    thread_percentage: 20"
            })
    void readersKnowMore(String change) {
        String[] parts = change.replace("\\n", "\n").split("\\|", -1);
        String yaml = RICH.replace(parts[0], parts[1]);
        assertTrue(!yaml.equals(RICH), "nothing changed");
        assertTrue(!isRefusedBySchema(yaml), "the schema refuses it");
        assertTrue(!refusal(yaml).isEmpty(), "the readers take it");
    }

    @Test
    void aValueThatIsNotThereIsNoText() {
        for (String nothing : List.of("null", "~", "")) {
            String yaml = RICH.replace("scenario: rich", "scenario: " + nothing);
            assertTrue(isRefusedBySchema(yaml));
            assertTrue(refusal(yaml).contains("must not be empty"), refusal(yaml));
        }
        assertEquals("", refusal(RICH.replace("scenario: rich", "scenario: 'null'")));
        assertThrows(InvalidInputException.class, () -> YamlNode.read(new StringReader(""), "empty"));
    }
}
