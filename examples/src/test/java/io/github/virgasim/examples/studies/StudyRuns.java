// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What the studies print; each is run once, whoever asks. */
final class StudyRuns {
    private static final Map<Class<?>, String> OUTPUTS = new HashMap<>();

    private StudyRuns() {}

    static synchronized String output(Class<?> study) {
        return OUTPUTS.computeIfAbsent(study, StudyRuns::run);
    }

    private static String run(Class<?> study) {
        PrintStream console = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            study.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(study + " failed", e);
        } finally {
            System.setOut(console);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
