// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.azure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How requests cluster: windows of 60 s, of each of which only sums are kept.
 *
 * @param windows one after another, or blocks of equally many of them
 */
record Counts(List<Window> windows) {
    /** Length of a window [s]. */
    static final int WINDOW = 60;

    /** Windows, or later blocks, of either parity that are kept at most: 45 days of windows. */
    static final int MOST = 1 << 15;

    /**
     * A window, or several that were added up.
     *
     * @param count of its requests
     * @param gaps sum of the gaps between them [s]
     * @param gapSquares sum of the gaps' squares [s2]
     * @param secondSquares sum over its seconds of the number of requests, squared
     * @param size how many windows it is made of
     * @param gapCount how many gaps
     * @param countSquares sum over its windows of the number of requests, squared
     */
    record Window(
            double count,
            double gaps,
            double gapSquares,
            double secondSquares,
            int size,
            double gapCount,
            double countSquares) {
        private Window plus(Window other) {
            return new Window(
                    count + other.count,
                    gaps + other.gaps,
                    gapSquares + other.gapSquares,
                    secondSquares + other.secondSquares,
                    size + other.size,
                    gapCount + other.gapCount,
                    countSquares + other.countSquares);
        }
    }

    /**
     * Takes times that do not fall, and keeps the sums of each window that is over. When windows become many, each two
     * neighbours among the odd ones are added up, and among the even ones, and so on: all figures stay the same, only what is
     * drawn again for their spread are longer blocks.
     */
    static final class Builder {
        private final List<List<Window>> parts = List.of(new ArrayList<>(), new ArrayList<>());
        private final Window[] unfinished = new Window[2];
        private final int[] seconds = new int[WINDOW];
        private int perBlock = 1;
        private long over;
        private int count;
        private double last;
        private double gaps;
        private double gapSquares;

        /** Adds a request [s since the first window's begin]. */
        void add(double time) {
            closeBefore(time);
            double within = time - (double) over * WINDOW;
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
            while (time >= (over + 1.0) * WINDOW) {
                double squares = 0;
                for (int i = 0; i < WINDOW; i++) {
                    squares += (double) seconds[i] * seconds[i];
                    seconds[i] = 0;
                }
                add(
                        (int) (over % 2),
                        new Window(
                                count, gaps, gapSquares, squares, 1, Math.max(0, count - 1), (double) count * count));
                over++;
                count = 0;
                gaps = 0;
                gapSquares = 0;
            }
        }

        private void add(int part, Window window) {
            Window block = unfinished[part] == null ? window : unfinished[part].plus(window);
            unfinished[part] = block.size < perBlock ? block : null;
            if (block.size == perBlock) {
                parts.get(part).add(block);
            }
            if (part == 1 && parts.get(1).size() == MOST) {
                parts.forEach(Builder::halve);
                perBlock *= 2;
            }
        }

        private static void halve(List<Window> windows) {
            for (int i = 0; i < windows.size() / 2; i++) {
                windows.set(i, windows.get(2 * i).plus(windows.get(2 * i + 1)));
            }
            windows.subList(windows.size() / 2, windows.size()).clear();
        }

        /** Returns the windows that are over, odd and even ones in turn; of blocks, those that are complete. */
        Counts build() {
            List<Window> all = new ArrayList<>();
            for (int i = 0; i < parts.get(0).size(); i++) {
                all.add(parts.get(0).get(i));
                if (i < parts.get(1).size()) {
                    all.add(parts.get(1).get(i));
                }
            }
            return new Counts(all);
        }
    }

    private double sum(ToDoubleFunction<Window> figure) {
        double sum = 0;
        for (Window window : windows) {
            sum += figure.applyAsDouble(window);
        }
        return sum;
    }

    private double size() {
        return sum(Window::size);
    }

    double rate() {
        return sum(Window::count) / WINDOW / size();
    }

    /** Returns the coefficient of variation of the gaps within windows. */
    double variation() {
        double gaps = sum(Window::gapCount);
        double mean = sum(Window::gaps) / gaps;
        return Math.sqrt(variance(gaps, mean, sum(Window::gapSquares))) / mean;
    }

    /** Returns variance over mean of the numbers of requests per second. */
    double dispersionOfSeconds() {
        return dispersion(WINDOW * size(), sum(Window::secondSquares));
    }

    /** Returns variance over mean of the numbers of requests per window. */
    double dispersionOfWindows() {
        return dispersion(size(), sum(Window::countSquares));
    }

    private double dispersion(double cells, double squares) {
        double mean = sum(Window::count) / cells;
        return variance(cells, mean, squares) / mean;
    }

    private static double variance(double values, double mean, double squares) {
        return Math.max(0, squares - values * mean * mean) / (values - 1);
    }
}
