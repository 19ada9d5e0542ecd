// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that are fine alone and have no effect, or leave nothing to be counted. */
class ScenarioWithoutEffectTest {
    @TempDir
    private Path folder;

    @Test
    void aConfidenceThatNobodyLooksAtIsSaid() throws IOException {
        assertFindings(
                edited("aset-full-edge", "min_accuracy: 37", "min_confidence: 0.4\n    min_accuracy: 37"),
                "class ar-headset: suspicious: min_confidence 0.4; nothing is inferred twice unless serving has"
                        + " confidence_concentration");
    }

    @Test
    void aSecondInferenceNeedsAModelInADataCentre() throws IOException {
        String confident = "min_confidence: 0.4\n    min_accuracy: 37";
        String concentrated = "confidence_concentration: 10\n  jitter:";
        assertEquals(
                List.of(),
                ScenarioCheck.of(edited("aset-full-edge", "min_accuracy: 37", confident, "jitter:", concentrated))
                        .findings());
        assertFindings(
                edited(
                        "aset-full-edge",
                        "min_accuracy: 37",
                        confident,
                        "jitter:",
                        concentrated,
                        "tier: data-center",
                        "tier: central-office"),
                "class ar-headset: suspicious: min_confidence 0.4; nothing is inferred twice, since no data centre has a"
                        + " model for object-detection");
    }

    @Test
    void queriesHaveToComeAfterTheWarmUpAndInThePartsOfTheProfileThatTheRunHas() throws IOException {
        List<Finding> late = ScenarioCheck.of(edited("aset-full-edge", "warmup_s: 600", "warmup_s: 1199.99999"))
                .findings();
        assertEquals(5, late.size());
        assertTrue(
                late.get(0)
                        .text()
                        .startsWith(
                                "class ar-headset: no queries: warmup_s 1200; 0.0432 queries are expected after it"),
                late.get(0).text());
        String night = "arrivals: profile\n  period_s: 100000\n  factors: [0, 0, 0, 1]";
        List<Finding> dark = ScenarioCheck.of(edited("aset-full-edge", "arrivals: poisson", night))
                .findings();
        assertEquals(5, dark.size());
        assertEquals(
                "class ar-headset: no queries: duration_s 1200; 0 queries are expected in it, of 0 clients",
                dark.get(0).text());
        String day = night.replace("[0, 0, 0, 1]", "[1, 0, 0, 0]");
        assertEquals(
                List.of(),
                ScenarioCheck.of(edited("aset-full-edge", "arrivals: poisson", day))
                        .findings());
    }

    @Test
    void staticBatchesNeedQueuesThatHoldOne() throws IOException {
        String queue = "batching: static\n  queue_limit: %d\n  jitter:";
        assertFindings(
                edited("aset-full-edge", "jitter:", String.format(Locale.ROOT, queue, 3)),
                "serving: suspicious: queue_limit 3; batching static waits for batches that never fill, as of yolov8n@rtx-3090"
                        + " with max_batch 8");
        assertEquals(
                List.of(),
                ScenarioCheck.of(edited("aset-full-edge", "jitter:", String.format(Locale.ROOT, queue, 64)))
                        .findings());
        assertEquals(
                List.of(),
                ScenarioCheck.of(edited("aset-full-edge", "jitter:", "queue_limit: 3\n  jitter:"))
                        .findings());
    }

    private static void assertFindings(ServingScenario scenario, String... expected) {
        assertEquals(List.of(expected), EditedScenario.texts(scenario));
    }

    private ServingScenario edited(String name, String... pairs) throws IOException {
        return EditedScenario.edited(folder, name, pairs);
    }
}
