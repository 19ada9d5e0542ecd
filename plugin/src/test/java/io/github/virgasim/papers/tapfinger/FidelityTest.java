// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.elastic.ElasticExperiment;
import io.github.virgasim.elastic.ElasticSetting;
import io.github.virgasim.elastic.Eligibility;
import io.github.virgasim.elastic.PowerLawProgress;
import io.github.virgasim.elastic.TaskType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the paper's text and its published runs differ. */
class FidelityTest {
    @ParameterizedTest
    @CsvSource({
        "PAPER, QUEUE_FIRST, DIFFERENCE, BANDWIDTH, 2, 10",
        "PUBLISHED, ARRIVALS_FIRST, ADDED, UNIFORM_COUNT, 3, 11"
    })
    void rulesAreThoseOfTheTextOrOfTheRuns(
            Fidelity rules,
            ElasticSetting.RefillOrder refill,
            PowerLawProgress.Rule progress,
            Eligibility eligibility,
            double rate,
            int longTimesteps) {
        assertEquals(rate, TapFinger.multiTask(rules).rate());
        ElasticExperiment shortAndLong = TapFinger.shortAndLong(rules);
        assertEquals(rate, shortAndLong.rate());
        assertEquals(longTimesteps, timesteps(shortAndLong.types().get(1)));
        assertEquals(refill, shortAndLong.setting().refill());
        assertEquals(eligibility, shortAndLong.eligibility());
        for (String name : TapFingerExperiments.names()) {
            ElasticExperiment experiment = TapFingerExperiments.named(name, null, rules);
            assertEquals(rules, Fidelity.of(experiment), name);
            assertEquals(refill, experiment.setting().refill(), name);
            assertEquals(eligibility, experiment.eligibility(), name);
        }
        TaskType mnist = TapFingerExperiments.named("tapfinger-trace", null, rules)
                .types()
                .get(0);
        assertEquals(progress, ((PowerLawProgress) mnist.progress()).rule());
    }

    private static int timesteps(TaskType type) {
        int timesteps = 0;
        for (double progress = 0; progress < 1; timesteps++) {
            progress += type.progress().gain(type.minimum(), progress);
        }
        return timesteps;
    }
}
