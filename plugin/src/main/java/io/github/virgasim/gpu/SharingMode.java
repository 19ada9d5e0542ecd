// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How several models use one GPU at the same time. */
public enum SharingMode {
    /** One batch at a time; batches wait for each other. */
    EXCLUSIVE,
    /** Processes take turns within a batch: all run, each for a share of the time. */
    TIME_SLICING,
    /** Kernels of several processes run side by side (Multi-Process Service). */
    MPS,
    /** The card is cut into slices with their own compute units and memory (Multi-Instance GPU). */
    MIG;

    /**
     * Returns the mode's name in files.
     *
     * @return "exclusive", "time-slicing", "mps" or "mig"
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Finds a mode by its name in files.
     *
     * @param text the name
     * @return the mode
     * @throws InvalidInputException if there is none; the message lists the names
     */
    public static SharingMode named(String text) {
        List<String> names = Arrays.stream(values()).map(SharingMode::text).toList();
        return values()[names.indexOf(Checks.oneOf("sharing mode", text, names))];
    }
}
