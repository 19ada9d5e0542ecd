// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import java.io.File;
import org.junit.jupiter.api.Assumptions;

/** iFogSim2 itself, which a tester may bring along. */
final class RealIFogSim {
    private static final String JAR = System.getProperty("ifogsim.jar", "");

    private RealIFogSim() {}

    /** Skips a test that needs iFogSim2 where no jar of it is named. */
    static void assumeThere() {
        if (!JAR.isEmpty() && !new File(JAR).isFile()) {
            throw new IllegalStateException(
                    "-Difogsim.jar= must name iFogSim2's jar by its absolute path, was '" + JAR + "'");
        }
        Assumptions.assumeTrue(
                new File(JAR).isFile(),
                "-Difogsim.jar= names no jar of iFogSim2; only its signatures are on the class path");
        try {
            Class.forName("org.json.simple.JSONObject");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "iFogSim2 needs json-simple: -Difogsim.json= must name its jar, unless that of iFogSim2 holds it",
                    e);
        }
    }
}
