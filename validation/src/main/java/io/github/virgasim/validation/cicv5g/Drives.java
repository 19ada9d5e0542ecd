// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.cicv5g;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the counts of all drives small: those of all but one are packed, and if even so they are many, round trips and gaps
 * are counted by tenths of a millisecond and then by milliseconds. Sums stay exact.
 */
final class Drives {
    /** Packed counts [values] from which on they are made coarser; some 4 MB. */
    static final int MOST = 1 << 18;

    private static final int MOST_OPEN = 1 << 16;
    private static final int COARSER = 10;
    private static final int COARSEST = 100;

    private final List<Drive> all = new ArrayList<>();
    private Drive current;
    private long cells;
    private int step = 1;

    Drive add(String name) {
        Drive drive = new Drive(name);
        all.add(drive);
        return drive;
    }

    /** Takes a message of a drive. */
    void add(Drive drive, double sentMs, double tripMs) {
        if (current != drive) {
            pack();
            current = drive;
        }
        drive.add(sentMs, tripMs);
        if (drive.open() > MOST_OPEN) {
            pack();
        }
    }

    /** Makes the counts of the drive at hand small. */
    void pack() {
        if (current == null) {
            return;
        }
        cells -= current.packed();
        current.pack(step);
        cells += current.packed();
        while (cells > MOST && step < COARSEST) {
            step *= COARSER;
            all.forEach(drive -> drive.pack(step));
            cells = all.stream().mapToLong(Drive::packed).sum();
        }
    }
}
