// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.topology;

/** How far a site is from the clients, nearest first. */
public enum Tier {
    /** A base station or access point. */
    EDGE,
    /** A central office that aggregates base stations. */
    CENTRAL_OFFICE,
    /** A data centre. */
    DATA_CENTER
}
