// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How requests cluster: windows of 60 s, of each of which only sums are kept.
 *
 * @param windows one after another
 */
record Counts(List<Window> windows) {
    /** Length of a window [s]. */
    static final int WINDOW = 60;

    /**
     * A window.
     *
     * @param count of its requests
     * @param gaps sum of the gaps between them [s]
     * @param gapSquares sum of the gaps' squares [s2]
     * @param secondSquares sum over its seconds of the number of requests, squared
     */
    record Window(int count, double gaps, double gapSquares, double secondSquares) {}

    /** Takes times that do not fall, and keeps the sums of each window that is over. */
    static final class Builder {
        private final List<Window> windows = new ArrayList<>();
        private final int[] seconds = new int[WINDOW];
        private int count;
        private double last;
        private double gaps;
        private double gapSquares;

        /** Adds a request [s since the first window's begin]. */
        void add(double time) {
            closeBefore(time);
            double within = time - (double) windows.size() * WINDOW;
            if (count > 0) {
                gaps += within - last;
                gapSquares += (within - last) * (within - last);
            }
            last = within;
            count++;
            seconds[Math.min(WINDOW - 1, (int) within)]++;
        }

        /** Ends the windows that are over at a time. */
        void closeBefore(double time) {
            while (time >= (windows.size() + 1.0) * WINDOW) {
                double squares = 0;
                for (int i = 0; i < WINDOW; i++) {
                    squares += (double) seconds[i] * seconds[i];
                    seconds[i] = 0;
                }
                windows.add(new Window(count, gaps, gapSquares, squares));
                count = 0;
                gaps = 0;
                gapSquares = 0;
            }
        }

        /** Returns the windows that are over. */
        Counts build() {
            return new Counts(List.copyOf(windows));
        }
    }

    private double sum(ToDoubleFunction<Window> figure) {
        double sum = 0;
        for (Window window : windows) {
            sum += figure.applyAsDouble(window);
        }
        return sum;
    }

    double rate() {
        return sum(Window::count) / WINDOW / windows.size();
    }

    /** Returns the coefficient of variation of the gaps within windows. */
    double variation() {
        double gaps = sum(window -> Math.max(0, window.count - 1));
        double mean = sum(Window::gaps) / gaps;
        return Math.sqrt(variance(gaps, mean, sum(Window::gapSquares))) / mean;
    }

    /** Returns variance over mean of the numbers of requests per second. */
    double dispersionOfSeconds() {
        return dispersion((double) WINDOW * windows.size(), sum(Window::secondSquares));
    }

    /** Returns variance over mean of the numbers of requests per window. */
    double dispersionOfWindows() {
        return dispersion(windows.size(), sum(window -> (double) window.count * window.count));
    }

    private double dispersion(double cells, double squares) {
        double mean = sum(Window::count) / cells;
        return variance(cells, mean, squares) / mean;
    }

    private static double variance(double values, double mean, double squares) {
        return Math.max(0, squares - values * mean * mean) / (values - 1);
    }
}
