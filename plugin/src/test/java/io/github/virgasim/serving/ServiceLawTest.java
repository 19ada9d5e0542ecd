// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.random.RandomStreams;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceLawTest {
    private static SummaryStatistics sample(ServiceLaw law) {
        var factors = law.factors(List.of(), new RandomStreams(4).stream("service"));
        SummaryStatistics statistics = new SummaryStatistics();
        for (int i = 0; i < 200_000; i++) {
            statistics.addValue(factors.next(0, 0));
        }
        return statistics;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.5, 1})
    void logNormalFactorsHaveMeanOneAndTheirDeviation(double cv) {
        ServiceLaw law = ServiceLaw.logNormal(cv);
        assertEquals("log-normal", law.name());
        assertEquals(cv, law.cv());
        SummaryStatistics sample = sample(law);
        assertEquals(1, sample.getMean(), 5 * cv / Math.sqrt(sample.getN()));
        assertEquals(cv, sample.getStandardDeviation(), 0.03 * cv);
    }

    @Test
    void exponentialFactorsHaveMeanAndDeviationOne() {
        ServiceLaw law = ServiceLaw.exponential();
        assertEquals("exponential", law.name());
        assertEquals(1, law.cv());
        SummaryStatistics sample = sample(law);
        assertEquals(1, sample.getMean(), 5 / Math.sqrt(sample.getN()));
        assertEquals(1, sample.getStandardDeviation(), 0.03);
    }

    @Test
    void deterministicTimesDrawNothing() {
        ServiceLaw law = ServiceLaw.deterministic();
        assertEquals("deterministic", law.name());
        assertEquals(0, law.cv());
        assertNull(law.factors(List.of(), new RandomStreams(4).stream("service")));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 100.5, Double.NaN, Double.POSITIVE_INFINITY})
    void aDeviationThatIsNoneIsRefused(double cv) {
        assertThrows(InvalidInputException.class, () -> ServiceLaw.logNormal(cv));
    }
}
