// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.edgegrid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.validation.source.Measurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridCellTest {
    /** A recorded run of 16 requests has the mean 73.97, p95 82.59 and p99 105.66 ms. */
    @Test
    void percentilesAreThoseOfTheRecording() {
        double longest = 111.43;
        double second = 72.97;
        double others = (16 * 73.97 - longest - second) / 14;
        double[] latencies = DoubleStream.concat(
                        DoubleStream.of(longest, second),
                        DoubleStream.generate(() -> others).limit(14))
                .toArray();
        assertEquals(73.97, Arrays.stream(latencies).average().orElseThrow(), 1e-9);
        assertEquals(82.59, GridCell.percentile(latencies, 95), 0.02);
        assertEquals(105.66, GridCell.percentile(latencies, 99), 0.02);
    }

    /** Repeats are simulated with seeds of their own, so that their order must not depend on that of the file. */
    @Test
    void repeatsAreInTheOrderOfTheirIndices(@TempDir Path folder) throws IOException {
        List<String> rows = IntStream.of(10, 2, 0)
                .mapToObj(run -> "d,m,0,0.5," + run + "," + (run + 1) + ",60,5,9,12,1,,")
                .toList();
        Files.writeString(
                folder.resolve("runs.csv"),
                "device,model,dvfs_mode,lambda_frac,run_idx,achieved_rps,duration_s,mean_ms,p95_ms,p99_ms,std_ms,"
                        + "warm_idle_w,serving_w\n" + String.join("\n", rows));
        List<GridCell> cells = GridCell.read(Measurements.of(Optional.of(folder)));
        assertEquals(
                List.of(1.0, 3.0, 11.0),
                cells.get(0).runs().stream().map(GridCell.Run::rate).toList());
    }
}
