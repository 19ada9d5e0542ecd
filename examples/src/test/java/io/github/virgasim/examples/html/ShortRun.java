// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.html;

import io.github.virgasim.examples.cli.Console;
import io.github.virgasim.examples.cli.SmallScenario;
import java.io.IOException;
import java.nio.file.Path;

/** A run that takes no time and has all sections in its report. */
final class ShortRun {
    private ShortRun() {}

    static Console of(Path folder, Path out) throws IOException {
        Path file = SmallScenario.write(folder);
        return Console.execute("run", file, "--policy", "closest", "--seeds", 1, "--out", out);
    }
}
