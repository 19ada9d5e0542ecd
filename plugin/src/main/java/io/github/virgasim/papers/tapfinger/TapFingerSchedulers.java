// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticScheduler;
import io.github.virgasim.elastic.OptimusScheduler;
import io.github.virgasim.input.Checks;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The schedulers of elastic tasks by their names on the command line. */
final class TapFingerSchedulers {
    /** Stands for all schedulers. */
    static final String ALL = "all";

    private TapFingerSchedulers() {}

    /** Returns the names of all schedulers. */
    static List<String> names() {
        return Arrays.stream(Baseline.values()).map(TapFingerSchedulers::name).toList();
    }

    /** Returns the name of a scheduler. */
    static String name(Baseline baseline) {
        return baseline.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Finds the schedulers that an option names.
     *
     * @param option its value: a name or {@link #ALL}
     * @return their names
     * @throws io.github.virgasim.input.InvalidInputException if there is no such scheduler
     */
    static List<String> chosen(String option) {
        List<String> known = new ArrayList<>(names());
        known.add(ALL);
        Checks.oneOf("--scheduler", option, known);
        return option.equals(ALL) ? names() : List.of(option);
    }

    /** Makes the scheduler of an episode; in traced experiments, Optimus as published has the models published there. */
    static ElasticScheduler make(String name, ElasticExperiment experiment, RandomStreams random) {
        Baseline baseline = Baseline.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        return baseline == Baseline.OPTIMUS_AS_PUBLISHED && TapFingerExperiments.isTraced(experiment)
                ? new OptimusScheduler(experiment.setting(), TapFinger.tracedOptimusAsPublished())
                : baseline.scheduler(experiment, random);
    }
}
