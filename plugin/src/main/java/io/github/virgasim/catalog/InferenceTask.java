// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.catalog;

import io.github.virgasim.input.Checks;

/**
 * Something that models infer, for example object detection.
 *
 * @param name the task's name
 * @param accuracyMetric what a model's accuracy counts, for example "COCO mAP 50-95 [%]"
 * @param sizeUnit what a query's input size counts: megapixels for images, sequences for text
 * @param referenceSize the input size, in that unit, at which throughputs are quoted; positive
 * @param source where the figures come from
 */
public record InferenceTask(String name, String accuracyMetric, String sizeUnit, double referenceSize, String source) {
    /** Checks the values. */
    public InferenceTask {
        Checks.named("name of task", name);
        Checks.positive("reference size of task " + name, referenceSize);
    }
}
