// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.placement;

import io.github.virgasim.experiment.Activity;
import io.github.virgasim.experiment.Paper;
import java.util.Optional;

/** Placement of workers on hosts: the training of a network, and its comparison with the other policies. */
public final class PlacementPaper implements Paper {
    /** Makes the paper. */
    public PlacementPaper() {}

    @Override
    public String name() {
        return "placement";
    }

    @Override
    public Optional<Activity> training() {
        return Optional.of(new PlacementTrain());
    }
}
