// SPDX-License-Identifier: GPL-3.0-or-later
package org.cloudbus.cloudsim.power.models;

/** Signatures alone, to compile against. */
public interface PowerModel {
    double getPower(double utilization) throws IllegalArgumentException;
}
