// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import java.io.IOException;
import java.nio.file.Path;

/** What came out of a {@link Work}. */
public interface Findings {
    /**
     * Shows the main results.
     *
     * @return tables for a terminal, ending with a line feed
     */
    String text();

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
