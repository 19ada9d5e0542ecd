// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.cicv5g;

import io.github.virgasim.validation.calibration.JitterFit;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Round trips of a drive, of which only sums and counts by hundredths of a millisecond are kept. */
final class Drive {
    private static final double PER_MS = 100;

    final String name;
    private final NavigableMap<Long, Long> trips = new TreeMap<>();
    private final NavigableMap<Long, Long> gaps = new TreeMap<>();
    // What the maps hold while no message comes, in a tenth of the space: values and how often, one after another.
    private long[] packedTrips = {};
    private long[] packedGaps = {};
    private long count;
    private double first;
    private double last;
    private double lastSent;
    // About the first one, so that no digits are lost in differences of large sums.
    private double sum;
    private double squares;
    private double products;

    Drive(String name) {
        this.name = name;
    }

    /** Makes itself small until the next message; counts are rounded to multiples of a step [0.01 ms]. */
    void pack(int step) {
        packedTrips = packed(trips, packedTrips, step);
        packedGaps = packed(gaps, packedGaps, step);
    }

    /** Returns how many values the packed counts have. */
    int packed() {
        return (packedTrips.length + packedGaps.length) / 2;
    }

    /** Returns how many values the other counts have. */
    int open() {
        return trips.size() + gaps.size();
    }

    private static long[] packed(NavigableMap<Long, Long> counts, long[] before, int step) {
        unpack(before, counts);
        NavigableMap<Long, Long> rounded = counts;
        if (step > 1) {
            rounded = new TreeMap<>();
            for (var cell : counts.entrySet()) {
                rounded.merge(Math.round((double) cell.getKey() / step) * step, cell.getValue(), Long::sum);
            }
        }
        long[] packed = rounded.entrySet().stream()
                .flatMapToLong(cell -> LongStream.of(cell.getKey(), cell.getValue()))
                .toArray();
        counts.clear();
        return packed;
    }

    /** Hands its counts to another one: together both still have the same figures, but no longer each of them. */
    void pool(Drive into) {
        trips.forEach((value, times) -> into.trips.merge(value, times, Long::sum));
        trips.clear();
        gaps.clear();
    }

    private static void unpack(long[] packed, NavigableMap<Long, Long> into) {
        for (int i = 0; i < packed.length; i += 2) {
            into.merge(packed[i], packed[i + 1], Long::sum);
        }
    }

    /** Adds a message that was not sent before the one before it. */
    void add(double sentMs, double tripMs) {
        if (count == 0) {
            first = tripMs;
        } else {
            gaps.merge(Math.round((sentMs - lastSent) * PER_MS), 1L, Long::sum);
        }
        double here = tripMs - first;
        products += count == 0 ? 0 : here * last;
        sum += here;
        squares += here * here;
        last = here;
        lastSent = sentMs;
        count++;
        trips.merge(Math.round(tripMs * PER_MS), 1L, Long::sum);
    }

    /** Tells whether the message above is the same one. */
    boolean hasJust(double sentMs, double tripMs) {
        return count > 0 && lastSent == sentMs && last == tripMs - first;
    }

    boolean isBefore(double sentMs) {
        return count == 0 || lastSent <= sentMs;
    }

    long count() {
        return count;
    }

    /** Returns the median time between two messages [ms]; NaN of a single one. */
    double intervalMs() {
        NavigableMap<Long, Long> all = new TreeMap<>(gaps);
        unpack(packedGaps, all);
        return percentile(all, 50);
    }

    private double meanMs() {
        return first + sum / count;
    }

    private double squaresAboutMean() {
        return Math.max(0, squares - sum * sum / count);
    }

    private double productsAboutMean() {
        double mean = sum / count;
        return products - mean * (2 * sum - last) + (count - 1) * mean * mean;
    }

    /** Tells whether a correlation of neighbours can be had. */
    boolean varies() {
        return squaresAboutMean() > 0 && intervalMs() > 0;
    }

    JitterFit.Neighbours neighbours() {
        double about = squaresAboutMean();
        return new JitterFit.Neighbours(about, intervalMs(), productsAboutMean() / about);
    }

    private static double sizes(List<Drive> drives) {
        return drives.stream().mapToDouble(drive -> drive.count).sum();
    }

    static double mean(List<Drive> drives) {
        return drives.stream()
                        .mapToDouble(drive -> drive.count * drive.meanMs())
                        .sum()
                / sizes(drives);
    }

    static double deviation(List<Drive> drives) {
        double mean = mean(drives);
        double about = drives.stream()
                .mapToDouble(drive ->
                        drive.squaresAboutMean() + drive.count * (drive.meanMs() - mean) * (drive.meanMs() - mean))
                .sum();
        return Math.sqrt(about / (sizes(drives) - 1));
    }

    /** Correlation of neighbours, pooled over the drives about each one's own mean. */
    static double autocorrelation(List<Drive> drives) {
        return drives.stream().mapToDouble(Drive::productsAboutMean).sum()
                / drives.stream().mapToDouble(Drive::squaresAboutMean).sum();
    }

    private static NavigableMap<Long, Long> all(List<Drive> drives) {
        NavigableMap<Long, Long> all = new TreeMap<>();
        for (Drive drive : drives) {
            drive.trips.forEach((value, times) -> all.merge(value, times, Long::sum));
            unpack(drive.packedTrips, all);
        }
        return all;
    }

    /** Counts round trips by milliseconds. */
    static NavigableMap<Long, Long> byMilliseconds(List<Drive> drives) {
        NavigableMap<Long, Long> all = new TreeMap<>();
        all(drives).forEach((value, times) -> all.merge(Math.round(value / PER_MS), times, Long::sum));
        return all;
    }

    static double percentile(List<Drive> drives, double percent) {
        return percentile(all(drives), percent);
    }

    /** As commons-math does: linear between the two values beside percent x (n + 1) / 100. */
    private static double percentile(NavigableMap<Long, Long> counts, double percent) {
        long n = counts.values().stream().mapToLong(times -> times).sum();
        if (n == 0) {
            return Double.NaN;
        }
        double position = percent * (n + 1) / 100;
        double below = at(counts, Math.max(1, Math.min(n, (long) position)));
        double above = at(counts, Math.max(1, Math.min(n, (long) position + 1)));
        return (below + (position - Math.floor(position)) * (above - below)) / PER_MS;
    }

    private static double at(NavigableMap<Long, Long> counts, long place) {
        long before = 0;
        for (var cell : counts.entrySet()) {
            before += cell.getValue();
            if (before >= place) {
                return cell.getKey();
            }
        }
        return Double.NaN;
    }
}
