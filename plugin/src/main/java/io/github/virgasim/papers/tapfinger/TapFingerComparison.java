// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.tapfinger;

import io.github.virgasim.experiment.Results;
import io.github.virgasim.report.ConfidenceInterval;
import java.util.ArrayList;
import java.util.List;

/**
 * How much shorter the mean completion time of TapFinger's published run is than that of one scheduler.
 *
 * @param baseline name of the scheduler
 * @param source published: one run of the same publication; measured: Virga's mean over its seeds
 * @param baselineMean mean completion time of the scheduler [timesteps]
 * @param percent 100 (1 - TapFinger / baseline); below 0 where TapFinger takes longer; NaN if the baseline's interval
 *     reaches down to 0, as a quotient over noise says nothing
 * @param low the same at the lower end of the baseline's 95 % interval, NaN without one
 * @param high the same at its upper end
 */
record TapFingerComparison(
        String baseline, String source, double baselineMean, double percent, double low, double high) {
    private static final String PUBLISHED = "published";
    private static final String MEASURED = "measured";
    private static final List<String> BESIDE_PUBLISHED = List.of("Optimus", "Tiresias", "Random", "Min");
    private static final List<Baseline> BESIDE_MEASURED =
            List.of(Baseline.OPTIMUS_AS_PUBLISHED, Baseline.OPTIMUS_AXES_FIXED, Baseline.OPTIMUS, Baseline.MIN);

    /**
     * Compares the published method in one experiment.
     *
     * @param of the experiment
     * @param published has the method's run
     * @param measured episodes of the experiment by scheduler
     * @return the comparisons, always the same ones in the same order; NaN where a figure is missing
     */
    static List<TapFingerComparison> all(
            TapFingerExperiments.Case of, TapFingerPublished published, Results<String, TapFingerEpisode> measured) {
        double method = published.value(of, TapFingerPublished.METHOD, TapFingerMetric.MEAN);
        List<TapFingerComparison> all = new ArrayList<>();
        for (String name : BESIDE_PUBLISHED) {
            double value = published.value(of, name, TapFingerMetric.MEAN);
            all.add(new TapFingerComparison(name, PUBLISHED, value, percent(method, value), Double.NaN, Double.NaN));
        }
        for (Baseline baseline : BESIDE_MEASURED) {
            String name = TapFingerSchedulers.name(baseline);
            ConfidenceInterval interval = TapFingerMetric.MEAN.over(measured.of(name));
            boolean isNoise = interval.low() <= 0;
            all.add(new TapFingerComparison(
                    name,
                    MEASURED,
                    interval.mean(),
                    isNoise ? Double.NaN : percent(method, interval.mean()),
                    isNoise ? Double.NaN : percent(method, interval.low()),
                    isNoise ? Double.NaN : percent(method, interval.high())));
        }
        return all;
    }

    private static double percent(double method, double baseline) {
        return 100 * (1 - method / baseline);
    }

    /** Returns the heading of this comparison's column. */
    String title() {
        return baseline + ", " + source;
    }
}
