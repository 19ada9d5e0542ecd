// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.source.ErrorRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that are tables, on made-up tables that follow a law, and on broken ones. */
class TablesTest {
    @TempDir
    private Path folder;

    /** Three models whose times are a line in the pixels. */
    @Test
    void timesInALineArePredicted() throws IOException {
        StringBuilder json = new StringBuilder("{\"tensorrt\":{");
        for (int model = 1; model <= 3; model++) {
            json.append(model > 1 ? "," : "").append("\"m").append(model).append("\":{");
            for (int side = 160; side <= 1280; side += 160) {
                double millis = model + 10.0 * model * side * side / 1e6;
                json.append(side > 160 ? "," : "")
                        .append(String.format(Locale.ROOT, "\"%d\":{\"median\":%s}", side, millis));
            }
            json.append('}');
        }
        Fixture fixture = new Fixture("trtutils", folder.resolve("data"))
                .write("any-device.json", json + "}}")
                .within(0.5, "TensorRT latency [ms]", 24)
                .within(1e-9, "TensorRT latency, simple law [ms]", 9)
                .calibrates();
        List<ErrorRow> tests =
                fixture.rows().stream().filter(r -> r.part().equals("test")).toList();
        assertTrue(tests.stream()
                .noneMatch(r -> r.cell().endsWith("/0.0256") || r.cell().endsWith("/1.6384")));
        fixture.refuses("any-device.json", "\"median\"", "\"mean\"", "any-device.json", "median")
                .refuses("any-device.json", "{\"tensorrt\"", "[{\"tensorrt\"", "any-device.json");
    }

    /** One series alone with one cell has nothing to be tested on. */
    @Test
    void aSingleCellIsFittedAndNotTested() throws IOException {
        Fixture fixture = new Fixture("trtutils", folder.resolve("data"))
                .write("one.json", "{\"tensorrt\":{\"m\":{\"160\":{\"median\":2}}}}");
        String message =
                assertThrows(InvalidInputException.class, fixture::rows).getMessage();
        assertTrue(message.contains("none"), message);
    }

    private static String powers(double exponent) {
        StringBuilder csv =
                new StringBuilder("dataset,network,batch_size,optimizer,power_limit,time_per_epoch,average_power\n");
        for (int batch : new int[] {8, 16, 32}) {
            for (int limit = 100; limit <= 250; limit += 25) {
                csv.append(String.format(
                        Locale.ROOT,
                        "d,n,%d,o,%d,%s,%s\n",
                        batch,
                        limit,
                        1000.0 / batch / Math.pow(limit, exponent),
                        Math.pow(limit, exponent) * batch));
            }
        }
        return csv.toString();
    }

    @Test
    void powerLawsOfTheLimitArePredicted() throws IOException {
        new Fixture("zeus", folder.resolve("data"))
                .write("summary_power_any.csv", powers(0.5))
                .within(1, "mean power [W]", 21)
                .within(1, "time of an epoch [s]", 21)
                .calibrates()
                .refuses("summary_power_any.csv", "average_power", "power", "has no column 'average_power'")
                .refuses("summary_power_any.csv", "d,n,8,o,125,", "d,n,8,o,100,", "line 3", "must stand once")
                .refuses("summary_power_any.csv", "d,n,8,o,125,", "d,n,8,o,-1,", "line 3", "power_limit")
                .refusesTruncated("summary_power_any.csv");
    }

    @Test
    void stepsArePredictedFromAlikePlacements() throws IOException {
        StringBuilder csv = new StringBuilder("placement,local_bsz,step_time,sync_time\n");
        for (String placement : List.of("1", "2", "11", "22", "111", "222")) {
            for (int batch = 8; batch <= 128; batch *= 2) {
                double sync = 0.0078125 * placement.length();
                csv.append(String.format(
                        Locale.ROOT, "%s,%d,%s,%s\n", placement, batch, sync + 0.001953125 * batch, sync));
            }
        }
        new Fixture("pollux", folder.resolve("data"))
                .write("any/placements.csv", csv.toString())
                .within(6, "step time [s]", 30)
                .within(6, "synchronisation time [s]", 30)
                .calibrates()
                .refuses("any/placements.csv", "sync_time", "sync", "placements.csv: has no column 'sync_time'")
                .refuses(
                        "any/placements.csv",
                        "1,8,0.0234375,0.0078125",
                        "1,8,0.0234375,0.03",
                        "line 2",
                        "at most step_time")
                .refuses("any/placements.csv", "1,16,", "1,8,", "line 3", "must stand once")
                .refuses("any/placements.csv", "22,8", "2x,8", "placement", "2x")
                .refusesTruncated("any/placements.csv");
    }

    @Test
    void pairsAreLeftOutAndPredicted() throws IOException {
        StringBuilder csv = new StringBuilder("device,job_a,job_b,norm_a\n");
        double[] sensitivity = {1.1, 1.3, 1.5, 1.7, 1.2, 1.6, 1.4};
        double[] pressure = {1, 1.2, 0.95, 1.4, 1.1, 1.3, 1.05};
        for (int a = 0; a < sensitivity.length; a++) {
            for (int b = 0; b < sensitivity.length; b++) {
                csv.append(String.format(
                        Locale.ROOT, "x,\"('j%d', 1)\",\"('j%d', 1)\",%s\n", a, b, 1 / sensitivity[a] / pressure[b]));
            }
        }
        new Fixture("gavel", folder.resolve("data"))
                .write("colocation_pairs.csv", csv.toString())
                .within(1e-6, "x slowdown [1]", 49)
                .calibrates()
                .refuses(
                        "colocation_pairs.csv", "\"('j1', 1)\",\"('j2', 1)\"", "\"('j1', 1)\",\"('j1', 1)\"", "line 11")
                .refuses("colocation_pairs.csv", "\"('j1', 1)\",\"('j2', 1)\"", "\"('j1', 2)\",\"('j2', 1)\"", "job_a")
                .refuses("colocation_pairs.csv", "norm_a", "norm", "has no column 'norm_a'")
                .refusesTruncated("colocation_pairs.csv")
                .refuses(
                        "colocation_pairs.csv",
                        csv.substring(csv.indexOf("\n") + 1),
                        "x,\"('a', 1)\",\"('b', 1)\",0.5\nx,\"('b', 1)\",\"('a', 1)\",0.5\n",
                        "two pairs of each job at least");
    }

    @Test
    void clientsOfASharedCardAreReplayed() throws IOException {
        new Fixture("nos", folder.resolve("data"))
                .write("any.csv", """
                        technology,pods,avg_inference_s
                        time-slicing,1,0.1
                        time-slicing,2,0.22
                        time-slicing,6,0.66
                        MPS,1,0.1
                        MPS,3,0.18
                        MPS,5,0.26
                        MIG-2g.20gb,1,0.2
                        MIG-2g.20gb,4,0.2
                        """)
                .within(0.01, "time-slicing time of a query [s]", 3)
                .within(0.01, "mps time of a query [s]", 3)
                .within(0.01, "mig time of a query [s]", 2)
                .calibrates()
                .refuses("any.csv", "MPS,3", "MPQ,3", "line 6", "technology")
                .refuses("any.csv", "MPS,3", "MPS,1", "any.csv, line 6: pods: must stand once")
                .refuses("any.csv", "MPS,1,0.1\n", "", "has no time of a single client under mps")
                .refusesTruncated("any.csv");
    }

    @Test
    void containersArePredictedFromOtherSchedulers() throws IOException {
        Fixture fixture = new Fixture("tapfinger-containers", folder.resolve("data"))
                .write("container_runs.csv", """
                        scheduler,task,cluster,cpu,gpu,run_s
                        one,lm,0,4,1,100
                        one,lm,0,4,2,50
                        two,lm,0,1,1,100
                        two,lm,0,4,4,50
                        two,lm,1,4,1,300
                        """)
                .within(1e-9, "one run time [s]", 2)
                .within(1e-9, "two run time [s]", 2)
                .calibrates();
        assertEquals(4, fixture.rows().size());
        fixture.refuses("container_runs.csv", "two", "one", "two schedulers at least")
                .refuses("container_runs.csv", "4,2,50", "4,2,0", "line 3", "run_s")
                .refusesTruncated("container_runs.csv");
    }

    @Test
    void whatIsNoFolderIsRefused() throws IOException {
        for (String source : List.of("trtutils", "zeus", "pollux", "gavel", "nos", "tapfinger-containers")) {
            String message = assertThrows(
                            InvalidInputException.class, () -> new Fixture(source, folder.resolve("nowhere")).rows())
                    .getMessage();
            assertTrue(message.contains("must be a folder with measurements"), message);
        }
        assertEquals(
                Sources.ALL.size(),
                Sources.ALL.stream()
                        .map(s -> s.name())
                        .collect(Collectors.toSet())
                        .size());
    }
}
