// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.utils;

/** Signatures to compile against. Holds what it is given, and simulates nothing. */
public class ModuleLaunchConfig {
    private final org.fog.application.AppModule module;

    public ModuleLaunchConfig(org.fog.application.AppModule module, int instances) {
        this.module = module;
    }

    public org.fog.application.AppModule getModule() {
        return module;
    }
}
