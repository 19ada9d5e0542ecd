// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.entities;

/** Signatures alone, to compile against. */
public class ControllerComponent {
    public static final String RAM = "ram";
    public static final String CPU = "cpu";
    public static final String STORAGE = "storage";

    protected ControllerComponent() {}
}
