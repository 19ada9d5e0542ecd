// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.loudva;

import io.github.virgasim.catalog.BatchTimes;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.source.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a batch takes on each kind of board by GPU frequency: time and energy over the number of frames. */
final class BoardProfile {
    private final Map<String, NavigableMap<Double, NavigableMap<Integer, Double>>> seconds = new TreeMap<>();
    private final Map<String, NavigableMap<Double, NavigableMap<Integer, Double>>> joules = new TreeMap<>();

    private BoardProfile() {}

    static BoardProfile read(Measurements data) {
        BoardProfile profile = new BoardProfile();
        Path file = data.file("profiling.csv");
        data.rows(file, List.of("Energy", "Latency", "Batch Size", "Frequency", "Directory"), row -> {
            String kind = row.name("Directory");
            double frequency = row.positive("Frequency");
            int batch = row.count("Batch Size");
            Double before = at(profile.seconds, kind, frequency).put(batch, row.positive("Latency"));
            if (before != null) {
                throw row.invalid("Batch Size: must stand once for " + kind + " at " + row.text("Frequency")
                        + " Hz, was again '" + row.text("Batch Size") + "'");
            }
            at(profile.joules, kind, frequency).put(batch, row.positive("Energy"));
        });
        if (profile.seconds.isEmpty()) {
            throw new InvalidInputException(file.getFileName() + ": must have a row at least");
        }
        return profile;
    }

    private static NavigableMap<Integer, Double> at(
            Map<String, NavigableMap<Double, NavigableMap<Integer, Double>>> tables, String kind, double frequency) {
        return tables.computeIfAbsent(kind, k -> new TreeMap<>()).computeIfAbsent(frequency, f -> new TreeMap<>());
    }

    /**
     * Finds the kinds of devices: a device is of the kind that is a part of its name; others, if they have one name, up to a
     * number, are of the only kind that no device is named after.
     */
    Map<String, String> kinds(Collection<String> devices) {
        Map<String, String> kinds = new TreeMap<>();
        Set<String> unused = new TreeSet<>(seconds.keySet());
        List<String> unnamed = new ArrayList<>();
        for (String device : new TreeSet<>(devices)) {
            String name = device.toLowerCase(Locale.ROOT);
            seconds.keySet().stream()
                    .filter(kind -> name.contains(kind.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .ifPresentOrElse(
                            kind -> {
                                kinds.put(device, kind);
                                unused.remove(kind);
                            },
                            () -> unnamed.add(device));
        }
        long names = unnamed.stream()
                .map(device -> device.replaceAll("[0-9]+$", ""))
                .distinct()
                .count();
        if (names > 1 || names == 1 && unused.size() != 1) {
            throw new InvalidInputException("devices must have a kind of the profile " + seconds.keySet()
                    + " in their names, or one name and a number each and be of the only other kind; cannot tell of "
                    + unnamed);
        }
        unnamed.forEach(device -> kinds.put(device, unused.iterator().next()));
        return kinds;
    }

    private static double near(
            NavigableMap<Double, NavigableMap<Integer, Double>> tables, double frequency, int frames) {
        Double below = tables.floorKey(frequency);
        Double above = tables.ceilingKey(frequency);
        double nearest =
                below == null ? above : above == null || frequency - below <= above - frequency ? below : above;
        return BatchTimes.of(tables.get(nearest)).seconds(frames);
    }

    /** Returns the time of a batch at the nearest frequency that was profiled [s]. */
    double seconds(String kind, double frequency, int frames) {
        return near(seconds.get(kind), frequency, frames);
    }

    /** Returns its energy [J]. */
    double joules(String kind, double frequency, int frames) {
        return near(joules.get(kind), frequency, frames);
    }

    /** Returns what is drawn at the lowest frequency that was profiled, over all batches [W]. */
    double lowestWatts(String kind) {
        NavigableMap<Integer, Double> times = seconds.get(kind).firstEntry().getValue();
        NavigableMap<Integer, Double> energies = joules.get(kind).firstEntry().getValue();
        return Parameter.median(energies.entrySet().stream()
                .mapToDouble(batch -> batch.getValue() / times.get(batch.getKey()))
                .toArray());
    }

    double highestFrequency(String kind) {
        return seconds.get(kind).lastKey();
    }
}
