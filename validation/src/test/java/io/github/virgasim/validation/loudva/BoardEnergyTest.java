// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.loudva;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.validation.loudva.BoardEnergy.Busy;
import io.github.virgasim.validation.loudva.BoardEnergy.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Energies made up by the law are fitted by it. */
class BoardEnergyTest {
    private static final double TAIL = 4;

    /** Runs of two boards that rest at 2 and 3 W; a factor of 1.5, and so much more while they are awake. */
    private static List<Sample> samples(double awake) {
        Random random = new Random(1);
        List<Sample> samples = new ArrayList<>();
        for (int run = 0; run < 12; run++) {
            List<Busy> busy = new ArrayList<>();
            double end = 0;
            for (int batch = 0; batch < 5 + run; batch++) {
                double begin = end + random.nextInt(12);
                end = begin + 0.2;
                busy.add(new Busy(begin, end));
            }
            double profiled = (1 + random.nextDouble()) * busy.size();
            String board = "board" + run % 2;
            Sample work = new Sample(board, 300, 1, profiled, busy);
            double joules = (2 + run % 2) * 300 + 1.5 * profiled + awake * work.awake(TAIL);
            samples.add(new Sample(board, 300, joules, profiled, busy));
        }
        return samples;
    }

    @Test
    void isAwakeUntilTheTailOfTheLastBatchIsOver() {
        List<Busy> busy = List.of(new Busy(1, 2), new Busy(3, 4), new Busy(3.5, 5), new Busy(20, 21));
        Sample sample = new Sample("board", 30, 30, 1, busy);
        assertEquals(1 + 2 + 1, sample.awake(0), 1e-12);
        assertEquals(8 - 1 + 24 - 20, sample.awake(3), 1e-12);
    }

    @Test
    void tailAndPartsAreFound() {
        List<Sample> samples = samples(0.8);
        assertEquals(TAIL, BoardEnergy.tail(List.of(samples)));
        BoardEnergy fitted = BoardEnergy.of(samples, TAIL);
        assertEquals(2, fitted.idle().get("board0"), 1e-6);
        assertEquals(3, fitted.idle().get("board1"), 1e-6);
        assertEquals(1.5, fitted.factor(), 1e-6);
        assertEquals(0.8, fitted.awake(), 1e-6);
        // Boards that sink while they are awake are not believed.
        assertEquals(0, BoardEnergy.of(samples(-0.1), TAIL).awake());
    }

    @Test
    void boardsThatDidNothingTakeAfterTheOthers() {
        BoardEnergy rested = BoardEnergy.of(List.of(new Sample("other", 100, 150, 0, List.of())), TAIL);
        assertEquals(1.5, rested.idle().get("other"), 1e-12);
        assertFalse(rested.isIdentified());
        BoardEnergy worked = BoardEnergy.of(samples(0.8), TAIL);
        assertTrue(worked.isIdentified());
        // 0.8 W awake of 2 W above rest at the lowest frequency.
        assertEquals(0.4, BoardEnergy.awakeShare(Map.of("a", rested, "b", worked), Map.of("a", 1.0, "b", 2.0)), 1e-6);
    }
}
