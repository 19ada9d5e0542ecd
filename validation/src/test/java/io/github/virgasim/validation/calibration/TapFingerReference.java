// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.calibration;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds what TapFinger's authors published. */
public final class TapFingerReference {
    private static final String PROPERTY = "virga.reference";

    private TapFingerReference() {}

    /**
     * Finds a file; the calling test is skipped without it.
     *
     * @param name in the folder tapfinger of the folder that the system property names, or of shared/reference beside or
     *     above the working directory
     * @return an existing file
     */
    public static Path file(String name) {
        String named = System.getProperty(PROPERTY);
        if (named != null && !named.isBlank()) {
            return existing(Path.of(named).resolve("tapfinger").resolve(name));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared/reference/tapfinger").resolve(name);
            if (Files.exists(candidate)) {
                return candidate;
            }
        }
        return existing(Path.of("shared/reference/tapfinger").resolve(name));
    }

    private static Path existing(Path file) {
        if (!Files.exists(file)) {
            abort("skipped: TapFinger's published results are not at hand; name their folder with -D" + PROPERTY
                    + "=..., looked for " + file);
        }
        return file;
    }
}
