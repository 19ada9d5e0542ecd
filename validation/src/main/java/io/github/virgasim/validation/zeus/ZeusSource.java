// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.zeus;

import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.tables.Cell;
import io.github.virgasim.validation.tables.TableSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;

/**
 * A file {@code summary_power_*.csv} for each card, with mean power and time of an epoch of training by power limit
 * (github.com/ml-energy/zeus, Apache-2.0). A group is a card, a series a network with its batch and optimiser, x the limit
 * [W]. The simple law of power is that of Virga's cards: the smaller one of the limit and the power under the highest limit.
 */
public final class ZeusSource extends TableSource {
    private static final String POWER = "mean power";

    @Override
    public String name() {
        return "zeus";
    }

    @Override
    public String folder() {
        return "zeus_power";
    }

    @Override
    public String description() {
        return "Power and time of training under power limits (Zeus).";
    }

    @Override
    protected List<Table> read(Measurements data) {
        List<Cell> power = new ArrayList<>();
        List<Cell> time = new ArrayList<>();
        for (Path file : data.files("summary_power_.*\\.csv(\\.gz)?", "summary_power_*.csv")) {
            String card = file.getFileName().toString().replaceFirst("summary_power_(.*)\\.csv.*", "$1");
            Set<String> seen = new HashSet<>();
            data.rows(
                    file,
                    List.of(
                            "dataset",
                            "network",
                            "batch_size",
                            "optimizer",
                            "power_limit",
                            "time_per_epoch",
                            "average_power"),
                    row -> {
                        String series = String.join(
                                        " ",
                                        row.text("dataset"),
                                        row.text("network"),
                                        row.text("batch_size"),
                                        row.text("optimizer"))
                                .replace('/', '-');
                        double limit = row.positive("power_limit");
                        if (!seen.add(series + " " + limit)) {
                            throw row.invalid("power_limit: must stand once for " + series + ", was again '"
                                    + row.text("power_limit") + "'");
                        }
                        power.add(new Cell(card, series, limit, row.positive("average_power")));
                        time.add(new Cell(card, series, limit, row.positive("time_per_epoch")));
                    });
        }
        return List.of(new Table(POWER, "W", false, power), new Table("time of an epoch", "s", false, time));
    }

    @Override
    protected double simply(Table table, NavigableMap<Double, Double> fitted, double x) {
        return table.quantity().equals(POWER)
                ? Math.min(x, fitted.lastEntry().getValue())
                : super.simply(table, fitted, x);
    }
}
