// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.Parameter;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** A testbed's calibration, with its profiles put together. */
final class Profile {
    private static final String LIMIT = "solo/mps-limited";
    private static final String PERCENTAGE = "[0-9]{1,3}(\\.[0-9]{1,20})?(E-[0-9]{1,2})?";

    private final Calibration calibration;
    private final Times times;
    /** Solo runs under limits on threads: times by percentage, of each work. */
    private final Map<String, NavigableMap<Double, Double>> limited = new TreeMap<>();

    Profile(Calibration calibration) {
        this.calibration = calibration;
        Map<String, NavigableMap<Integer, Double>> seconds = new TreeMap<>();
        Map<String, Double> bytes = new TreeMap<>();
        Map<String, Double> spread = new TreeMap<>();
        Map<String, Double> weights = new TreeMap<>();
        for (Parameter p : calibration.parameters()) {
            if (p.name().matches(Calibrator.TIME + ".+/[1-9][0-9]{0,6}")) {
                seconds.computeIfAbsent(Calibrator.table(p.name()), k -> new TreeMap<>())
                        .put(Integer.parseInt(p.name().substring(p.name().lastIndexOf('/') + 1)), p.value());
            } else if (p.name().startsWith(Calibrator.BYTES)) {
                bytes.put(p.name().substring(Calibrator.BYTES.length()), p.value());
            } else if (p.name().startsWith(Times.WEIGHTS)) {
                weights.put(p.name().substring(Times.WEIGHTS.length()), p.value());
            } else if (p.name().startsWith(Times.SPREAD)) {
                spread.put(p.name().substring(Times.SPREAD.length()), p.value());
            } else if (p.name().matches(LIMIT + PERCENTAGE + "/.+")) {
                String work = p.name().substring(p.name().indexOf('/', LIMIT.length()) + 1);
                double percentage = Double.parseDouble(
                        p.name().substring(LIMIT.length(), p.name().indexOf('/', LIMIT.length())));
                limited.computeIfAbsent(work, k -> new TreeMap<>()).put(percentage, p.value());
            }
        }
        times = new Times(
                seconds,
                spread,
                weights,
                bytes,
                calibration.value("copy/intercept"),
                calibration.value("copy/per_byte"));
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
        String size = member.size().size();
        return times.knows(member.model(), "graph", size)
                && (recordedSolo(member, share).isPresent() || times.knows(member.model(), member.mode(), size));
    }

    /** Tells whether parameters can be found from a tenant's run. */
    boolean tells(SharedRun.Member member, String share) {
        return covers(member, share) && member.size().certain();
    }

    /**
     * Tells whether a tenant's batch is among those that were profiled, at a size that is certain. For turns, to which nothing
     * matters but how long it takes, it may have been measured alone instead.
     */
    boolean measured(SharedRun.Member member, String share) {
        return member.size().certain()
                && (share.equals("ts") && recordedSolo(member, share).isPresent()
                        || times.covers(
                                member.model(), member.mode(), member.size().size(), member.batch()));
    }

    /** Returns how far a law was recorded; as far as anybody asks if the calibration is older than that figure. */
    double bound(String name, double otherwise) {
        return calibration.has(name) ? calibration.value(name) : otherwise;
    }

    /** Returns the time of a tenant's batch without others under a limit on threads [s], if that was recorded. */
    OptionalDouble limited(SharedRun.Member member, double percentage) {
        Double seconds = limits(member).get(percentage);
        return seconds == null ? OptionalDouble.empty() : OptionalDouble.of(seconds);
    }

    /** Returns the strictest recorded limit below this one, with the time under it [s]; null if there is none. */
    Map.Entry<Double, Double> lowestLimit(SharedRun.Member member, double percentage) {
        return limits(member).headMap(percentage, false).firstEntry();
    }

    private NavigableMap<Double, Double> limits(SharedRun.Member member) {
        return member.names().stream()
                .filter(limited::containsKey)
                .findFirst()
                .map(limited::get)
                .orElse(Collections.emptyNavigableMap());
    }

    /** Returns the time of a tenant's batch without others [s]: its solo run if there was one, else its profile. */
    double solo(SharedRun.Member member, String share) {
        return recordedSolo(member, share)
                .orElseGet(() ->
                        times.alone(member.model(), member.mode(), member.size().size(), member.batch()));
    }

    /** Returns a parameter of a tenant's work, by what comes before its name; empty if there is none. */
    OptionalDouble of(String before, SharedRun.Member member) {
        return member.names().stream()
                .map(name -> before + name)
                .filter(calibration::has)
                .mapToDouble(calibration::value)
                .findFirst();
    }

    /** Returns the time of a solo run of a tenant's batch [s], if the calibration has seen one. */
    OptionalDouble recordedSolo(SharedRun.Member member, String share) {
        return of("solo/" + share + "/", member);
    }
}
