// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Experiments of one kind that can be run by name, with settings of their own. */
public interface ExperimentKind {
    /**
     * Names the kind.
     *
     * @return heads a list of its experiments, for example "Experiments with elastic tasks"
     */
    String heading();

    /**
     * Says in few words which names are of this kind.
     *
     * @return for messages, for example "scenarios tapfinger-..."
     */
    String described();

    /**
     * Returns the experiments.
     *
     * @return their names
     */
    List<String> names();

    /**
     * Tells whether a name, even a wrong one, is meant to be of this kind.
     *
     * @param name what is to be run
     * @return whether {@link #prepare} is to be asked
     */
    boolean takes(String name);

    /**
     * Returns what else can be named, for example schedulers.
     *
     * @return names by the heading of their list
     */
    Map<String, List<String>> lists();

    /**
     * Returns the settings.
     *
     * @return with distinct names; those of {@link CommonSettings} may be among those of other kinds too
     */
    List<Setting<?>> settings();

    /**
     * Checks the input and gets everything ready, without a run.
     *
     * @param name the experiment
     * @param arguments values of the settings
     * @return what is to be done
     * @throws io.github.virgasim.input.InvalidInputException if the name, a value or a file is bad
     * @throws IOException if a file cannot be read
     */
    Work prepare(String name, Arguments arguments) throws IOException;
}
