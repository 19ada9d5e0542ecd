// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.fuzz;

import java.nio.file.Path;

/**
 * Something that reads a file.
 *
 * @param name for messages
 * @param file name of the file that is changed, in a folder with all valid ones
 * @param packed whether the file is compressed, and is changed inside
 * @param use reads the file and works with what it says
 */
record Target(String name, String file, boolean packed, Use use) {
    /** Uses a folder of files. */
    interface Use {
        /**
         * Reads and works.
         *
         * @param folder where the files are
         * @throws io.github.virgasim.input.InvalidInputException if a file breaks a rule: nothing else may be thrown
         */
        void in(Path folder);
    }

    static Target of(String name, String file, Use use) {
        return new Target(name, file, false, use);
    }
}
