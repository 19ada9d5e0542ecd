// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.source.ValidationSource;
import java.util.List;
import java.util.Optional;

/** A folder in Virga's own format. */
public final class TestbedSource implements ValidationSource {
    @Override
    public String name() {
        return "testbed";
    }

    @Override
    public String folder() {
        return "h100_testbed";
    }

    @Override
    public String description() {
        return "A folder in Virga's own format: profiles, requests, co-location runs.";
    }

    @Override
    public boolean needsData() {
        return true;
    }

    private static Recording recording(Measurements data) {
        Recording recording = Recording.in(data);
        Environment.remark(data.folder()).ifPresent(data::remark);
        return recording;
    }

    @Override
    public Calibration fit(Measurements data) {
        return Calibrator.calibrate(recording(data));
    }

    @Override
    public List<ErrorRow> compare(Measurements data, Optional<Calibration> calibration) {
        Recording recording = recording(data);
        Calibration used = calibration
                .map(given -> OwnProfiles.complete(given, recording))
                .orElseGet(() -> Calibrator.calibrate(recording));
        return TestbedValidation.validate(name(), recording, used, calibration.isEmpty());
    }
}
