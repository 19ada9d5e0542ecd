// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.tables;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.source.Parameter;
import io.github.virgasim.validation.source.ValidationSource;
import io.github.virgasim.validation.tables.Kriging.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Measurements that are tables of figures over a size. {@link Split} says which cells are fitted; the others are predicted by
 * {@link Kriging}, and beside it by a straight line between the two nearest fitted cells of the series and by the simple law
 * that Virga's catalogue has, so that it is seen what the first one gains.
 */
public abstract class TableSource implements ValidationSource {
    /**
     * A table.
     *
     * @param quantity what its figures are
     * @param unit of the figures
     * @param isLinear whether the figure is known to grow in a line with x
     * @param cells in the order of the files, none twice
     */
    public record Table(String quantity, String unit, boolean isLinear, List<Cell> cells) {}

    /**
     * Reads the tables.
     *
     * @param data the measurements
     * @return at least one table
     * @throws InvalidInputException if files are malformed or there are none
     */
    protected abstract List<Table> read(Measurements data);

    /**
     * Tells what makes series alike.
     *
     * @param series name of a series
     * @return equally many numbers for each series; none if all are equally alike
     */
    protected double[] features(String series) {
        return new double[0];
    }

    /**
     * Predicts by the law that the catalogue has: least squares, unless a subclass knows another one.
     *
     * @param table whose figure it is
     * @param fitted at least two cells of the series
     * @param x where to predict
     * @return the figure
     */
    protected double simply(Table table, NavigableMap<Double, Double> fitted, double x) {
        SimpleRegression line = new SimpleRegression();
        fitted.forEach(line::addData);
        return line.predict(x);
    }

    @Override
    public final boolean needsData() {
        return true;
    }

    @Override
    public final Calibration fit(Measurements data) {
        return calibration(read(data));
    }

    private static String name(Table table, Cell cell) {
        return table.quantity() + "/" + cell.row() + "/" + cell.x();
    }

    private static Calibration calibration(List<Table> tables) {
        List<Parameter> parameters = new ArrayList<>();
        for (Table table : tables) {
            for (Cell cell : Split.fitted(table.cells())) {
                parameters.add(new Parameter(name(table, cell), cell.y(), table.unit(), Double.NaN, Double.NaN, 1));
            }
        }
        return new Calibration(parameters);
    }

    @Override
    public final List<ErrorRow> compare(Measurements data, Optional<Calibration> calibration) {
        List<Table> tables = read(data);
        Calibration used = calibration.orElseGet(() -> calibration(tables));
        List<ErrorRow> rows = new ArrayList<>();
        for (Table table : tables) {
            Map<String, List<Cell>> fitted = fitted(table, used);
            Map<String, List<Cell>> groups = table.cells().stream()
                    .collect(Collectors.groupingBy(Cell::group, TreeMap::new, Collectors.toList()));
            groups.forEach((group, cells) -> {
                if (fitted.containsKey(group)) {
                    new Comparison(table, fitted.get(group), used, calibration.isEmpty()).add(cells, rows);
                }
            });
        }
        if (rows.isEmpty()) {
            throw new InvalidInputException(
                    calibration.isPresent()
                            ? "the calibration has none of the series that the measurements have"
                            : data.folder() + ": there must be a series of two cells at least, is none");
        }
        return rows;
    }

    private static Map<String, List<Cell>> fitted(Table table, Calibration calibration) {
        Map<String, List<Cell>> groups = new TreeMap<>();
        for (Parameter parameter : calibration.parameters()) {
            String[] parts = parameter.name().split("/");
            if (parts.length == 4 && parts[0].equals(table.quantity())) {
                groups.computeIfAbsent(parts[1], g -> new ArrayList<>())
                        .add(new Cell(parts[1], parts[2], Double.parseDouble(parts[3]), parameter.value()));
            }
        }
        return groups;
    }

    /** The cells of one group, compared. */
    private final class Comparison {
        private final Table table;
        private final Calibration calibration;
        private final boolean own;
        private final Map<String, NavigableMap<Double, Double>> known = new TreeMap<>();
        private final Kriging kriging;

        Comparison(Table table, List<Cell> fitted, Calibration calibration, boolean own) {
            this.table = table;
            this.calibration = calibration;
            this.own = own;
            fitted.forEach(
                    c -> known.computeIfAbsent(c.series(), s -> new TreeMap<>()).put(c.x(), c.y()));
            kriging = Kriging.of(
                    table.isLinear() ? Trend.LINEAR : Trend.FREE, TableSource.this::features, List.copyOf(fitted));
        }

        void add(List<Cell> cells, List<ErrorRow> rows) {
            for (Cell cell : cells) {
                NavigableMap<Double, Double> series = known.get(cell.series());
                if (series == null || own && series.size() == 1) {
                    continue;
                }
                boolean fit = own && calibration.has(name(table, cell));
                boolean inRange = cell.x() >= series.firstKey() && cell.x() <= series.lastKey();
                String part = own ? fit ? "fit" : "test" : "apart";
                row(rows, "", cell, kriging.at(cell.series(), cell.x()), inRange, part);
                if (!fit && series.size() > 1) {
                    row(rows, ", interpolated", cell, between(series, cell.x()), inRange, part);
                    row(rows, ", simple law", cell, simply(table, series, cell.x()), inRange, part);
                }
            }
        }

        private void row(List<ErrorRow> rows, String how, Cell cell, double predicted, boolean inRange, String part) {
            rows.add(new ErrorRow(
                    name(),
                    table.quantity() + how + " [" + table.unit() + "]",
                    cell.row() + "/" + cell.x(),
                    cell.y(),
                    predicted,
                    Double.NaN,
                    inRange,
                    part));
        }

        private static double between(NavigableMap<Double, Double> series, double x) {
            Double below = series.floorKey(x);
            Double above = series.ceilingKey(x);
            double left =
                    below == null ? series.firstKey() : below.equals(series.lastKey()) ? series.lowerKey(below) : below;
            double right = series.higherKey(left);
            return series.get(left) + (series.get(right) - series.get(left)) * (x - left) / (right - left);
        }
    }
}
