// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of reference results of TapFinger, which lies beside the sources and is not part of them. */
public final class Reference {
    /** The system property that names the folder above it. */
    public static final String PROPERTY = "virga.reference";

    private Reference() {}

    /** Finds a file; the calling test is skipped without it. */
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
            abort("reference results of TapFinger are not here (-D" + PROPERTY + "=folder): " + file);
        }
        return file;
    }
}
