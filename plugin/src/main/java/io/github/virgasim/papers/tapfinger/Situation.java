// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ElasticView;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;

/** A step of one episode that waits for a decision. */
record Situation(ElasticView view, TaskGraph graph, DecisionMode mode, UniformRandomProvider random) {
    Situation {
        Objects.requireNonNull(view);
        Objects.requireNonNull(graph);
        Objects.requireNonNull(mode);
        Objects.requireNonNull(random);
    }
}
