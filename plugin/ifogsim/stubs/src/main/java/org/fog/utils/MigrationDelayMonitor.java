// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.utils;

/** Signatures alone, to compile against. */
public class MigrationDelayMonitor {
    protected MigrationDelayMonitor() {}

    public static void setMigrationDelay(double more) {}

    public static double getMigrationDelay() {
        return 0;
    }
}
