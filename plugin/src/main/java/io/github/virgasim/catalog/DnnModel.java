// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.catalog;

import io.github.virgasim.input.Checks;

/**
 * A trained network.
 *
 * @param name the model's name
 * @param task what it infers
 * @param accuracy in the unit of the task's metric, 0 to 100
 * @param parameters number of weights [million], positive
 * @param source where the accuracy was published
 */
public record DnnModel(String name, InferenceTask task, double accuracy, double parameters, String source) {
    /** Checks the values. */
    public DnnModel {
        Checks.named("name of model", name);
        Checks.within("accuracy of model " + name, accuracy, 0, 100);
        Checks.positive("parameters [million] of model " + name, parameters);
    }
}
