// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.papers.tapfinger.TapFinger;
import io.github.virgasim.random.RandomStreams;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class SpeedFitTest {
    private final UniformRandomProvider random = new RandomStreams(1).stream("fit");

    /** The parameters recorded for the multi-task runs. */
    @Test
    void swappedAxesGiveThePublishedParameters() {
        SpeedFit fit = new SpeedFit(SpeedFit.Axes.SWAPPED, false, SpeedFit.Speed.AT_START);
        SpeedModel insensitive = fit.fit(TapFinger.syntheticTypes(0).get(0), random);
        assertClose(new SpeedModel(7.219284, 1.800594, 0.024723, 0.119135, 0.008256), insensitive);
        SpeedModel sensitive = fit.fit(TapFinger.syntheticTypes(0).get(1), random);
        assertClose(new SpeedModel(3.199175, 1.091592, 0.993087, -0.027125, -0.043584), sensitive);
        // The defect: the true speeds are 0.07 and 0.83.
        assertEquals(0.28, sensitive.speed(16, 1), 0.005);
        assertEquals(0.11, sensitive.speed(2, 16), 0.005);
    }

    @Test
    void correctAxesSeeWhatGpusAreWorth() {
        SpeedModel model = new SpeedFit(SpeedFit.Axes.CORRECT, false, SpeedFit.Speed.AT_START)
                .fit(TapFinger.syntheticTypes(0).get(1), random);
        assertTrue(model.speed(2, 16) > 4 * model.speed(16, 1), model::toString);
    }

    /** The sensitive task slows down as it goes: its first gain is above its mean speed. */
    @Test
    void meanSpeedsAreThoseOfWholeTasks() {
        SpeedModel first = new SpeedFit(SpeedFit.Axes.CORRECT, false, SpeedFit.Speed.AT_START)
                .fit(TapFinger.syntheticTypes(0).get(1), random);
        SpeedModel mean = new SpeedFit(SpeedFit.Axes.CORRECT, false, SpeedFit.Speed.MEAN)
                .fit(TapFinger.syntheticTypes(0.2).get(1), random);
        assertEquals(0.60, first.speed(8, 10), 0.05);
        assertTrue(first.speed(8, 10) > mean.speed(8, 10));
        assertEquals(
                1 / RemainingTime.exact(TapFinger.syntheticTypes(0).get(1), Units.of(8, 10), 0),
                mean.speed(8, 10),
                0.05);
    }

    @Test
    void parametersStayAboveZeroWhereAsked() {
        SpeedModel model = new SpeedFit(SpeedFit.Axes.SWAPPED, true, SpeedFit.Speed.AT_START)
                .fit(TapFinger.syntheticTypes(0.2).get(1), random);
        assertTrue(model.a() >= 0 && model.b() >= 0 && model.c() >= 0 && model.d() >= 0 && model.e() >= 0);
        // One published run, with other noise: a = 4.85, c = 1.09, nothing else.
        assertEquals(4.85, model.a(), 0.5);
        assertEquals(1.09, model.c(), 0.15);
    }

    private static void assertClose(SpeedModel expected, SpeedModel actual) {
        assertEquals(expected.a(), actual.a(), 1e-3);
        assertEquals(expected.b(), actual.b(), 1e-3);
        assertEquals(expected.c(), actual.c(), 1e-3);
        assertEquals(expected.d(), actual.d(), 1e-3);
        assertEquals(expected.e(), actual.e(), 1e-3);
    }
}
