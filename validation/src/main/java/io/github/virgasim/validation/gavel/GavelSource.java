// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.gavel;

import io.github.virgasim.gpu.SensitivityInterference;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.sharing.PairSlowdowns;
import io.github.virgasim.validation.sharing.SensitivityFit;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.source.Parameter;
import io.github.virgasim.validation.source.ValidationSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pairs of training jobs on one GPU, {@code colocation_pairs.csv} (github.com/stanford-futuredata/gavel, MIT), predicted by
 * {@link SensitivityInterference}. Every pair is left out once: the pairs of jobs a and b, numbered in the order of their
 * names, are dealt into {@value #FOLDS} parts by a + b, and each part is predicted by a fit to the others; all are tests.
 * Halves, as two equal jobs in turns have, are told beside it. Slowdowns of exactly 1 can hardly be measurements, and are
 * out of range.
 */
public final class GavelSource implements ValidationSource {
    private static final int FOLDS = 10;

    @Override
    public String name() {
        return "gavel";
    }

    @Override
    public String description() {
        return "Training jobs in pairs on one GPU (Gavel).";
    }

    @Override
    public boolean needsData() {
        return true;
    }

    private static Map<String, PairSlowdowns> read(Measurements data) {
        Path file = data.noted(data.file("colocation_pairs.csv"));
        Map<String, PairSlowdowns> all = new LinkedHashMap<>(PairSlowdowns.readAll(file));
        all.replaceAll((device, pairs) -> pairs.known());
        all.values().removeIf(pairs -> pairs.jobs().isEmpty());
        if (all.isEmpty()) {
            throw new InvalidInputException(
                    file.getFileName() + ": must have a pair of jobs in both orders that fits into memory, has none");
        }
        return all;
    }

    @Override
    public Calibration fit(Measurements data) {
        List<Parameter> parameters = new ArrayList<>();
        read(data).forEach((device, pairs) -> {
            Map<String, SensitivityInterference.Job> jobs =
                    SensitivityFit.of(pairs).jobs();
            for (int j = 0; j < pairs.jobs().size(); j++) {
                String job = pairs.jobs().get(j);
                List<Double> sensitivities = new ArrayList<>();
                List<Double> pressures = new ArrayList<>();
                for (int other = 0; other < pairs.jobs().size(); other++) {
                    SensitivityInterference.Job beside = jobs.get(pairs.jobs().get(other));
                    add(sensitivities, pairs.slowdown()[j][other] / beside.pressure());
                    add(pressures, pairs.slowdown()[other][j] / beside.sensitivity());
                }
                parameters.add(Parameter.of("sensitivity/" + device + "/" + job, "1", sensitivities));
                parameters.add(Parameter.of("pressure/" + device + "/" + job, "1", pressures));
            }
        });
        return new Calibration(parameters);
    }

    private static void add(List<Double> values, double value) {
        if (Double.isFinite(value)) {
            values.add(value);
        }
    }

    @Override
    public List<ErrorRow> compare(Measurements data, Optional<Calibration> calibration) {
        List<ErrorRow> rows = new ArrayList<>();
        read(data).forEach((device, pairs) -> {
            if (calibration.isPresent()) {
                known(device, pairs, calibration.get())
                        .ifPresent(model -> pairs.fittingPairs().stream()
                                .filter(pair -> model.jobs()
                                                .keySet()
                                                .contains(pairs.jobs().get(pair[0]))
                                        && model.jobs()
                                                .keySet()
                                                .contains(pairs.jobs().get(pair[1])))
                                .forEach(pair -> add(rows, device, pairs, pair, model, "apart")));
            } else {
                for (int fold = 0; fold < FOLDS; fold++) {
                    int part = fold;
                    List<int[]> left = pairs.fittingPairs().stream()
                            .filter(pair -> (pair[0] + pair[1]) % FOLDS == part)
                            .toList();
                    PairSlowdowns rest = pairs.without(left);
                    // Of a job without another pair nothing is known.
                    if (!left.isEmpty() && rest.tellsOfAllJobs()) {
                        SensitivityInterference model = SensitivityFit.of(rest);
                        left.forEach(pair -> add(rows, device, pairs, pair, model, "test"));
                    }
                }
            }
        });
        if (rows.isEmpty()) {
            throw new InvalidInputException(
                    calibration.isPresent()
                            ? "the calibration has none of the devices and jobs that the measurements have"
                            : data.folder() + ": there must be two pairs of each job at least to leave one out");
        }
        return rows;
    }

    private static Optional<SensitivityInterference> known(
            String device, PairSlowdowns pairs, Calibration calibration) {
        Map<String, SensitivityInterference.Job> jobs = new LinkedHashMap<>();
        for (String job : pairs.jobs()) {
            if (calibration.has("sensitivity/" + device + "/" + job)) {
                jobs.put(
                        job,
                        new SensitivityInterference.Job(
                                calibration.value("sensitivity/" + device + "/" + job),
                                calibration.value("pressure/" + device + "/" + job)));
            }
        }
        return jobs.isEmpty() ? Optional.empty() : Optional.of(new SensitivityInterference(jobs));
    }

    private void add(
            List<ErrorRow> rows,
            String device,
            PairSlowdowns pairs,
            int[] pair,
            SensitivityInterference model,
            String part) {
        one(rows, device, pairs, pair[0], pair[1], model, part);
        if (pair[0] != pair[1]) {
            one(rows, device, pairs, pair[1], pair[0], model, part);
        }
    }

    private void one(
            List<ErrorRow> rows,
            String device,
            PairSlowdowns pairs,
            int a,
            int b,
            SensitivityInterference model,
            String part) {
        double measured = pairs.slowdown()[a][b];
        List<String> both = List.of(pairs.jobs().get(a), pairs.jobs().get(b));
        String cell = device + "/" + both.get(0) + "/" + both.get(1);
        double predicted = model.among(both).of(0, new int[] {1, 1});
        rows.add(new ErrorRow(
                name(), device + " slowdown [1]", cell, measured, predicted, Double.NaN, measured != 1, part));
        rows.add(new ErrorRow(
                name(), device + " slowdown, halves [1]", cell, measured, 2, Double.NaN, measured != 1, part));
    }
}
