// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * Where an ordinate begins and ends, so that it shows all values and little else. What is shown is never negative.
 *
 * @param low where it begins
 * @param high where it ends, above {@code low}
 * @param isLogarithmic whether its steps are factors
 */
record AxisRange(double low, double high, boolean isLogarithmic) {
    /** From this factor between the largest and the smallest value on, small ones would be lost on a linear axis. */
    private static final double LOGARITHMIC_FROM = 100;

    private static final double MARGIN = 0.04;

    /**
     * Returns the range of bars, which begin at 0.
     *
     * @param values what is shown, ends of intervals included; only finite ones count
     * @param limit where the ordinate ends at the latest; infinity for nowhere
     */
    static AxisRange fromZero(Collection<Double> values, double limit) {
        double top = finite(values).max().orElse(0);
        return new AxisRange(0, top > 0 ? Math.min((1 + MARGIN) * top, limit) : 1, false);
    }

    /**
     * Returns the range of points or lines. It begins at 0 unless everything is far above, and is logarithmic where the
     * largest value is a large multiple of the smallest and there is no limit.
     *
     * @param values what is shown; only finite ones count
     * @param ends the ends of their intervals; only finite ones count
     * @param limit where the ordinate ends at the latest, for example 100 for percentages; infinity for nowhere
     */
    static AxisRange fitting(Collection<Double> values, Collection<Double> ends, double limit) {
        List<Double> all = new ArrayList<>(values);
        all.addAll(ends);
        double low = finite(all).min().orElse(0);
        double high = finite(all).max().orElse(0);
        double smallest = finite(values).min().orElse(0);
        if (Double.isInfinite(limit)
                && smallest > 0
                && finite(values).max().orElseThrow() >= LOGARITHMIC_FROM * smallest) {
            double margin = Math.pow(high / smallest, MARGIN);
            return new AxisRange(smallest / margin, high * margin, true);
        }
        if (low <= high / 3) {
            return fromZero(all, limit);
        }
        double margin = high > low ? MARGIN * (high - low) : MARGIN * high;
        return new AxisRange(Math.max(0, low - margin), Math.min(high + margin, limit), false);
    }

    private static DoubleStream finite(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite);
    }

    void applyTo(AxesChartStyler styler) {
        styler.setYAxisLogarithmic(isLogarithmic);
        styler.setYAxisMin(low);
        styler.setYAxisMax(high);
    }
}
