// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.random.RandomStreams;
import java.time.Duration;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientArrivalsTest {
    private static final double ALPHA = 1e-4;

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 1, 250})
    void poissonArrivalsKeepTheirRate(double rate) {
        ClientArrivals arrivals = ClientArrivals.poisson(rate);
        int n = 200_000;
        double last = last(arrivals, n);
        // The time of the n-th arrival has mean n / rate and deviation sqrt(n) / rate.
        assertEquals(n / rate, last, 4 * Math.sqrt(n) / rate);
        assertEquals(rate, arrivals.meanRate());
    }

    @Test
    void expectedClientsFollowTheRate() {
        assertEquals(12, ClientArrivals.poisson(3).expectedClients(4), 1e-12);
        assertEquals(16, ClientArrivals.onOff(10, 2, 5, 15).expectedClients(4), 1e-12);
        // 3, 9 and 0 clients in the three parts of a period of 6 s at 2 clients/s on average.
        ClientArrivals profile = ClientArrivals.profile(2, 6, new double[] {1, 3, 0});
        double[] at = {0, 1, 2, 3, 4, 5, 6, 8, 604};
        double[] expected = {0, 1.5, 3, 7.5, 12, 12, 12, 15, 1212};
        for (int i = 0; i < at.length; i++) {
            assertEquals(expected[i], profile.expectedClients(at[i]), 1e-9, "until " + at[i]);
        }
    }

    @Test
    void poissonCountsAreAsVariableAsTheyShouldBe() {
        long[] counts = counts(ClientArrivals.poisson(5), 1, 20_000);
        // The dispersion index of n Poisson counts has mean 1 and deviation sqrt(2 / n).
        assertEquals(1, dispersion(counts), 4 * Math.sqrt(2.0 / counts.length));
    }

    @Test
    void onOffArrivalsKeepTheirMeanRate() {
        ClientArrivals arrivals = ClientArrivals.onOff(10, 2, 5, 15);
        assertEquals(4, arrivals.meanRate(), 1e-12);
        double seconds = 200_000;
        long total = java.util.Arrays.stream(counts(arrivals, seconds, 1)).sum();
        // The rate r(t) has variance p (1 - p) (10 - 2)^2 = 12 and correlation time 1 / (1/5 + 1/15) = 3.75 s; the
        // count's variance is its mean plus 2 * 12 * 3.75 * t.
        double deviation = Math.sqrt(4 * seconds + 2 * 12 * 3.75 * seconds);
        assertEquals(4 * seconds, total, 4 * deviation);
    }

    @Test
    void arrivalsThatWouldTakeTooManyDrawsAreRefused() {
        assertRefused("number of draws for each client", () -> ClientArrivals.onOff(1, 0, 1e-7, 1e-7));
        assertRefused("between 1.0E-50", () -> ClientArrivals.onOff(1, 0, 1e-300, 1));
        assertRefused("peak rate", () -> ClientArrivals.profile(1e50, 60, new double[] {0, 1}));
        assertRefused("between 1.0E-50", () -> ClientArrivals.profile(1, 60, new double[] {1e308, 1e308}));
        double[] needle = new double[1_000_001];
        needle[7] = 1;
        assertRefused("number of draws for each client", () -> ClientArrivals.profile(1, 60, needle));
        assertEquals(4.1, ClientArrivals.onOff(10, 2, 5, 15).drawRate(), 1e-12);
        assertEquals(3, ClientArrivals.profile(2, 60, new double[] {1, 3, 2}).drawRate(), 1e-12);
        assertEquals(5, ClientArrivals.poisson(5).drawRate());
    }

    private static void assertRefused(String what, Executable making) {
        String message = assertTimeoutPreemptively(
                        Duration.ofSeconds(10), () -> assertThrows(InvalidInputException.class, making))
                .getMessage();
        assertTrue(message.contains(what), message);
    }

    @Test
    void onOffArrivalsComeInBursts() {
        ClientArrivals arrivals = ClientArrivals.onOff(10, 0, 20, 60);
        assertTrue(dispersion(counts(arrivals, 20, 5_000)) > 10);
        assertTrue(dispersion(counts(arrivals, 1, 20_000)) > 2);
    }

    @Test
    void profilesShareTheirArrivalsOutInProportion() {
        double[] factors = {1, 0, 3, 2, 0.5, 1.5};
        ClientArrivals arrivals = ClientArrivals.profile(4, 600, factors);
        ClientArrivals.Times times = arrivals.times(new RandomStreams(3).stream("client-times"));
        long[] counts = new long[factors.length];
        int periods = 100;
        long total = 0;
        for (double time = times.next(Double.POSITIVE_INFINITY);
                time < 600 * periods;
                time = times.next(Double.POSITIVE_INFINITY)) {
            counts[(int) (time % 600 / 100)]++;
            total++;
        }
        assertEquals(0, counts[1]);
        long[] others = {counts[0], counts[2], counts[3], counts[4], counts[5]};
        double p = ChiSquareTest.withDefaults()
                .test(new double[] {1, 3, 2, 0.5, 1.5}, others)
                .getPValue();
        assertTrue(p > ALPHA, "p = " + p);
        assertEquals(4 * 600 * periods, total, 4 * Math.sqrt(4 * 600 * periods));
    }

    @Test
    void aProfileOfEqualFactorsIsAPoissonProcess() {
        long[] counts = counts(ClientArrivals.profile(5, 60, new double[] {7, 7, 7}), 1, 20_000);
        assertEquals(5, mean(counts), 4 * Math.sqrt(5.0 / counts.length));
        assertEquals(1, dispersion(counts), 4 * Math.sqrt(2.0 / counts.length));
    }

    @Test
    void timesNeverFall() {
        for (ClientArrivals arrivals : new ClientArrivals[] {
            ClientArrivals.poisson(100),
            ClientArrivals.onOff(100, 0, 1, 1),
            ClientArrivals.profile(9, 10, new double[] {0, 1})
        }) {
            ClientArrivals.Times times = arrivals.times(new RandomStreams(1).stream("client-times"));
            double last = 0;
            for (int i = 0; i < 10_000; i++) {
                double time = times.next(Double.POSITIVE_INFINITY);
                assertTrue(time >= last, time + " after " + last);
                last = time;
            }
        }
    }

    /** A first part without clients that is far longer than the run must not be gone through. */
    @Test
    void nothingIsSoughtBeyondTheEndOfTheRun() {
        ClientArrivals.Times far = ClientArrivals.profile(0.5, 1e15, new double[] {0, 1})
                .times(new RandomStreams(1).stream("client-times"));
        for (int i = 0; i < 10; i++) {
            assertTrue(far.next(60) > 60);
        }
    }

    @Test
    void howFarARunGoesChangesNoArrivalInIt() {
        for (ClientArrivals arrivals : new ClientArrivals[] {
            ClientArrivals.poisson(5),
            ClientArrivals.onOff(10, 1, 3, 3),
            ClientArrivals.profile(4, 10, new double[] {0, 1, 3})
        }) {
            ClientArrivals.Times some = arrivals.times(new RandomStreams(7).stream("client-times"));
            ClientArrivals.Times all = arrivals.times(new RandomStreams(7).stream("client-times"));
            for (double time = all.next(1e9); time <= 100; time = all.next(1e9)) {
                assertEquals(time, some.next(100));
            }
            assertTrue(some.next(100) > 100);
        }
    }

    @Test
    void anotherMeanRateKeepsTheShape() {
        ClientArrivals bursts = ClientArrivals.onOff(10, 2, 5, 15).withMeanRate(8);
        assertEquals(8, bursts.meanRate(), 1e-12);
        double seconds = 100_000;
        double total = java.util.Arrays.stream(counts(bursts, seconds, 1)).sum();
        assertEquals(8 * seconds, total, 4 * Math.sqrt(8 * seconds + 2 * 48 * 3.75 * seconds));
        ClientArrivals profile =
                ClientArrivals.profile(1, 2, new double[] {0, 1}).withMeanRate(50);
        long[] halves = counts(profile, 1, 1000);
        assertEquals(0, halves[0] + halves[2] + halves[998]);
        assertEquals(50, mean(halves), 4 * Math.sqrt(100.0 / 1000));
    }

    @Test
    void brokenParametersAreNamed() {
        assertRefused(() -> ClientArrivals.poisson(0), "rate [clients/s] of Poisson arrivals");
        assertRefused(() -> ClientArrivals.onOff(0, 0, 1, 1), "on rate");
        assertRefused(() -> ClientArrivals.onOff(1, -1, 1, 1), "off rate");
        assertRefused(() -> ClientArrivals.onOff(1, 0, 0, 1), "mean on time");
        assertRefused(() -> ClientArrivals.onOff(1, 0, 1, Double.NaN), "mean off time");
        assertRefused(() -> ClientArrivals.profile(1, 0, new double[] {1}), "period");
        assertRefused(() -> ClientArrivals.profile(1, 1, new double[] {1, -1}), "factor of profile");
        assertRefused(() -> ClientArrivals.profile(1, 1, new double[] {0, 0}), "must not all be 0");
        assertRefused(() -> ClientArrivals.profile(1, 1, new double[0]), "must not all be 0");
        assertRefused(() -> ClientArrivals.poisson(1).withMeanRate(-1), "arrival rate");
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable making, String what) {
        String message = assertThrows(InvalidInputException.class, making).getMessage();
        assertTrue(message.contains(what), message);
    }

    private static double last(ClientArrivals arrivals, int n) {
        ClientArrivals.Times times = arrivals.times(new RandomStreams(11).stream("client-times"));
        double time = 0;
        for (int i = 0; i < n; i++) {
            time = times.next(Double.POSITIVE_INFINITY);
        }
        return time;
    }

    private static long[] counts(ClientArrivals arrivals, double width, int windows) {
        ClientArrivals.Times times = arrivals.times(new RandomStreams(5).stream("client-times"));
        long[] counts = new long[windows];
        for (double time = times.next(Double.POSITIVE_INFINITY);
                time < width * windows;
                time = times.next(Double.POSITIVE_INFINITY)) {
            counts[(int) (time / width)]++;
        }
        return counts;
    }

    private static double mean(long[] counts) {
        return (double) java.util.Arrays.stream(counts).sum() / counts.length;
    }

    private static double dispersion(long[] counts) {
        double mean = mean(counts);
        double squares = 0;
        for (long count : counts) {
            squares += (count - mean) * (count - mean);
        }
        return squares / (counts.length - 1) / mean;
    }
}
