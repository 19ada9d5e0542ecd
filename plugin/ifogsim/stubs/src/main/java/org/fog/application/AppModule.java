// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.application;

/** Signatures alone, to compile against. */
public class AppModule {
    public AppModule(AppModule other) {}

    public String getName() {
        return null;
    }
}
