// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.source.ValidationSource;
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

    private static Recording recording(String day, Measurements data) {
        return Recording.shipped("h100-testbed/" + day, files(day), data);
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
    public Calibration fit(Measurements data) {
        return Calibrator.calibrate(recording(DAY, data));
    }

    @Override
    public List<ErrorRow> compare(Measurements data, Optional<Calibration> calibration) {
        return validate(data, calibration);
    }

    /** Each of the two recordings by itself may be what the calibration was made from. */
    @Override
    public List<ErrorRow> validate(Measurements data, Optional<Calibration> calibration) {
        Calibration used = calibration.orElseGet(() -> fit(data));
        Measurements second = Measurements.of(Optional.empty());
        List<ErrorRow> rows = TestbedValidation.validate("demo", recording(DAY, data), used, calibration.isEmpty());
        List<ErrorRow> others = TestbedValidation.validate("demo-second", recording(SECOND_DAY, second), used, false);
        if (calibration.isPresent()) {
            rows = used.marked(rows, data);
            others = used.marked(others, second);
            second.remarks().forEach(data::remark);
        }
        return Stream.concat(rows.stream(), others.stream()).toList();
    }
}
