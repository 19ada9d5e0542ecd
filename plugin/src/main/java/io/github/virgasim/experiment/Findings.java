// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import io.github.virgasim.report.RunSample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What came out of a {@link Work}. */
public interface Findings {
    /**
     * Shows the main results.
     *
     * @return tables for a terminal, ending with a line feed
     */
    String text();

    /**
     * Shows what of {@link #text} is the same whenever the same work is done, be it faster, slower or interrupted.
     *
     * @return tables for a report, ending with a line feed
     */
    default String lastingText() {
        return text();
    }

    /**
     * Returns runs of which more is to be shown than their results.
     *
     * @return what was watched of them; none unless queries were served
     */
    default List<RunSample> samples() {
        return List.of();
    }

    /**
     * Writes all files but provenance.yaml.
     *
     * @param folder where to
     * @throws IOException if a file cannot be written
     */
    void write(Path folder) throws IOException;

    /**
     * Cleans up when everything, provenance.yaml included, is in its place.
     *
     * @throws IOException if something cannot be removed
     */
    default void finished() throws IOException {}
}
