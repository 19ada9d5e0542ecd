// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.metamorphic;

import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/** The seeds of the random scenarios that are tried. */
final class Seeds {
    private static final int COUNT = Integer.getInteger("virga.scenarios", 1000);
    private static final long FROM = Long.getLong("virga.scenarios.from", 0);

    private Seeds() {}

    static LongStream all() {
        return LongStream.range(FROM, FROM + COUNT);
    }

    /** Holds a law against each seed; a failure names the seed. */
    static void forAll(LongConsumer law) {
        all().forEach(seed -> {
            try {
                law.accept(seed);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(String.format(Locale.ROOT, "seed %d: %s", seed, e), e);
            }
        });
    }
}
