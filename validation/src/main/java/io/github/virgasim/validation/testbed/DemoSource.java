// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.ValidationSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The two thinned recordings of an H100 that ship: calibrated on the first, validated on its other cells and the second. */
public final class DemoSource implements ValidationSource {
    private static final List<String> FILES =
            List.of("isolated", "serving", "sharing", "shared_serving", "markers", "power");

    private static final List<String> FIRST =
            Stream.concat(FILES.stream(), Stream.of("coldstart_training")).toList();

    private static final String DAY = "2026-11-26";
    private static final String SECOND_DAY = "2026-11-27";

    private static Recording recording(String day) {
        return Recording.shipped("h100-testbed/" + day, files(day));
    }

    private static List<String> files(String day) {
        return day.equals(DAY) ? FIRST : FILES;
    }

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String description() {
        return "Two thinned recordings of an H100 that ship with Virga.";
    }

    @Override
    public boolean needsData() {
        return false;
    }

    @Override
    public List<String> shipped() {
        return Stream.of(DAY, SECOND_DAY)
                .flatMap(day -> files(day).stream().map(file -> "h100-testbed/" + day + "/" + file + ".csv"))
                .toList();
    }

    @Override
    public Calibration calibrate(Optional<Path> data) {
        return Calibrator.calibrate(recording(DAY));
    }

    @Override
    public List<ErrorRow> validate(Optional<Path> data, Optional<Calibration> calibration) {
        Calibration used = calibration.orElseGet(() -> calibrate(data));
        return Stream.concat(
                        TestbedValidation.validate("demo", recording(DAY), used, calibration.isEmpty()).stream(),
                        TestbedValidation.validate("demo-second", recording(SECOND_DAY), used, false).stream())
                .toList();
    }
}
