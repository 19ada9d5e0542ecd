// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

/** A model's file, which can be loaded again and again. */
interface ModelSource {
    /** Returns the model's name: letters, digits, '.', '_' and '-'. */
    String name();

    /** Returns the file's size [byte]. */
    long bytes();

    /** Reads the file and makes what can run. */
    Inference load();
}
