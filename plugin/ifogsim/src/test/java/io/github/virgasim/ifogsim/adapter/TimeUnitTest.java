// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.ifogsim.EdgeResource;
import io.github.virgasim.ifogsim.EdgeResources;
import io.github.virgasim.ifogsim.UserTrace;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    private static void refused(Executable maker) {
        String message = assertThrows(InvalidInputException.class, maker).getMessage();
        assertTrue(message.contains("time unit [s]"), message);
    }
}
