// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/** What a static policy does where what it names has no room. */
public enum Fallback {
    /**
     * It rejects: the strict reading of ASET's formulas. Pairs that are equally good by the policy's formula are named
     * together, as a name says nothing about them; workers that are down and variants that are not in memory are not named.
     */
    NONE,
    /** It takes the next pair in its order that has room. */
    NEXT
}
