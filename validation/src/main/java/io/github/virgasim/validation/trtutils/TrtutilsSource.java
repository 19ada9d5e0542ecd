// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.trtutils;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.calibration.TrtutilsReader;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.tables.Cell;
import io.github.virgasim.validation.tables.TableSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file for each device, with times of models by runtime and input size (github.com/justincdavis/trtutils, MIT). A group is a
 * runtime on a device, a series a model, x the pixels of the input [Mpixel]. TensorRT's times, which the catalogue has, are a
 * table of their own; other runtimes are bound by the host at small sizes.
 */
public final class TrtutilsSource extends TableSource {
    private static final String TENSORRT = "tensorrt";

    @Override
    public String name() {
        return "trtutils";
    }

    @Override
    public String folder() {
        return "trtutils_yolo_edge";
    }

    @Override
    public String description() {
        return "Times of detectors by input size (trtutils).";
    }

    @Override
    protected List<Table> read(Measurements data) {
        List<Cell> tensorrt = new ArrayList<>();
        List<Cell> others = new ArrayList<>();
        for (Path file : data.files("(?!device_info).*\\.json", "file of a device (*.json)")) {
            TrtutilsReader reader = TrtutilsReader.read(data.noted(file));
            String device = file.getFileName().toString().replaceFirst("\\.json$", "");
            for (String runtime : reader.runtimes()) {
                for (String model : reader.models(runtime)) {
                    String place = file.getFileName() + ": runtime and model";
                    if (Checks.named(place, runtime + " " + model).contains("/")) {
                        throw new InvalidInputException(
                                place + " must have no slash, were '" + runtime + "' and '" + model + "'");
                    }
                    reader.mediansMs(runtime, model)
                            .forEach((side, millis) -> (runtime.equals(TENSORRT) ? tensorrt : others)
                                    .add(new Cell(device + " " + runtime, model, (double) side * side / 1e6, millis)));
                }
            }
        }
        return List.of(
                new Table("TensorRT latency", "ms", true, tensorrt),
                new Table("latency of other runtimes", "ms", true, others));
    }
}
