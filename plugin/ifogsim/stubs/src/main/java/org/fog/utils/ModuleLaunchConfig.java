// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.utils;

/** Signatures alone, to compile against. */
public class ModuleLaunchConfig {
    public ModuleLaunchConfig(org.fog.application.AppModule module, int instances) {}

    public org.fog.application.AppModule getModule() {
        return null;
    }
}
