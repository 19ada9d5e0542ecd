// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.ifogsim;

import io.github.virgasim.ifogsim.adapter.IFogSim;
import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;

/** Prints what a study comes to, or what it lacks, as Virga's commands do. */
final class StudyMain {
    private StudyMain() {}

    /** Makes what is printed. */
    @FunctionalInterface
    interface Study {
        Object make() throws IOException;
    }

    /** Runs a study; where iFogSim2 or an argument is missing or wrong, says so and ends with 2. */
    static void print(Study study) {
        String complaint;
        try {
            IFogSim.require();
            System.out.print(study.make());
            return;
        } catch (NumberFormatException e) {
            complaint = "arguments must be numbers (" + e.getMessage() + ")";
        } catch (IOException | InvalidInputException e) {
            complaint = e.getMessage();
        }
        System.err.println("virga: " + complaint);
        System.exit(2);
    }
}
