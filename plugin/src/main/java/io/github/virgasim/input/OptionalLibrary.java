// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import java.util.Locale;

/**
 * Libraries that only a part of Virga needs, so that it does not bring them along: a study which uses that part adds them to
 * its own dependencies. {@code virga-bom} names the versions that Virga is built and tested with.
 */
public enum OptionalLibrary {
    /** Holds the networks of agents. */
    ENCOG("neural agents", "org.encog:encog-core", "org.encog.neural.networks.BasicNetwork"),
    /** Solves the linear programmes of bid prices. */
    OJALGO("bid prices", "org.ojalgo:ojalgo", "org.ojalgo.optimisation.ExpressionsBasedModel");

    private final String user;
    private final String artifact;
    private final String type;

    OptionalLibrary(String user, String artifact, String type) {
        this.user = user;
        this.artifact = artifact;
        this.type = type;
    }

    /**
     * Checks that the library is on the class path. Classes that call this must not touch the library's types in a way for
     * which the JVM loads them before: they leave that to a class behind them.
     *
     * @throws InvalidInputException if it is not; the message names the dependency to add
     */
    public void require() {
        try {
            Class.forName(type, false, OptionalLibrary.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s need the library %s, which is not on the class path: add it to the study's dependencies"
                            + " (virga-bom has its version)",
                    user,
                    artifact));
        }
    }
}
