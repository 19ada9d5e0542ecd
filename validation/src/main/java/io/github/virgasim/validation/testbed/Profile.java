// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.Parameter;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** A testbed's calibration, with its profiles put together. */
final class Profile {
    private final Calibration calibration;
    private final Times times;

    Profile(Calibration calibration) {
        this.calibration = calibration;
        Map<String, NavigableMap<Integer, Double>> seconds = new TreeMap<>();
        Map<String, Double> bytes = new TreeMap<>();
        Map<String, Double> spread = new TreeMap<>();
        for (Parameter p : calibration.parameters()) {
            if (p.name().matches(Calibrator.TIME + ".+/[1-9][0-9]{0,6}")) {
                seconds.computeIfAbsent(Calibrator.table(p.name()), k -> new TreeMap<>())
                        .put(Integer.parseInt(p.name().substring(p.name().lastIndexOf('/') + 1)), p.value());
            } else if (p.name().startsWith(Calibrator.BYTES)) {
                bytes.put(p.name().substring(Calibrator.BYTES.length()), p.value());
            } else if (p.name().startsWith(Times.SPREAD)) {
                spread.put(p.name().substring(Times.SPREAD.length()), p.value());
            }
        }
        times = new Times(
                seconds, spread, bytes, calibration.value("copy/intercept"), calibration.value("copy/per_byte"));
    }

    Times times() {
        return times;
    }

    double value(String name) {
        return calibration.value(name);
    }

    boolean has(String name) {
        return calibration.has(name);
    }

    boolean identifies(String name) {
        return calibration.identifies(name);
    }

    /** Tells whether there is what a tenant's run can be predicted from. */
    boolean covers(SharedRun.Member member, String share) {
        return times.hasGraph(member.model())
                && (calibration.has("solo/" + share + "/" + member.work())
                        || times.knows(member.model(), member.mode(), times.mainSize(member.model())));
    }

    /** Returns the time of a tenant's batch without others under a limit on threads [s], if that was recorded. */
    OptionalDouble limited(SharedRun.Member member, double percentage) {
        String name = "solo/mps-limited" + percentage + "/" + member.work();
        return calibration.has(name) ? OptionalDouble.of(calibration.value(name)) : OptionalDouble.empty();
    }

    /** Returns the time of a tenant's batch without others [s]: its solo run if there was one, else its profile. */
    double solo(SharedRun.Member member, String share) {
        String name = "solo/" + share + "/" + member.work();
        if (calibration.has(name)) {
            return calibration.value(name);
        }
        return times.alone(member.model(), member.mode(), times.mainSize(member.model()), member.batch());
    }
}
