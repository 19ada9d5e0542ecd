// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.experiment.Activity;
import io.github.virgasim.experiment.ExperimentKind;
import io.github.virgasim.experiment.NamedEnvironment;
import io.github.virgasim.experiment.Paper;
import java.util.List;
import java.util.Optional;

/** TapFinger: its experiments, the schedulers it is compared with, and its figures. */
public final class TapFingerPaper implements Paper {
    /** Makes the paper. */
    public TapFingerPaper() {}

    @Override
    public String name() {
        return "tapfinger";
    }

    @Override
    public List<ExperimentKind> experiments() {
        return List.of(new TapFingerRun());
    }

    @Override
    public List<NamedEnvironment> environments() {
        return List.of(ElasticProblem.named());
    }

    @Override
    public Optional<Activity> training() {
        return Optional.of(new TapFingerTrain());
    }

    @Override
    public Optional<Activity> reproduction() {
        return Optional.of(new TapFingerReproduce());
    }
}
