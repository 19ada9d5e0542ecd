// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.application.selectivity;

/** Signatures alone, to compile against. */
public interface SelectivityModel {
    boolean canSelect();

    double getMeanRate();

    double getMaxRate();
}
