// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.loudva;

import io.github.virgasim.validation.source.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the boards of a kind draw: each so much at rest, and all alike in proportion to what they do.
 *
 * @param idle power at rest by board [W]
 * @param factor of the profiled energy of batches: what copies and pre-processing add to them
 * @param perFrame energy of a frame besides [J]
 * @param isIdentified whether the boards did anything in the runs that were fitted
 */
record BoardEnergy(Map<String, Double> idle, double factor, double perFrame, boolean isIdentified) {
    /** What a board did in a run: seconds recorded, energy drawn, profiled energy of its batches, frames. */
    record Sample(String board, int seconds, double joules, double profiled, double frames) {}

    /** Fits either the factor or the energy per frame, whichever predicts runs better that are left out of the fit. */
    static BoardEnergy of(List<Sample> samples) {
        if (samples.stream().allMatch(s -> s.frames() == 0)) {
            return new BoardEnergy(fit(samples, false).idle, 0, 0, false);
        }
        return leftOut(samples, false) <= leftOut(samples, true) ? fit(samples, false) : fit(samples, true);
    }

    private static double leftOut(List<Sample> samples, boolean frames) {
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            List<Sample> rest = new ArrayList<>(samples);
            Sample left = rest.remove(i);
            BoardEnergy fitted = fit(rest, frames);
            if (fitted.idle.containsKey(left.board())) {
                errors.add(Math.abs(fitted.joules(left) / left.joules() - 1));
            }
        }
        return errors.isEmpty()
                ? 0
                : Parameter.median(errors.stream().mapToDouble(e -> e).toArray());
    }

    /** Sums of one board over its runs: of rest and work per joule, their squares and product. */
    private static final class Sums {
        private double rest;
        private double work;
        private double restRest;
        private double restWork;
        private double workWork;
    }

    /** Least squares of relative errors; no part is negative. */
    private static BoardEnergy fit(List<Sample> samples, boolean frames) {
        Map<String, Sums> boards = new TreeMap<>();
        for (Sample sample : samples) {
            Sums sums = boards.computeIfAbsent(sample.board(), b -> new Sums());
            double rest = sample.seconds() / sample.joules();
            double work = (frames ? sample.frames() : sample.profiled()) / sample.joules();
            sums.rest += rest;
            sums.work += work;
            sums.restRest += rest * rest;
            sums.restWork += rest * work;
            sums.workWork += work * work;
        }
        double above = 0;
        double below = 0;
        for (Sums sums : boards.values()) {
            above += sums.work - sums.restWork * sums.rest / sums.restRest;
            below += sums.workWork - sums.restWork * sums.restWork / sums.restRest;
        }
        double slope = below > 0 ? Math.max(0, above / below) : 0;
        Map<String, Double> idle = new TreeMap<>();
        boards.forEach((board, sums) -> idle.put(board, (sums.rest - slope * sums.restWork) / sums.restRest));
        return new BoardEnergy(idle, frames ? 0 : slope, frames ? slope : 0, true);
    }

    double joules(Sample sample) {
        return idle.get(sample.board()) * sample.seconds() + factor * sample.profiled() + perFrame * sample.frames();
    }
}
