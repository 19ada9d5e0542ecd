// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.catalog;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EmbeddedCatalogTest {
    private static final ModelCatalog CATALOG = ModelCatalog.embedded();

    static List<ModelVariant> variants() {
        return CATALOG.variants();
    }

    static List<InferenceTask> tasks() {
        return CATALOG.tasks();
    }

    @Test
    void thereIsSomethingToChooseFrom() {
        assertTrue(CATALOG.tasks().size() >= 3, "tasks");
        assertTrue(CATALOG.devices().size() >= 6, "devices");
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void everyTaskOfThePapersHasFourModelsOfDifferentAccuracy(InferenceTask task) {
        List<DnnModel> models = CATALOG.models().stream()
                .filter(model -> model.task().equals(task))
                .toList();
        boolean ofPapers = List.of("object-detection", "image-classification", "question-answering")
                .contains(task.name());
        assertTrue(
                models.stream().mapToDouble(DnnModel::accuracy).distinct().count() >= (ofPapers ? 4 : 1),
                models.toString());
        assertTrue(models.stream().allMatch(model -> model.accuracy() > 20), models.toString());
        assertFalse(task.accuracyMetric().isBlank());
        assertFalse(task.sizeUnit().isBlank());
    }

    @ParameterizedTest
    @MethodSource("variants")
    void theCapacityAtTheReferenceSizeIsTheThroughput(ModelVariant variant) {
        double reference = variant.model().task().referenceSize();
        assertEquals(variant.maxThroughput(), variant.capacity(reference), 1e-9 * variant.maxThroughput());
    }

    @ParameterizedTest
    @MethodSource("variants")
    void theThroughputIsWhatFullBatchesGive(ModelVariant variant) {
        double size = variant.maxBatch() * variant.model().task().referenceSize();
        double full = variant.replicas() * variant.maxBatch() / variant.processingDelay(size);
        assertEquals(full, variant.maxThroughput(), 0.01);
        assertTrue(variant.maxThroughput() <= full, "rounded down");
    }

    @ParameterizedTest
    @MethodSource("variants")
    void largerInputsTakeLongerAndLowerTheCapacity(ModelVariant variant) {
        double reference = variant.model().task().referenceSize();
        assertTrue(variant.processingDelay(2 * reference) > variant.processingDelay(reference));
        assertTrue(variant.processingDelay(2 * reference) <= 2 * variant.processingDelay(reference));
        assertTrue(variant.capacity(2 * reference) < variant.maxThroughput());
        assertTrue(variant.capacity(reference / 2) > variant.maxThroughput());
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everyVariantFitsIntoItsDeviceAndIsFoundByName(ModelVariant variant) {
        assertTrue(variant.gpuMemoryMib() <= variant.device().gpuMemoryMib());
        assertEquals(
                variant,
                CATALOG.variant(variant.model().name(), variant.device().name()));
    }

    @Test
    void everyFigureNamesItsSource() {
        assertAll(
                () -> CATALOG.tasks().forEach(task -> assertFalse(task.source().isBlank(), task.name())),
                () -> CATALOG.devices()
                        .forEach(device -> assertFalse(device.source().isBlank(), device.name())),
                () -> CATALOG.models()
                        .forEach(model -> assertFalse(model.source().isBlank(), model.name())),
                () -> CATALOG.variants()
                        .forEach(variant -> assertFalse(variant.source().isBlank(), variant.name())));
    }

    @Test
    void unknownNamesAreAnsweredWithTheKnownOnes() {
        assertUnknown(() -> CATALOG.task("singing"), "object-detection", "'singing'");
        assertUnknown(() -> CATALOG.device("abacus"), "agx-orin", "'abacus'");
        assertUnknown(() -> CATALOG.variant("yolov99", "agx-orin"), "yolov8n", "'yolov99'");
    }

    private static void assertUnknown(org.junit.jupiter.api.function.Executable search, String known, String name) {
        String message = assertThrows(InvalidInputException.class, search).getMessage();
        assertTrue(message.contains(known) && message.contains(name), message);
    }
}
