// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.scheduling.Closest;
import io.github.virgasim.topology.Link;
import io.github.virgasim.workload.QueryProcess;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine against closed forms of queueing theory: means and 99th percentiles within 1 %. */
@Tag("slow")
class QueueingTheoryTest {
    private static final double SERVICE = 0.02;
    private static final Link NO_DELAY = Link.NONE;

    private static ServingStatistics run(double rho, int servers, ServiceLaw law, Link access, JitterModel jitter) {
        double rate = rho * servers / SERVICE;
        // Heavy load is slow to average out: the relaxation time grows with 1 / (1 - rho)^2.
        double queries = Math.max(4e6, 5e5 / Math.pow(1 - rho, 2));
        ModelVariant variant = TestScenarios.variant("m", TestScenarios.device("d"), SERVICE, 0, 1, servers);
        ServingScenario scenario = TestScenarios.station(
                QueryProcess.poisson(rate), variant, access, TestScenarios.settings(queries / rate, jitter, law));
        return new ServingEngine(scenario, new Closest(), 20251).finish();
    }

    private static void assertWithinOnePercent(double expected, double actual) {
        assertEquals(expected, actual, 0.01 * expected);
    }

    /** Finds where a falling function reaches a value. */
    private static double quantile(DoubleUnaryOperator tail, double value) {
        double low = 0;
        // Far above every quantile here, and low enough for the alternating sums of M/D/1 to keep their digits.
        double high = 30 * SERVICE;
        while (high - low > 1e-9) {
            double middle = (low + high) / 2;
            if (tail.applyAsDouble(middle) > value) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.7, 0.85})
    void meetsPollaczekKhinchineAndCrommelinForMD1(double rho) {
        ServingStatistics result = run(rho, 1, ServiceLaw.deterministic(), NO_DELAY, JitterModel.none());
        assertWithinOnePercent(SERVICE + rho * SERVICE / (2 * (1 - rho)), result.meanLatency(0));
        double rate = rho / SERVICE;
        // Distribution of the wait in M/D/1 (Erlang 1909; Crommelin 1932).
        DoubleUnaryOperator waitTail = t -> {
            double sum = 0;
            for (int k = 0; k <= (int) (t / SERVICE); k++) {
                double x = rate * (k * SERVICE - t);
                sum += Math.pow(x, k) / CombinatoricsUtils.factorialDouble(k) * Math.exp(-x);
            }
            return 1 - (1 - rho) * sum;
        };
        assertWithinOnePercent(SERVICE + quantile(waitTail, 0.01), result.latencyPercentile(0, 99));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.7, 0.85})
    void meetsExponentialSojournOfMM1(double rho) {
        ServingStatistics result = run(rho, 1, ServiceLaw.exponential(), NO_DELAY, JitterModel.none());
        double mean = SERVICE / (1 - rho);
        assertWithinOnePercent(mean, result.meanLatency(0));
        assertWithinOnePercent(mean * Math.log(100), result.latencyPercentile(0, 99));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void meetsErlangCForMMc(int servers) {
        double rho = 0.75;
        ServingStatistics result = run(rho, servers, ServiceLaw.exponential(), NO_DELAY, JitterModel.none());
        double load = rho * servers;
        double sum = 0;
        for (int k = 0; k < servers; k++) {
            sum += Math.pow(load, k) / CombinatoricsUtils.factorialDouble(k);
        }
        double last = Math.pow(load, servers) / CombinatoricsUtils.factorialDouble(servers) / (1 - rho);
        double waits = last / (sum + last);
        double mu = 1 / SERVICE;
        double drain = servers * mu - load * mu;
        assertWithinOnePercent(SERVICE + waits / drain, result.meanLatency(0));
        // Sojourn = service + wait, where the wait is 0 or exponential with the drain rate.
        DoubleUnaryOperator tail = t -> (1 - waits) * Math.exp(-mu * t)
                + waits * (drain * Math.exp(-mu * t) - mu * Math.exp(-drain * t)) / (drain - mu);
        assertWithinOnePercent(quantile(tail, 0.01), result.latencyPercentile(0, 99));
    }

    /** A network with random independent delays (M/G/inf) keeps a Poisson stream Poisson, and independent of the queue. */
    @Test
    void meetsTandemOfGaussianNetworkAndMM1() {
        double rho = 0.6;
        double delay = 0.05;
        double sigma = 0.008;
        Link access = new Link(delay, sigma, Double.POSITIVE_INFINITY);
        ServingStatistics result = run(rho, 1, ServiceLaw.exponential(), access, JitterModel.gaussian());
        double sojourn = SERVICE / (1 - rho);
        assertWithinOnePercent(2 * delay + sojourn, result.meanLatency(0));
        // Sum of a normal and an exponential variable (exponentially modified Gaussian).
        double mean = 2 * delay;
        double sd = Math.sqrt(2) * sigma;
        NormalDistribution normal = new NormalDistribution();
        DoubleUnaryOperator tail = t -> 1
                - normal.cumulativeProbability((t - mean) / sd)
                + Math.exp(-(t - mean) / sojourn + sd * sd / (2 * sojourn * sojourn))
                        * normal.cumulativeProbability((t - mean) / sd - sd / sojourn);
        assertWithinOnePercent(quantile(tail, 0.01), result.latencyPercentile(0, 99));
    }

    @Test
    void meetsLittlesLaw() {
        double rho = 0.8;
        double rate = rho / SERVICE;
        double delay = 0.03;
        Link access = new Link(delay, 0, Double.POSITIVE_INFINITY);
        ModelVariant variant = TestScenarios.variant("m", TestScenarios.device("d"), SERVICE, 0, 1, 1);
        double horizon = 2e6 / rate;
        ServingSettings settings = TestScenarios.settings(horizon, JitterModel.none(), ServiceLaw.exponential());
        ServingEngine engine = new ServingEngine(
                TestScenarios.station(QueryProcess.poisson(rate), variant, access, settings), new Closest(), 7);
        double from = settings.warmup();
        double step = 0.011;
        long samples = (long) ((horizon - from) / step);
        double underWay = 0;
        for (long i = 0; i < samples; i++) {
            engine.advance(from + i * step);
            underWay += engine.queriesUnderWay();
        }
        ServingStatistics result = engine.finish();
        // A query is under way from sending to the end of processing: its latency without the way back.
        double throughput = result.offered() / (horizon - from);
        assertWithinOnePercent(throughput * (result.meanLatency(0) - delay), underWay / samples);
        assertWithinOnePercent(rho, engine.busyTime(0) / engine.now());
    }
}
