// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.edgegrid;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.calibration.EnergyGridReader;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.Figures;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.source.Parameter;
import io.github.virgasim.validation.source.SomeNames;
import io.github.virgasim.validation.source.ValidationSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Isolated profiles {@code *.db} (SQLite) and serving runs {@code runs.csv} of edge devices
 * (github.com/lab-paper-code/load-reactive-edge-inference, CC BY 4.0). The service time of a model is its isolated one; its
 * overhead and the power of a request are fitted at the lowest load, and higher loads are tests, each repeat simulated in the
 * engine for as long as it was measured.
 *
 * <p>With the host's occupancy: a server holds each request a little longer than the isolated profile says. Neither the profile
 * nor a low load tells by how much; a run that keeps the device busy for more than {@value #HIGH} of its time does. It is taken from the
 * <em>other</em> models on the device, never from the model that is predicted, and so is the exponent of power. Where it
 * leaves mean latencies of such a model at loads in between unexplained by more than {@value #EXPLAINED} %, the overhead of the device
 * changes with load, and what is predicted with it is marked as out of range.
 *
 * <p>Under the calibration of another folder, a model that this one has not seen on a device counts by its own profile and its lowest
 * load, which are input then and compared with nothing.
 */
public final class EdgeGridSource implements ValidationSource {
    private static final double HIGH = 0.8;
    private static final double EXPLAINED = 10;
    private static final String OCCUPANCY = "host occupancy";
    private static final String UNEXPLAINED = "unexplained by host occupancy";
    private static final int BISECTIONS = 40;

    @Override
    public String name() {
        return "edge-energy-grid";
    }

    @Override
    public String folder() {
        return "edge_energy_grid";
    }

    @Override
    public String description() {
        return "Edge devices under Poisson load, with wall power (edge energy grid).";
    }

    @Override
    public boolean needsData() {
        return true;
    }

    /** What the folder holds: profiles by device, model and mode [ms], and cells likewise by load. */
    private record Grid(Map<String, Double> profiles, Map<String, TreeMap<Double, GridCell>> served) {
        static Grid read(Measurements data) {
            Map<String, Double> profiles = new TreeMap<>();
            for (Path database : data.files(".*\\.db", "SQLite file (*.db) with isolated profiles")) {
                EnergyGridReader.isolated(data.noted(database)).forEach(p -> {
                    if (profiles.put(p.device() + "/" + p.model() + "/" + p.mode(), p.meanMs()) != null) {
                        throw new InvalidInputException(
                                database.getFileName() + ": profile of " + p.model() + " on " + p.device() + " in mode "
                                        + p.mode() + " must stand once in all *.db, was there before");
                    }
                });
            }
            Map<String, TreeMap<Double, GridCell>> served = new TreeMap<>();
            TreeSet<String> unknown = new TreeSet<>();
            int rows = 0;
            for (GridCell cell : GridCell.read(data)) {
                if (profiles.containsKey(cell.served())) {
                    served.computeIfAbsent(cell.served(), s -> new TreeMap<>()).put(cell.load(), cell);
                } else {
                    unknown.add(cell.served());
                    rows += cell.runs().size();
                }
            }
            if (!unknown.isEmpty()) {
                data.remark("runs.csv: left out " + rows + " runs of " + SomeNames.of(unknown)
                        + ", which have no isolated profile.");
            }
            if (served.isEmpty()) {
                throw new InvalidInputException(
                        data.folder() + ": has no serving run of a model with an isolated profile");
            }
            return new Grid(profiles, served);
        }
    }

    @Override
    public Calibration fit(Measurements data) {
        return calibration(Grid.read(data));
    }

    private static Calibration calibration(Grid grid) {
        List<Parameter> parameters = new ArrayList<>();
        grid.served().forEach((served, loads) -> {
            GridCell low = loads.firstEntry().getValue();
            double service = grid.profiles().get(served);
            Device device = Device.of(low, service, 0);
            parameters.add(fixed("service/" + served, "ms", service));
            parameters.add(Parameter.of(
                    "overhead/" + served,
                    "ms",
                    low.runs().stream()
                            .map(run -> run.mean() - (device.meanMs(run.rate()) - device.overhead()))
                            .toList()));
            parameters.add(fixed("overhead sd/" + served, "ms", device.overheadSd()));
            List<Double> idle = new ArrayList<>();
            List<Double> slopes = new ArrayList<>();
            for (GridCell.Run run : low.runs()) {
                if (Double.isFinite(run.idle()) && Double.isFinite(run.power())) {
                    idle.add(run.idle());
                    slopes.add((run.power() - run.idle()) / run.rate());
                }
            }
            if (!idle.isEmpty()) {
                parameters.add(Parameter.of("idle power/" + served, "W", idle));
                parameters.add(Parameter.of("power per request/" + served, "J", slopes));
                parameters.add(fixed("rate of that/" + served, "1/s", low.median(GridCell.Run::rate)));
            }
            // What the low load and the profile do not tell, and a high load of this model does, for the other models.
            String host = OCCUPANCY + "/" + served;
            GridCell high = loads.lastEntry().getValue();
            double rate = high.median(GridCell.Run::rate);
            double occupancy = high == low ? 0 : occupancy(low, high, service);
            if (rate * (service + occupancy) / 1000 > HIGH) {
                parameters.add(fixed(host, "ms", occupancy));
                unexplained(loads, service, occupancy)
                        .ifPresent(left -> parameters.add(fixed(UNEXPLAINED + "/" + served, "%", left)));
            } else {
                parameters.add(Parameter.unidentified(host, "ms", 0));
            }
            if (high != low) {
                if (!idle.isEmpty() && high.runs().stream().anyMatch(run -> Double.isFinite(run.power()))) {
                    double powerLow = low.median(run -> run.power() - run.idle());
                    double powerHigh = high.median(run -> run.power() - run.idle());
                    if (powerLow > 0 && powerHigh > 0) {
                        parameters.add(fixed(
                                "power exponent/" + served,
                                "1",
                                Math.log(powerHigh / powerLow) / Math.log(rate / low.median(GridCell.Run::rate))));
                    }
                }
            }
        });
        return new Calibration(parameters);
    }

    private static Parameter fixed(String name, String unit, double value) {
        return new Parameter(name, value, unit, Double.NaN, Double.NaN, 1);
    }

    /** Bisects for what explains the mean latency at a high load; the overhead shrinks by as much. */
    private static double occupancy(GridCell low, GridCell high, double service) {
        double rate = high.median(GridCell.Run::rate);
        double mean = high.median(GridCell.Run::mean);
        List<double[]> repeats = Device.arrivals(high);
        double least = 0;
        // Runs are short: even a load above 1 has a finite mean.
        double most = Math.max(0, 1.1 * 1000 / rate - service);
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (least + most) / 2;
            if (Device.of(low, service, middle).meanMs(repeats) < mean) {
                least = middle;
            } else {
                most = middle;
            }
        }
        return (least + most) / 2;
    }

    /** Returns the largest error of the mean latency at loads between the lowest and the highest, if there are any [%]. */
    private static OptionalDouble unexplained(TreeMap<Double, GridCell> loads, double service, double occupancy) {
        Device device = Device.of(loads.firstEntry().getValue(), service, occupancy);
        return loads.subMap(loads.firstKey(), false, loads.lastKey(), false).values().stream()
                .mapToDouble(cell ->
                        100 * Math.abs(device.meanMs(Device.arrivals(cell)) / cell.median(GridCell.Run::mean) - 1))
                .max();
    }

    /** Returns the values of a parameter for the other models of a device, which were measured; 0 cells give nothing. */
    private static double[] ofOthers(Calibration used, String name, GridCell cell) {
        return used.parameters().stream()
                .filter(p -> p.cells() > 0 && p.name().startsWith(name + "/" + cell.device() + "/"))
                .filter(p -> p.name().endsWith("/" + cell.mode()) && !p.name().equals(name + "/" + cell.served()))
                .mapToDouble(Parameter::value)
                .toArray();
    }

    @Override
    public List<ErrorRow> compare(Measurements data, Optional<Calibration> calibration) {
        Grid grid = Grid.read(data);
        Calibration own = calibration(grid);
        Calibration others = calibration.orElse(own);
        if (others.parameters().stream().noneMatch(parameter -> parameter.name().startsWith("service/"))) {
            throw new InvalidInputException(
                    "the calibration is none of " + name() + ": it has no parameter 'service/...'");
        }
        List<ErrorRow> rows = new ArrayList<>();
        grid.served().forEach((served, loads) -> {
            boolean known = others.has("service/" + served);
            GridCell low = loads.firstEntry().getValue();
            for (GridCell cell : loads.values()) {
                if (known || cell != low) {
                    String part = calibration.isPresent() ? "apart" : cell == low ? "fit" : "test";
                    new Comparison(cell, low, known ? others : own, others, part, rows).add();
                }
            }
        });
        if (rows.isEmpty()) {
            throw new InvalidInputException(
                    "the runs have no load above the lowest one, and the calibration no model of theirs");
        }
        return rows;
    }

    /** A cell, compared. */
    private final class Comparison {
        private final GridCell cell;
        private final GridCell low;
        private final Calibration used;
        private final Calibration others;
        private final String part;
        private final List<ErrorRow> rows;

        Comparison(
                GridCell cell, GridCell low, Calibration used, Calibration others, String part, List<ErrorRow> rows) {
            this.cell = cell;
            this.low = low;
            this.used = used;
            this.others = others;
            this.part = part;
            this.rows = rows;
        }

        void add() {
            String served = cell.served();
            double service = used.value("service/" + served);
            latencies(
                    "",
                    new Device(service, 0, used.value("overhead/" + served), used.value("overhead sd/" + served)),
                    true);
            power("", 1);
            if (cell != low) {
                double[] occupancies = ofOthers(others, OCCUPANCY, cell);
                if (occupancies.length > 0) {
                    latencies(
                            ", " + OCCUPANCY,
                            Device.of(low, service, Parameter.median(occupancies)),
                            Arrays.stream(ofOthers(others, UNEXPLAINED, cell)).allMatch(left -> left <= EXPLAINED));
                }
                double[] exponents = ofOthers(others, "power exponent", cell);
                if (exponents.length > 0) {
                    power(", exponent of others", Parameter.median(exponents));
                }
            }
        }

        private void latencies(String how, Device device, boolean inRange) {
            String percent = "at " + (int) Math.round(100 * cell.load()) + "% ";
            double[] means = new double[cell.runs().size()];
            double[] p95 = new double[means.length];
            double[] p99 = new double[means.length];
            for (int r = 0; r < means.length; r++) {
                GridCell.Run run = cell.runs().get(r);
                double[] latencies = device.latencies(run, r);
                means[r] = Figures.of(latencies, 0);
                p95[r] = GridCell.percentile(latencies, 95);
                p99[r] = GridCell.percentile(latencies, 99);
            }
            row(percent + "mean" + how + " [ms]", GridCell.Run::mean, Parameter.median(means), inRange);
            row(percent + "p95" + how + " [ms]", GridCell.Run::p95, Parameter.median(p95), inRange);
            row(percent + "p99" + how + " [ms]", GridCell.Run::p99, Parameter.median(p99), inRange);
            double load = cell.median(GridCell.Run::rate) * device.service() / 1000;
            double implied = device.impliedLoad(cell.median(GridCell.Run::mean));
            if (cell != low && load < 1 && implied > 0) {
                rows.add(new ErrorRow(
                        name(),
                        percent + "load" + how + " [1]",
                        cell.name(),
                        implied,
                        load,
                        Double.NaN,
                        inRange,
                        part));
            }
        }

        private void power(String how, double exponent) {
            String served = cell.served();
            if (used.has("idle power/" + served)
                    && cell.runs().stream().anyMatch(run -> Double.isFinite(run.power()))) {
                double rate = cell.median(GridCell.Run::rate);
                double reference = used.value("rate of that/" + served);
                double dynamic = used.value("power per request/" + served) * reference;
                row(
                        "at " + (int) Math.round(100 * cell.load()) + "% power" + how + " [W]",
                        GridCell.Run::power,
                        used.value("idle power/" + served) + dynamic * Math.pow(rate / reference, exponent),
                        true);
            }
        }

        private void row(String quantity, ToDoubleFunction<GridCell.Run> figure, double predicted, boolean inRange) {
            rows.add(new ErrorRow(
                    name(),
                    quantity,
                    cell.name(),
                    cell.median(figure),
                    predicted,
                    cell.noisePercent(figure),
                    inRange,
                    part,
                    100 * cell.load()));
        }
    }
}
