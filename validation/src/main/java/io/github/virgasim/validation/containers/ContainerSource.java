// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.containers;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.source.Parameter;
import io.github.virgasim.validation.source.ValidationSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The container runs of TapFinger's test bed, {@code container_runs.csv} (see {@link ContainerRun#read}), in open loop: each
 * container starts as recorded, and its run time is predicted as the median of containers with the same task, cluster and
 * one or several GPUs. No scheduler's runs predict themselves: every scheduler is a test, predicted from the others. The noise
 * is how far apart containers of one kind are under one scheduler.
 */
public final class ContainerSource implements ValidationSource {
    @Override
    public String name() {
        return "tapfinger-containers";
    }

    @Override
    public String folder() {
        return "tapfinger";
    }

    @Override
    public String description() {
        return "Containers of training tasks under several schedulers (TapFinger).";
    }

    @Override
    public boolean needsData() {
        return true;
    }

    private static List<ContainerRun> read(Measurements data) {
        return ContainerRun.read(data);
    }

    private static String kind(ContainerRun run) {
        return run.task() + "/" + run.cluster() + "/" + (run.units().get(1) > 1 ? "several GPUs" : "one GPU");
    }

    @Override
    public Calibration fit(Measurements data) {
        return calibration(read(data));
    }

    private static Calibration calibration(List<ContainerRun> runs) {
        Map<String, List<Double>> kinds = new TreeMap<>();
        runs.forEach(
                run -> kinds.computeIfAbsent(kind(run), k -> new ArrayList<>()).add(run.seconds()));
        return new Calibration(kinds.entrySet().stream()
                .map(each -> Parameter.of(each.getKey(), "s", each.getValue()))
                .toList());
    }

    @Override
    public List<ErrorRow> compare(Measurements data, Optional<Calibration> calibration) {
        List<ContainerRun> runs = read(data);
        TreeSet<String> schedulers =
                runs.stream().map(ContainerRun::scheduler).collect(Collectors.toCollection(TreeSet::new));
        if (calibration.isEmpty() && schedulers.size() < 2) {
            throw new InvalidInputException(
                    "container_runs.csv: must have runs under two schedulers at least, or a calibration of others, has "
                            + schedulers);
        }
        List<ErrorRow> rows = new ArrayList<>();
        for (String scheduler : schedulers) {
            Calibration used = calibration.orElseGet(() -> calibration(runs.stream()
                    .filter(run -> !run.scheduler().equals(scheduler))
                    .toList()));
            List<ContainerRun> own = runs.stream()
                    .filter(run -> run.scheduler().equals(scheduler))
                    .toList();
            Map<String, Double> spread = spread(own);
            for (int i = 0; i < own.size(); i++) {
                ContainerRun run = own.get(i);
                if (used.has(kind(run))) {
                    rows.add(new ErrorRow(
                            name(),
                            scheduler + " run time [s]",
                            i + " " + kind(run),
                            run.seconds(),
                            used.value(kind(run)),
                            spread.get(kind(run)),
                            true,
                            calibration.isPresent() ? "apart" : "test"));
                }
            }
        }
        return rows;
    }

    /** Coefficient of variation of each kind [%]. */
    private static Map<String, Double> spread(List<ContainerRun> runs) {
        Map<String, Double> spread = new TreeMap<>();
        runs.stream().collect(Collectors.groupingBy(ContainerSource::kind)).forEach((kind, of) -> {
            double[] seconds = of.stream().mapToDouble(ContainerRun::seconds).toArray();
            spread.put(
                    kind,
                    seconds.length < 2
                            ? Double.NaN
                            : 100 * Math.sqrt(StatUtils.variance(seconds)) / StatUtils.mean(seconds));
        });
        return spread;
    }
}
