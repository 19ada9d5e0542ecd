// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.pollux;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.tables.Cell;
import io.github.virgasim.validation.tables.TableSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder for each model with {@code placements.csv}: times of a step and of its synchronisation by placement, a digit of
 * GPUs for each node, and batch of each GPU (github.com/petuum/adaptdl, Apache-2.0). A group is a model, a series a placement,
 * x the batch. Placements are the more alike the closer they are in nodes, in GPUs, and in how unevenly these are spread.
 */
public final class PolluxSource extends TableSource {
    private static final String FILE = "placements.csv";

    @Override
    public String name() {
        return "pollux";
    }

    @Override
    public String folder() {
        return "pollux_training";
    }

    @Override
    public String description() {
        return "Times of training steps by placement and batch (Pollux).";
    }

    @Override
    protected List<Table> read(Measurements data) {
        Path folder = data.folder();
        List<Path> models;
        try (Stream<Path> all = Files.list(folder)) {
            models = all.filter(each -> Files.exists(each.resolve(FILE)) || Files.exists(each.resolve(FILE + ".gz")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidInputException(folder + ": cannot be listed (" + e.getMessage() + ")");
        }
        if (models.isEmpty()) {
            throw new InvalidInputException(folder + ": must have folders of models with " + FILE);
        }
        List<Cell> steps = new ArrayList<>();
        List<Cell> synchronisations = new ArrayList<>();
        models.forEach(model -> read(data, model, steps, synchronisations));
        return List.of(
                new Table("step time", "s", false, steps),
                new Table("synchronisation time", "s", false, synchronisations));
    }

    private static void read(Measurements data, Path model, List<Cell> steps, List<Cell> synchronisations) {
        String name = model.getFileName().toString();
        Set<String> seen = new HashSet<>();
        data.rows(data.file(name + "/" + FILE), List.of("placement", "local_bsz", "step_time", "sync_time"), row -> {
            String placement = row.text("placement");
            if (!placement.matches("[1-9]+")) {
                throw row.invalid("placement: must be a digit from 1 to 9 for each node, was '" + placement + "'");
            }
            double batch = row.positive("local_bsz");
            if (!seen.add(placement + " " + batch)) {
                throw row.invalid("local_bsz: must stand once for placement " + placement + ", was again '"
                        + row.text("local_bsz") + "'");
            }
            double step = row.positive("step_time");
            double synchronisation = row.positive("sync_time");
            if (synchronisation > step) {
                throw row.invalid("sync_time: must be at most step_time, was '" + row.text("sync_time") + "'");
            }
            steps.add(new Cell(name, placement, batch, step));
            synchronisations.add(new Cell(name, placement, batch, synchronisation));
        });
    }

    @Override
    protected double[] features(String placement) {
        int[] gpus = placement.chars().map(c -> c - '0').toArray();
        int sum = 0;
        int most = 0;
        int least = 9;
        for (int node : gpus) {
            sum += node;
            most = Math.max(most, node);
            least = Math.min(least, node);
        }
        return new double[] {Math.log(gpus.length), Math.log(sum), (most - least) / 4.0};
    }
}
