// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.loudva;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.stat.StatUtils;

/**
 * What the boards of a kind draw: each so much at rest, and all alike in proportion to the profiled energy of their batches,
 * and so much more while they are awake, which they stay for a while after a batch.
 *
 * @param idle power at rest by board [W]
 * @param factor of the profiled energy of batches: what copies and pre-processing add to them, and how often power is sampled
 * @param awake power above rest between the begin of a batch and the tail after its end, besides [W]
 * @param isIdentified whether the boards did anything in the runs that were fitted
 */
record BoardEnergy(Map<String, Double> idle, double factor, double awake, boolean isIdentified) {
    /** Boards are awake for whole seconds after a batch, at most. */
    static final int LONGEST_TAIL = 10;
    /** What is left of a part that does not vary from run to run is rounding. */
    private static final double ROUNDING = 1e-9;

    /** When a board ran a batch [s]. */
    record Busy(double begin, double end) {}

    /**
     * What a board did in a run.
     *
     * @param board its name
     * @param seconds samples of its power
     * @param joules energy drawn, if these were seconds
     * @param profiled energy of its batches [J]
     * @param busy in order of the ends
     */
    record Sample(String board, int seconds, double joules, double profiled, List<Busy> busy) {
        /** How long it was awake [s]: during batches and so long after them. */
        double awake(double tail) {
            double sum = 0;
            double until = Double.NEGATIVE_INFINITY;
            for (Busy batch : busy) {
                sum += Math.max(0, batch.end + tail - Math.max(batch.begin, until));
                until = Math.max(until, batch.end + tail);
            }
            return sum;
        }
    }

    /** Returns the tail after a batch with which runs are predicted best that are left out of the fit, over all kinds [s]. */
    static int tail(Collection<List<Sample>> kinds) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int tail = 0; tail <= LONGEST_TAIL; tail++) {
            double error = 0;
            for (List<Sample> samples : kinds) {
                error += leftOut(samples, tail);
            }
            if (error < least) {
                least = error;
                best = tail;
            }
        }
        return best;
    }

    private static double leftOut(List<Sample> samples, double tail) {
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            List<Sample> rest = new ArrayList<>(samples);
            Sample left = rest.remove(i);
            BoardEnergy fitted = of(rest, tail);
            if (fitted.idle.containsKey(left.board())) {
                errors.add(Math.abs(fitted.joules(left, tail) / left.joules() - 1));
            }
        }
        return errors.isEmpty()
                ? 0
                : StatUtils.mean(errors.stream().mapToDouble(e -> e).toArray());
    }

    /** Sums of products of what a board did over its runs, each per joule. */
    private static final class Sums {
        private final double[][] of = new double[4][4];

        private void add(double... parts) {
            for (int i = 0; i < parts.length; i++) {
                for (int j = 0; j < parts.length; j++) {
                    of[i][j] += parts[i] * parts[j];
                }
            }
        }

        /** The sum for what rest does not explain. */
        private double beside(int i, int j) {
            return of[i][j] - of[0][i] * of[0][j] / of[0][0];
        }
    }

    /** Least squares of relative errors; neither factor nor power awake is negative. */
    static BoardEnergy of(List<Sample> samples, double tail) {
        Map<String, Sums> boards = new TreeMap<>();
        for (Sample sample : samples) {
            boards.computeIfAbsent(sample.board(), b -> new Sums())
                    .add(
                            sample.seconds() / sample.joules(),
                            sample.profiled() / sample.joules(),
                            sample.awake(tail) / sample.joules(),
                            1);
        }
        double[] slopes = slopes(boards.values());
        Map<String, Double> idle = new TreeMap<>();
        boards.forEach((board, sums) -> idle.put(
                board, (sums.of[0][3] - slopes[0] * sums.of[0][1] - slopes[1] * sums.of[0][2]) / sums.of[0][0]));
        return new BoardEnergy(
                idle,
                slopes[0],
                slopes[1],
                samples.stream().anyMatch(s -> !s.busy().isEmpty()));
    }

    private static double[] slopes(Collection<Sums> boards) {
        double[][] sum = new double[4][4];
        double[] whole = new double[4];
        for (Sums of : boards) {
            for (int i = 1; i < 4; i++) {
                whole[i] += of.of[i][i];
                for (int j = 1; j < 4; j++) {
                    sum[i][j] += of.beside(i, j);
                }
            }
        }
        double work = sum[1][1] > ROUNDING * whole[1] ? Math.max(0, sum[1][3] / sum[1][1]) : 0;
        double awake = sum[2][2] > ROUNDING * whole[2] ? Math.max(0, sum[2][3] / sum[2][2]) : 0;
        double determinant = sum[1][1] * sum[2][2] - sum[1][2] * sum[1][2];
        if (work > 0 && awake > 0 && determinant > ROUNDING * sum[1][1] * sum[2][2]) {
            double both = (sum[1][3] * sum[2][2] - sum[2][3] * sum[1][2]) / determinant;
            double besides = (sum[2][3] * sum[1][1] - sum[1][3] * sum[1][2]) / determinant;
            if (both >= 0 && besides >= 0) {
                return new double[] {both, besides};
            }
        }
        return work * sum[1][3] >= awake * sum[2][3] ? new double[] {work, 0} : new double[] {0, awake};
    }

    double joules(Sample sample, double tail) {
        return idle.get(sample.board()) * sample.seconds() + factor * sample.profiled() + awake * sample.awake(tail);
    }

    /**
     * What boards draw that did nothing in the runs that were fitted: their power awake stands to that of others as what they
     * draw above rest at their lowest frequency does, which hardly depends on the work.
     *
     * @param kinds fitted
     * @param aboveRest at the lowest frequency, by kind [W]
     * @return a share of aboveRest, over the kinds that did something
     */
    static double awakeShare(Map<String, BoardEnergy> kinds, Map<String, Double> aboveRest) {
        double above = 0;
        double below = 0;
        for (Map.Entry<String, BoardEnergy> kind : kinds.entrySet()) {
            if (kind.getValue().isIdentified()) {
                double watts = aboveRest.get(kind.getKey());
                above += watts * kind.getValue().awake();
                below += watts * watts;
            }
        }
        return below > 0 ? Math.max(0, above / below) : 0;
    }
}
