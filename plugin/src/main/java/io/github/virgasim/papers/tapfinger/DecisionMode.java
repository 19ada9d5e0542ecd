// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

/** How the clusters decide together. */
public enum DecisionMode {
    /** All at once; a task chosen by several goes to one by Bayes' theorem, the others wait (paper, equation 11). */
    INDEPENDENT,
    /** One after another, the surest first, each without the tasks that those before it took. */
    SEQUENTIAL
}
