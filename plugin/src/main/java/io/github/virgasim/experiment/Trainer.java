// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Trains an agent and looks now and then, under {@link Seeds#selection}, how well it does. In the calling thread.
 *
 * @param <P> kind of points of its learning curve
 */
public interface Trainer<P> {
    /**
     * Trains for a while, then looks how well the agent does.
     *
     * @param count number of episodes or iterations, zero or more
     * @param step is told of each
     */
    void train(int count, Runnable step);

    /**
     * Returns how well the agent did each time it was looked at, the first time before any training.
     *
     * @return at least one point
     */
    LearningCurve<P, ?> curve();

    /**
     * Saves the best network found so far.
     *
     * @param file to be written
     * @param more metadata beside what the network needs to be used
     * @throws IOException if the file cannot be written
     */
    void save(Path file, Map<String, String> more) throws IOException;

    /**
     * Names the file for {@link #save}.
     *
     * @return a name without a folder
     */
    default String networkFile() {
        return "network.txt";
    }

    /**
     * Saves the training, to be resumed later.
     *
     * @param file to be written; an older one is replaced once the new one is complete
     * @throws IOException if the file cannot be written
     */
    void saveTraining(Path file) throws IOException;
}
