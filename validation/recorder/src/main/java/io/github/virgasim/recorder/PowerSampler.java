// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import io.github.virgasim.report.ResultTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads the energy counters of the processors' packages (RAPL, by Linux's powercap) again and again, where they may be
 * read: as a rule by root only, and not in virtual machines.
 */
final class PowerSampler implements AutoCloseable {
    /** Where Linux has the counters. */
    static final Path POWERCAP = Path.of("/sys/class/powercap");

    private static final long PERIOD = 100_000_000;
    private static final String COUNTER = "energy_uj";

    /** The counters after some time: microjoules since the first look. */
    private record Sample(long nanos, double microjoules) {}

    /** A counter, which begins anew at its end. */
    private static final class Package {
        private final Path counter;
        private final double range;
        private double last;
        private double sum;

        Package(Path folder) throws IOException {
            counter = folder.resolve(COUNTER);
            range = number(folder.resolve("max_energy_range_uj"));
            last = number(counter);
        }

        double look() throws IOException {
            double now = number(counter);
            sum += now >= last ? now - last : now + range - last;
            last = now;
            return sum;
        }

        private static double number(Path file) throws IOException {
            try {
                return Double.parseDouble(Files.readString(file).strip());
            } catch (NumberFormatException e) {
                throw new IOException(file + ": is no number", e);
            }
        }
    }

    private final List<Package> packages;
    private final Clock clock;
    private final long t0;
    private final List<Sample> samples = new ArrayList<>();
    private final Thread thread = new Thread(this::sample, "power");
    private volatile boolean stopped;

    private PowerSampler(List<Package> packages, Clock clock, long t0) {
        this.packages = packages;
        this.clock = clock;
        this.t0 = t0;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Begins to read.
     *
     * @param powercap holds a folder for each counter
     * @param clock gives the time
     * @param t0 when the recording began, by the clock
     * @return nothing if no package has a counter that may be read
     */
    static Optional<PowerSampler> start(Path powercap, Clock clock, long t0) {
        List<Package> packages = new ArrayList<>();
        if (Files.isDirectory(powercap)) {
            try (Stream<Path> all = Files.list(powercap)) {
                // Those with a second number are parts of a package.
                for (Path each : all.filter(
                                path -> path.getFileName().toString().matches("intel-rapl:\\d+"))
                        .sorted()
                        .toList()) {
                    packages.add(new Package(each));
                }
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return packages.isEmpty() ? Optional.empty() : Optional.of(new PowerSampler(packages, clock, t0));
    }

    private void sample() {
        try {
            while (!stopped) {
                double sum = 0;
                for (Package each : packages) {
                    sum += each.look();
                }
                samples.add(new Sample(clock.nanos() - t0, sum));
                LockSupport.parkNanos(PERIOD);
            }
        } catch (IOException e) {
            // What was read until then stays.
            stopped = true;
        }
    }

    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Writes t_us, power_mw (mean since the look before), power_inst_mw (empty) and energy_mj (since the first look), once
     * closed.
     *
     * @param file to be created
     * @throws IOException if it cannot be written
     */
    void write(Path file) throws IOException {
        new ResultTable<Integer>()
                .column("t_us", i -> samples.get(i).nanos / 1000)
                .column("power_mw", i -> milliwatts(samples.get(i - 1), samples.get(i)))
                .column("power_inst_mw", i -> "")
                .column("energy_mj", i -> samples.get(i).microjoules / 1000)
                .write(file, IntStream.range(1, samples.size()).boxed().toList());
    }

    private static double milliwatts(Sample before, Sample after) {
        return 1e6 * (after.microjoules - before.microjoules) / (after.nanos - before.nanos);
    }
}
