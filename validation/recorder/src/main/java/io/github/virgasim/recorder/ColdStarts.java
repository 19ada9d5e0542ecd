// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A model that was loaded a few times, first of all by a process that had loaded none. The last one stays loaded. */
final class ColdStarts {
    private static final int TIMES = 3;

    /** Instants of one start. */
    private record Start(long begin, long built, long first, long second) {}

    private final ModelSource source;
    private final List<Start> starts = new ArrayList<>();
    private final Inference inference;

    /**
     * Loads a model and runs it, each time anew.
     *
     * @param clock gives the time
     * @param source of the model
     * @throws io.github.virgasim.input.InvalidInputException if it cannot be loaded or run
     */
    ColdStarts(Clock clock, ModelSource source) {
        this.source = source;
        Inference loaded = null;
        for (int rep = 0; rep < TIMES; rep++) {
            if (loaded != null) {
                loaded.close();
            }
            long begin = clock.nanos();
            loaded = source.load();
            long built = clock.nanos();
            loaded.run(1);
            long first = clock.nanos();
            loaded.run(1);
            starts.add(new Start(begin, built, first, clock.nanos()));
        }
        inference = loaded;
    }

    Inference inference() {
        return inference;
    }

    /** Returns the instant at which a recording begins: that of the first start. */
    long t0() {
        return starts.get(0).begin;
    }

    /**
     * Writes the stages; reading the file is a part of building.
     *
     * @param files take the rows
     * @throws IOException if they cannot be written
     */
    void write(RecordingFiles files) throws IOException {
        for (int rep = 0; rep < TIMES; rep++) {
            Start start = starts.get(rep);
            String run = String.format(Locale.ROOT, "cold_%s_%d", source.name(), rep);
            long begin = start.begin - t0();
            files.coldStart(run, source, rep, "build", begin, start.built - start.begin);
            files.coldStart(run, source, rep, "first_inference", start.built - t0(), start.first - start.built);
            files.coldStart(run, source, rep, "second_inference", start.first - t0(), start.second - start.first);
            files.coldStart(run, source, rep, "ready_total", begin, start.first - start.begin);
            files.marker("coldstart", run, "ok", begin, start.second - t0(), Map.of("rep", rep), Map.of());
        }
    }
}
