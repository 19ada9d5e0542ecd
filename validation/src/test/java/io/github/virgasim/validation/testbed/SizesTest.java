// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.CsvTable;
import io.github.virgasim.validation.source.ErrorRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants of a model that was profiled at input sizes 8 and, with more batches and three times as slow, 16. */
class SizesTest {
    private static final String SHARING =
            "run_id,share,pct,n_co,member,item,model,batch,mode,count,mean_ns,std_ns,p50_ns,size\n";

    private static final String SHARED =
            "run_id,share,tenant,model,max_batch,load_pct,req,arrival_us,start_us,done_us,batch,exec_batch,size\n";

    /** Turns of 1.5 and 3 ms and switches of 0.25 ms: a cycle of 5 ms. */
    private static final String PAIR = "t3,ts,100,2,0,SMALL,a,1,graph,100,5000000,0,5000000,SIZE\n"
            + "t3,ts,100,2,1,LARGE,a,4,graph,100,5000000,0,5000000,SIZE\n";

    private static final String SOLO = "t2,ts,100,1,0,LARGE,a,4,graph,100,3000000,0,3000000,\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void profile() throws IOException {
        StringBuilder text = new StringBuilder("model,task,mode,precision,batch,size,size_unit,rep,host_ns,gpu_ns\n");
        for (int batch : new int[] {1, 2, 4, 8}) {
            text.append("a,t,graph,float16,").append(batch).append(",16,px,0,");
            text.append(3 * (1_000_000 + 500_000 * batch)).append(",\n");
            if (batch < 8) {
                text.append("a,t,graph,float16,").append(batch).append(",8,px,0,");
                text.append(1_000_000 + 500_000 * batch).append(",\n");
            }
        }
        Files.writeString(folder.resolve("isolated.csv"), text);
    }

    private List<ErrorRow> rows(String sharing, String served) throws IOException {
        Files.writeString(folder.resolve("sharing.csv"), SHARING + sharing);
        Files.writeString(folder.resolve("shared_serving.csv"), SHARED + served);
        return new TestbedSource().validate(Optional.of(folder), Optional.empty());
    }

    private static void assertPredicted(List<ErrorRow> rows) {
        for (ErrorRow row : rows) {
            assertEquals(0, row.errorPercent(), 1e-6, row.toString());
            assertTrue(row.inRange(), row.toString());
            assertFalse(row.cell().contains("size"), row.cell());
        }
    }

    @Test
    void aSizeThatWasRecordedCounts() throws IOException {
        List<ErrorRow> rows = rows(PAIR.replace("SIZE", "8"), served("8"));
        assertEquals(2 + 6, rows.size());
        assertPredicted(rows);
    }

    /** One query at a time of two servers, of 1.5 ms each, and the switch between them. */
    private static String served(String size) {
        return "s,ts,0,a,4,50,0,0,0,1500,1,1," + size + "\ns,ts,1,a,4,50,0,9000,9000,10750,1,1," + size + "\n";
    }

    /** The larger batch took half as long alone as the profile of size 16 says of it; so the small one, too, is of size 8. */
    @Test
    void theTimeAloneTellsTheSizeOfAModel() throws IOException {
        List<ErrorRow> rows = rows(SOLO + PAIR.replace("SIZE", ""), served(""));
        assertEquals(2 + 6, rows.size());
        assertPredicted(rows);
    }

    /** The pair's rows have a size, the solo run's has none, and the other way round; both are of one and the same work. */
    @Test
    void aSoloRunCountsWithItsSizeAndWithout() throws IOException {
        String slower = SOLO.replace("3000000", "3200000");
        for (String sizes : List.of("8;", ";8", "8;8", ";")) {
            String[] each = (sizes + " ").split(";");
            rows(slower.replace(",\n", "," + each[1].strip() + "\n") + PAIR.replace("SIZE", each[0]), served("8"));
            // What is left of the cycle of 5 ms.
            assertEquals(
                    0.15e-3, new TestbedSource().calibrate(Optional.of(folder)).value("turns/switch"), 1e-12, sizes);
        }
    }

    @Test
    void aSizeThatNothingTellsIsSaidAndOutside() throws IOException {
        List<ErrorRow> rows = rows(PAIR.replace("SIZE", ""), served(""));
        assertEquals(2 + 6, rows.size());
        for (ErrorRow row : rows) {
            assertTrue(row.cell().endsWith(" (size not recorded, 16 taken)"), row.cell());
            assertFalse(row.inRange(), row.toString());
            assertEquals("test", row.part());
        }
    }

    /** The capacity of a server of size 8 is the third of one of size 16. */
    @Test
    void aCapacityTellsTheSizeOfItsServer() throws IOException {
        Files.writeString(
                folder.resolve("markers.csv"),
                "section,run_id,status,t_start_us,t_end_us,params,result\nshared_serving,s,ok,0,1,"
                        + "\"{\"\"tenants\"\": [{\"\"solo_capacity_rps\"\": 1333}, {\"\"solo_capacity_rps\"\": 1333}]}\",{}\n");
        List<ErrorRow> rows = rows("", served(""));
        assertEquals(2 * 6, rows.size());
        rows.forEach(row -> assertFalse(row.cell().contains("size") || row.inRange(), row.toString()));
        // Three times as much at size 16; of switches nothing is known here.
        rows.forEach(row -> assertEquals(row.measured(), row.predicted(), 0.2e-3, row.toString()));
    }

    @Test
    void aSizeWithoutAProfileIsNotPredicted() throws IOException {
        List<ErrorRow> rows = rows(PAIR.replace("SIZE", "99"), served("99"));
        assertEquals(2 + 6, rows.size());
        rows.forEach(row -> assertTrue(Double.isNaN(row.predicted()), row.toString()));
    }

    @Test
    void aTableOfACatalogueNamesTheSize() throws IOException {
        Path times = folder.resolve("times.csv");
        CatalogTimes.write(new TestbedSource().calibrate(Optional.of(folder)), "x", times);
        CsvTable.read(times, "size").rows().forEach(row -> assertEquals("16", row.text("size")));
    }
}
