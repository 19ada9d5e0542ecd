// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

/** Is told of each training episode as it ends. */
@FunctionalInterface
public interface EpisodeListener {
    /**
     * Takes note of an episode. The training is between two episodes meanwhile, so this is the place to save it.
     *
     * @param report how the episode went
     */
    void ended(EpisodeReport report);
}
