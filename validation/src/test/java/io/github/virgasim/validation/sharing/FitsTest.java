// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.gpu.SensitivityInterference.Job;
import io.github.virgasim.gpu.SharingMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The fits recover what made-up measurements were made from; malformed measurements are named. */
class FitsTest {
    private static final String TIMES = "technology,pods,avg_inference_s\n";
    private static final String PAIRS = "device,job_a,job_b,norm_a\n";

    @TempDir
    Path folder;

    @Test
    void theSlopeGoesThroughTheSingleClient() throws IOException {
        TenantTimes times = TenantTimes.read(write(TIMES + "MPS,1,2\nMPS,3,4\nMPS,5,6\nMIG-1g.10gb,1,7\n"));
        assertEquals(0.5, times.slope(SharingMode.MPS), 1e-12);
        assertEquals(7, times.aloneSeconds(SharingMode.MIG));
        refused("no time of a single client under time-slicing", () -> times.slope(SharingMode.TIME_SLICING));
        refused("was 'mps'", () -> TenantTimes.read(write(TIMES + "mps,1,2\n")));
        refused(
                "m.csv, line 2: pods must be a whole number from 1",
                () -> TenantTimes.read(write(TIMES + "MPS,0,2\n")));
    }

    @Test
    void medianPolishRecoversProductsInSpiteOfOutliersAndGaps() {
        double[] sensitivity = {2, 3, 4, 8, 2.5};
        double[] pressure = {0.8, 0.9, 1, 1.1, 1.3};
        double[][] slowdown = new double[5][5];
        for (int a = 0; a < 5; a++) {
            for (int b = 0; b < 5; b++) {
                slowdown[a][b] = sensitivity[a] * pressure[b];
            }
        }
        slowdown[0][4] = 100;
        slowdown[3][1] = Double.POSITIVE_INFINITY;
        List<String> jobs = List.of("a", "b", "c", "d", "e");
        Map<String, Job> fitted =
                SensitivityFit.of(new PairSlowdowns(jobs, slowdown)).jobs();
        for (int job = 0; job < 5; job++) {
            assertEquals(sensitivity[job], fitted.get(jobs.get(job)).sensitivity(), 1e-9);
            assertEquals(pressure[job], fitted.get(jobs.get(job)).pressure(), 1e-9);
        }
        slowdown[2] = new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.POSITIVE_INFINITY};
        refused("no known pair", () -> SensitivityFit.of(new PairSlowdowns(jobs, slowdown)));
    }

    @Test
    void leftOutPairsAreNotSeenByTheFit() {
        // No product explains these; a fit that saw the pairs it predicts would still be nearer to them.
        int jobs = 8;
        double[][] slowdown = new double[jobs][jobs];
        for (int a = 0; a < jobs; a++) {
            for (int b = 0; b < jobs; b++) {
                slowdown[a][b] = a == b ? 50 : 2;
            }
        }
        List<String> names = List.of("a", "b", "c", "d", "e", "f", "g", "h");
        PairErrors model = PairErrors.crossValidate(new PairSlowdowns(names, slowdown), 36, 1, false)
                .get(0);
        assertEquals(64, model.pairs());
        assertEquals(0, model.medianSlowdown(), 1e-9);
        assertEquals(8.0 / 64 * 48 / 50, model.meanSlowdown(), 1e-9);
    }

    @Test
    void pairsAreReadAndThoseThatDoNotFitAreKnown() throws IOException {
        PairSlowdowns pairs = PairSlowdowns.read(
                write(
                        PAIRS
                                + "k,\"('b', 1)\",\"('b', 1)\",0\nk,\"('b', 1)\",\"('a', 1)\",0.25\n"
                                + "k,\"('a', 1)\",\"('b', 1)\",0.5\nk,\"('a', 1)\",\"('a', 1)\",0.8\nx,\"('a', 1)\",\"('a', 1)\",1\n"),
                "k");
        assertEquals(List.of("a", "b"), pairs.jobs());
        assertEquals(2, pairs.slowdown()[0][1]);
        assertEquals(4, pairs.slowdown()[1][0]);
        assertEquals(Double.POSITIVE_INFINITY, pairs.slowdown()[1][1]);
        assertEquals(2, pairs.fittingPairs().size());
        assertTrue(Double.isNaN(pairs.without(List.of(new int[] {0, 1})).slowdown()[1][0]));
    }

    @Test
    void malformedPairsAreNamed() {
        String aa = "k,\"('a', 1)\",\"('a', 1)\",0.8\n";
        refused("must stand once", () -> PairSlowdowns.read(write(PAIRS + aa + aa), "k"));
        refused("must stand once", () -> PairSlowdowns.read(write(PAIRS + aa.replace("0.8", "-0.8")), "k"));
        refused("of one GPU", () -> PairSlowdowns.read(write(PAIRS + aa.replaceFirst("1", "2")), "k"));
        String half = aa + "k,\"('a', 1)\",\"('b', 1)\",0.8\nk,\"('b', 1)\",\"('b', 1)\",0.8\n";
        refused("must have the pair [b, a] on k", () -> PairSlowdowns.read(write(PAIRS + half), "k"));
    }

    @Test
    void aFixedShareGivesTheFactorBack() {
        assertEquals(0.5, MigFit.fixedShare(4, 7, 1), 1e-12);
        assertEquals(0, MigFit.fixedShare(7, 7, 1), 1e-12);
        assertEquals(1, MigFit.fixedShare(1, 7, 1), 1e-12);
    }

    @Test
    void limitsCutPowerOff() throws IOException {
        PowerCaps caps = PowerCaps.read(write("dataset,network,batch_size,optimizer,power_limit,average_power\n"
                + "d,n,1,o,100,100\nd,n,1,o,200,150\nd,n,1,o,300,150\n"));
        assertEquals(new PowerCaps(2, 0, 0.25), caps);
    }

    @Test
    void aStraightProfileHasNoError() throws IOException {
        StringBuilder csv = new StringBuilder("Latency,Batch Size,Frequency,Directory\n9,1,5,NX\n");
        for (int batch = 1; batch <= 12; batch++) {
            csv.append(String.format(Locale.ROOT, "%s,%d,7,NX%n", (10 + 2 * batch) / 1000.0, batch));
        }
        BatchLaws law = BatchLaws.read(write(csv.toString()), "NX");
        assertEquals(10, law.fit().interceptMs(), 1e-9);
        assertEquals(2, law.fit().slopeMsPerUnit(), 1e-9);
        assertEquals(0, law.worstError() + law.medianErrorBeyondEight(), 1e-9);
        refused("has no row of AGX", () -> BatchLaws.read(write(csv.toString()), "AGX"));
        String header = csv.substring(0, csv.indexOf("\n") + 1);
        refused(
                "must have batch size 1 and another one up to 8 of NX, has [16.0, 32.0]",
                () -> BatchLaws.read(write(header + "1,16,7,NX\n2,32,7,NX\n"), "NX"));
        refused("another one up to 8", () -> BatchLaws.read(write(header + "1,1,7,NX\n"), "NX"));
        refused("must stand once", () -> BatchLaws.read(write(csv + "1,12,7,NX\n"), "NX"));
    }

    private Path write(String text) {
        try {
            return Files.writeString(folder.resolve("m.csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refused(String part, Executable action) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }
}
