// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.azure;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.calibration.CsvRows;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.source.Parameter;
import io.github.virgasim.validation.source.ValidationSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Times of requests, {@code *.csv} with the column TIMESTAMP (github.com/Azure/AzurePublicDataset, CC BY 4.0), as bursts of
 * {@link io.github.virgasim.workload.ClientArrivals#onOff}. Of the full minutes the 1st, 3rd, 5th, ... are fitted and the
 * others are tests; the incomplete last one is left out. Of
 * more than 45 days, blocks of 2, 4, 8, ... odd and of as many even minutes take the place of minutes, and an incomplete last
 * block is left out. The noise is the spread of the figure over minutes drawn again with
 * replacement.
 */
public final class AzureLlmSource implements ValidationSource {
    private static final int RESAMPLES = 200;
    private static final int LEAST = 4;
    private static final double LONGEST_GAP = 30.0 * 24 * 3600;

    private static final Map<String, ToDoubleFunction<Counts>> FIGURES = new LinkedHashMap<>();

    static {
        FIGURES.put("rate [1/s]", Counts::rate);
        FIGURES.put("variation of gaps [1]", Counts::variation);
        FIGURES.put("dispersion over 1 s [1]", Counts::dispersionOfSeconds);
        FIGURES.put("dispersion over 60 s [1]", Counts::dispersionOfWindows);
    }

    @Override
    public String name() {
        return "azure-llm";
    }

    @Override
    public String folder() {
        return "azure_llm_2023";
    }

    @Override
    public String description() {
        return "Arrival times of requests (Azure LLM traces).";
    }

    @Override
    public boolean needsData() {
        return true;
    }

    private static Map<String, Counts> read(Measurements data) {
        Map<String, Counts> traces = new LinkedHashMap<>();
        for (Path file : data.files(".*\\.csv(\\.gz)?", "CSV file")) {
            traces.put(file.getFileName().toString().replaceFirst("\\.csv.*", ""), read(data, file, new Reader()));
        }
        return traces;
    }

    private static Counts read(Measurements data, Path file, Reader reader) {
        data.rowsOnce(file, List.of("TIMESTAMP"), reader::add);
        Counts counts = reader.counts.build();
        if (counts.windows().size() < LEAST) {
            throw new InvalidInputException(file.getFileName() + ": must have four full minutes at least, has "
                    + counts.windows().size());
        }
        for (int first = 0; first < 2; first++) {
            if (part(counts, first).windows().stream().noneMatch(window -> window.count() > 2)) {
                throw new InvalidInputException(file.getFileName()
                        + ": must have a minute with three requests at least among the odd and the even ones");
            }
        }
        return counts;
    }

    /** Collects minute by minute. */
    private static final class Reader {
        private final Counts.Builder counts = new Counts.Builder();
        private LocalDateTime first;
        private double last;

        private void add(CsvRows.Row row) {
            LocalDateTime time;
            try {
                time = LocalDateTime.parse(row.text("TIMESTAMP").replace(' ', 'T'));
            } catch (DateTimeParseException e) {
                throw row.invalid("TIMESTAMP: must be a date and a time, like 2023-11-16 18:15:46.68, was '"
                        + row.text("TIMESTAMP") + "'");
            }
            if (first == null) {
                first = time;
            }
            Duration since = Duration.between(first, time);
            double seconds = since.getSeconds() + since.getNano() / 1e9;
            if (seconds < last) {
                throw row.invalid("TIMESTAMP: must not be before the row above, was '" + row.text("TIMESTAMP") + "'");
            }
            if (seconds - last > LONGEST_GAP) {
                throw row.invalid(
                        "TIMESTAMP: must be within 30 days of the row above, was '" + row.text("TIMESTAMP") + "'");
            }
            last = seconds;
            counts.add(seconds);
        }
    }

    private static Counts part(Counts counts, int first) {
        return new Counts(IntStream.range(0, counts.windows().size())
                .filter(i -> i % 2 == first)
                .mapToObj(counts.windows()::get)
                .toList());
    }

    @Override
    public Calibration fit(Measurements data) {
        return calibration(read(data));
    }

    private static Calibration calibration(Map<String, Counts> traces) {
        List<Parameter> parameters = new ArrayList<>();
        traces.forEach((trace, counts) -> {
            Counts fitted = part(counts, 0);
            Bursts fit = Bursts.of(fitted);
            List<Bursts> again = resampled(fitted, Bursts::of);
            int cells = fitted.windows().size();
            add(parameters, trace + "/rate", "1/s", fit, again, Bursts::rate, cells);
            add(parameters, trace + "/relative variance", "1", fit, again, Bursts::relativeVariance, cells);
            add(parameters, trace + "/correlation time", "s", fit, again, Bursts::correlationTime, cells);
            add(parameters, trace + "/share of the high rate", "1", fit, again, Bursts::onShare, cells);
        });
        return new Calibration(parameters);
    }

    private static void add(
            List<Parameter> to,
            String name,
            String unit,
            Bursts fit,
            List<Bursts> again,
            ToDoubleFunction<Bursts> figure,
            int cells) {
        to.add(Parameter.resampled(
                name,
                unit,
                figure.applyAsDouble(fit),
                again.stream().mapToDouble(figure).toArray(),
                cells));
    }

    /** Draws windows again with replacement, one sample after another. */
    private static <T> List<T> resampled(Counts counts, Function<Counts, T> figure) {
        UniformRandomProvider random = RandomSource.SPLIT_MIX_64.create(1L);
        int windows = counts.windows().size();
        return IntStream.range(0, RESAMPLES)
                .mapToObj(i -> figure.apply(new Counts(IntStream.range(0, windows)
                        .mapToObj(k -> counts.windows().get(random.nextInt(windows)))
                        .toList())))
                .toList();
    }

    @Override
    public List<ErrorRow> compare(Measurements data, Optional<Calibration> calibration) {
        List<ErrorRow> rows = new ArrayList<>();
        read(data).forEach((trace, counts) -> {
            if (calibration.isPresent()) {
                if (calibration.get().has(trace + "/rate")) {
                    compare(trace, counts, bursts(calibration.get(), trace), "apart", rows);
                }
            } else {
                Bursts fit = Bursts.of(part(counts, 0));
                compare(trace, part(counts, 0), fit, "fit", rows);
                compare(trace, part(counts, 1), fit, "test", rows);
            }
        });
        if (rows.isEmpty()) {
            throw new InvalidInputException("the calibration has none of the traces that the measurements have");
        }
        return rows;
    }

    private static Bursts bursts(Calibration used, String trace) {
        return new Bursts(
                used.value(trace + "/rate"),
                used.value(trace + "/relative variance"),
                used.value(trace + "/correlation time"),
                used.value(trace + "/share of the high rate"));
    }

    private void compare(String trace, Counts counts, Bursts model, String part, List<ErrorRow> rows) {
        Counts simulated = model.sample();
        FIGURES.forEach((quantity, figure) -> {
            double measured = figure.applyAsDouble(counts);
            double[] spread = resampled(counts, figure::applyAsDouble).stream()
                    .mapToDouble(value -> value)
                    .toArray();
            rows.add(new ErrorRow(
                    name(),
                    quantity,
                    trace,
                    measured,
                    figure.applyAsDouble(simulated),
                    100 * Math.sqrt(StatUtils.variance(spread)) / measured,
                    true,
                    part));
        });
    }
}
