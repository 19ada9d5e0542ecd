// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.utils;

/** Signatures alone, to compile against. */
public class FogUtils {
    public static int generateTupleId() {
        return 0;
    }

    public static int generateEntityId() {
        return 0;
    }
}
