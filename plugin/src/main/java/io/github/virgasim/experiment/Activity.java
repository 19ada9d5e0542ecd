// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import java.io.IOException;
import java.util.List;

/** Something that takes its time and leaves results: a training, an experiment, the figures of a paper. */
public interface Activity {
    /**
     * Describes it.
     *
     * @return one or more sentences for people
     */
    String description();

    /**
     * Returns the settings.
     *
     * @return with distinct names, in the order of a help text
     */
    List<Setting<?>> settings();

    /**
     * Names the folder where results go unless another one is named.
     *
     * @return for people, with parts in capitals that depend on the settings
     */
    String folder();

    /**
     * Checks the input and gets everything ready, without a run.
     *
     * @param arguments values of the settings
     * @return what is to be done
     * @throws io.github.virgasim.input.InvalidInputException if a value or a file is bad
     * @throws IOException if a file cannot be read
     */
    Work prepare(Arguments arguments) throws IOException;
}
