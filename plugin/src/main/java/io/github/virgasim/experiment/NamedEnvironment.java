// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import io.github.virgasim.input.Checks;
import io.github.virgasim.learn.FlatEnvironment;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * A learning problem that can be named, for learners outside this JVM.
 *
 * @param name lower case, words joined by hyphens, for example "aset"
 * @param description one sentence for people
 * @param settings with distinct names
 * @param opening gets everything ready
 */
public record NamedEnvironment(String name, String description, List<Setting<?>> settings, Opening opening) {
    /** Checks the name. */
    public NamedEnvironment {
        Checks.named("environment", name);
        settings = List.copyOf(settings);
    }

    /** Gets an environment ready. */
    @FunctionalInterface
    public interface Opening {
        /**
         * Checks the input and reads what all environments of this kind share.
         *
         * @param arguments values of the settings
         * @return makes as many environments as are wanted, which share nothing that changes
         * @throws io.github.virgasim.input.InvalidInputException if a value or a file is bad
         * @throws IOException if a file cannot be read
         */
        Supplier<FlatEnvironment> open(Arguments arguments) throws IOException;
    }
}
