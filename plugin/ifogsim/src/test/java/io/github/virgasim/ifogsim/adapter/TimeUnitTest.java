// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.ifogsim.EdgeResource;
import io.github.virgasim.ifogsim.EdgeResources;
import io.github.virgasim.ifogsim.UserTrace;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.LeastImpedance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** iFogSim2 does not say what its unit of time is, so that studies do. */
class TimeUnitTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aTimeUnitMustBePositive(double unit) {
        refused(() -> new IFogSimStudy(Trio.scenario(folder, "4", "60"), unit));
        EdgeResources places = new EdgeResources(List.of(new EdgeResource(0, 50, 8, 0, 0, -1, "VIC", "")));
        UserTrace trace = new UserTrace(List.of(new UserTrace.Position(0, 50, 8)));
        refused(() -> new TimedLocations(places, Map.of("ann", trace), unit));
    }

    /** The duration is 120 s. */
    @Test
    void aTimeUnitHasALeastSize() {
        String message = assertThrows(
                        InvalidInputException.class, () -> new IFogSimStudy(Trio.scenario(folder, "4", "60"), 1.1e-10))
                .getMessage();
        assertEquals(
                "time unit [s] must be at least 1.2E-10, so that the duration of 120.0 s has at most 1.0E12 of them, was"
                        + " '1.1E-10'",
                message);
    }

    /** A unit is a matter of writing: it changes neither what comes out nor how long it takes. */
    @Test
    @Timeout(20)
    void theLeastTimeUnitGivesTheSameResults() {
        RealIFogSim.assumeThere();
        Trio.Outcome usual = Trio.iFogSim2(Trio.scenario(folder, "4", "60"), LeastImpedance::new, 0, 1e-3);
        Trio.Outcome least = Trio.iFogSim2(Trio.scenario(folder, "4", "60"), LeastImpedance::new, 0, 1.2e-10);
        assertEquals(usual.recording().choices, least.recording().choices);
        assertEquals(usual.served(), least.served());
        assertEquals(usual.meanLatency(), least.meanLatency(), 1e-9);
    }

    private static void refused(Executable maker) {
        String message = assertThrows(InvalidInputException.class, maker).getMessage();
        assertTrue(message.contains("time unit [s]"), message);
    }
}
