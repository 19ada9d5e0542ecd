// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.ifogsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each study runs in iFogSim2, and once more with the same results. */
class StudiesTest {
    @BeforeEach
    void iFogSim2IsThere() {
        Assumptions.assumeTrue(
                new File(System.getProperty("ifogsim.jar", "")).isFile(),
                "-Difogsim.jar= names no jar of iFogSim2; only its signatures are on the class path");
    }

    /** Returns the cells of a table in Markdown, without its head. */
    private static List<List<String>> rows(String markdown) {
        return markdown.lines()
                .skip(2)
                .map(line -> Arrays.stream(line.split("\\|"))
                        .map(String::strip)
                        .filter(cell -> !cell.isEmpty())
                        .toList())
                .toList();
    }

    @Test
    void theGamesClassifierIsWhereThePolicyHasIt() {
        List<List<String>> rows = rows(VrGameStudy.table().markdown());
        assertEquals("d-0 d-1", rows.get(0).get(1));
        assertEquals("proxy-server", rows.get(2).get(1));
        assertEquals("cloud", rows.get(4).get(1));
        double edge = Double.parseDouble(rows.get(0).get(4));
        double proxy = Double.parseDouble(rows.get(2).get(4));
        double cloud = Double.parseDouble(rows.get(4).get(4));
        assertTrue(edge + 6 < proxy && proxy + 190 < cloud, rows.toString());
        assertFalse(rows.get(0).equals(rows.get(1)), "seeds differ");
        assertEquals(rows, rows(VrGameStudy.table().markdown()));
    }

    @Test
    void camerasAreServedByEveryPolicyOfAFixedRule() {
        List<List<String>> rows = rows(DcnsStudy.table().markdown());
        assertEquals(8, rows.size());
        assertTrue(rows.stream().anyMatch(row -> Double.parseDouble(row.get(1)) > 99), rows.toString());
        assertTrue(rows.stream().anyMatch(row -> Double.parseDouble(row.get(1)) < 90), rows.toString());
        assertEquals(rows, rows(DcnsStudy.table().markdown()));
    }

    @Test
    void threeSimulatorsChooseTheSame() {
        for (String policy : List.of("closest", "load-balancing")) {
            List<List<String>> rows = rows(ThreeSimulatorsStudy.table(policy).markdown());
            assertEquals(3, rows.size());
            for (List<String> row : rows) {
                assertEquals(rows.get(0).get(1), row.get(1));
                assertEquals("none", row.get(2));
            }
            assertEquals(rows.get(0).get(4), rows.get(1).get(4));
            // A frame of 60 kB takes each link's time, one after another: two links of 0.48 ms at most, and the answer.
            double longer = Double.parseDouble(rows.get(2).get(4))
                    - Double.parseDouble(rows.get(0).get(4));
            assertTrue(longer > 0 && longer < 1, rows.toString());
        }
    }

    /** All of the registry that can, trained agents among them; the table has a column that says so. */
    @Test
    void trainedPoliciesRunAndRepeat() throws Exception {
        List<List<String>> rows = rows(PoliciesStudy.table(2, 12).markdown());
        List<String> names =
                rows.stream().map(row -> row.get(0) + " " + row.get(1)).toList();
        assertTrue(
                names.containsAll(List.of(
                        "aset-full-edge aset", "aset-full-edge bid-price", "ecsrl actor-critic", "ecsrl greedy")),
                names.toString());
        rows.forEach(row -> assertEquals("the same", row.get(8), row.toString()));
        rows.forEach(row -> assertTrue(Long.parseLong(row.get(2)) > 100, row.toString()));
    }

    /** What is longer in iFogSim2 is the wait for the link: more of it is in use, the longer, and none where it is wide. */
    @Test
    void theCloudIsLateForTheLinkAlone() throws Exception {
        List<List<String>> rows = rows(LinksStudy.table(2, 12, 100, 10_000).markdown());
        double[] narrow = cells(rows.get(0));
        double[] wide = cells(rows.get(1));
        assertTrue(narrow[1] > 50 * wide[1] && narrow[6] > 5, rows.toString());
        assertTrue(narrow[7] > narrow[6] / 2 && narrow[7] < narrow[6] + 2, rows.toString());
        assertTrue(Math.abs(wide[6]) < 2 && wide[7] < 0.05, rows.toString());
    }

    /** Returns the means of a row. */
    private static double[] cells(List<String> row) {
        return row.stream()
                .mapToDouble(cell -> Double.parseDouble(cell.split(" ")[0]))
                .toArray();
    }

    @Test
    void allThreeSpeedsAreMeasuredOnAsManyQueries() {
        List<List<String>> rows = rows(SpeedStudy.table(20).markdown());
        assertEquals(3, rows.size());
        assertEquals(rows.get(0).get(1), rows.get(1).get(1));
        rows.forEach(row -> assertTrue(Double.parseDouble(row.get(2)) > 100, row.toString()));
    }
}
