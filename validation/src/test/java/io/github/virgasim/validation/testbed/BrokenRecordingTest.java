// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.ErrorTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings whose single values are fine and which cannot be. */
class BrokenRecordingTest {
    private static final Map<String, String> WHOLE =
            Map.of("isolated", """
            model,task,mode,precision,batch,size,size_unit,rep,host_ns,gpu_ns
            a,t,graph,float32,1,1,px,0,1500000,1
            a,t,graph,float32,2,1,px,0,2000000,1
            _kernel,t,eager,float32,1,9,n,0,5000,1
            """, "serving", """
            run_id,model,mode,size,max_batch,arrivals,load_pct,req,arrival_us,start_us,done_us,batch,exec_batch
            r,a,graph,1,2,poisson,50,0,0,0,1500,1,1
            r,a,graph,1,2,poisson,50,1,2000,2000,3500,1,1
            q,a,graph,1,2,poisson,50,0,0,0,1500,1,1
            """, "sharing", """
            run_id,share,pct,n_co,member,item,model,batch,mode,count,mean_ns,std_ns,p50_ns
            s,ts,100,1,0,a_1,a,1,graph,100,1500000,0,1500000
            p,ts,100,2,0,a_1,a,1,graph,100,3000000,0,3000000
            p,ts,100,2,1,a_2,a,1,graph,100,3000000,0,3000000
            """, "markers", """
            section,run_id,status,t_start_us,t_end_us,params,result
            serving,r,ok,0,1,"{""capacity_rps"": 1000}",{}
            """);

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        for (Map.Entry<String, String> file : WHOLE.entrySet()) {
            Files.writeString(folder.resolve(file.getKey() + ".csv"), file.getValue());
        }
    }

    private List<ErrorRow> validate() {
        Recording recording = Recording.in(folder);
        return TestbedValidation.validate("t", recording, Calibrator.calibrate(recording), true);
    }

    @Test
    void theWholeOneIsFine() {
        // Two runs, one of them anchored as well, and the two members of a pair; three figures of each run.
        assertEquals(3 * 3 + 2, validate().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            isolated | float32,1,1,px   | float32,0,1,px   | isolated.csv, line 2: batch must be a whole number from 1
            isolated | float32,1,1,px   | float32,1.5,1,px | isolated.csv, line 2: batch must be a whole number from 1
            isolated | float32,1,1,px   | float32,1,1,feet | size_unit must be one of: px, tokens, samples, was 'feet'
            isolated | a,t,graph        | _a,t,graph       | isolated.csv: must have a row for each batch of a model
            isolated | a,t,graph        | a,t,grape        | mode must be one of: eager, graph, graph_e2e, copy, was 'grape'
            serving  | r,a,graph        | r,a,swift        | mode must be one of
            serving  | 50,0,0,0,1500,1,1 | 50,0,0,0,1500,3,3 | serving.csv, line 2: run r, req 0: must have batch <= max_batch and batch <= exec_batch
            serving  | 50,0,0,0,1500,1,1 | 50,0,0,0,1500,2,1 | must have batch <= max_batch and batch <= exec_batch
            serving  | 50,0,0,0,1500,1,1 | 50,0,0,0,1500,1,1000000000 | exec_batch must be a whole number from 1 to 1000000
            serving  | q,a,graph        | r,a,graph        | req must be 2, was '0'
            sharing  | s,ts             | s,nope           | share must be one of: ts, mps, stream, was 'nope'
            sharing  | s,ts,100,1       | s,ts,100,9       | sharing.csv, line 2: run s: n_co is 9, but only 1 members are there
            sharing  | p,ts,100,2,1     | p,ts,100,2,0     | sharing.csv, line 4: run p: member must be 1 of 2 and once, was '0'
            sharing  | p,ts,100,2,1     | s,ts,100,1,1     | run s: member must be 1 of 1
            sharing  | p,ts,100,2,1     | p,mps,100,2,1    | all members must have the same share
            sharing  | s,ts,100         | s,ts,150         | at most 100
            sharing  | 1500000,0,1500000 | 1500000,-1,1500000 | sharing.csv, line 2: std_ns
            serving  | poisson,50,0     | poisson,-50,0    | serving.csv, line 2: load_pct
            isolated | float32,2,1,px   | float16,1,1,px   | isolated.csv, line 3: precision must be one for each model, mode, size and batch
            markers  | : 1000           | : ""fast""       | markers.csv, line 2: params: the capacity of r must be a number above 0, was 'fast'
            markers  | : 1000           | : 0              | the capacity of r must be a number above 0, was '0'
            """)
    void whatCannotBeIsRefused(String file, String from, String to, String complaint) throws IOException {
        String text = WHOLE.get(file);
        assertTrue(text.contains(from));
        Files.writeString(folder.resolve(file + ".csv"), text.replace(from, to));
        String message =
                assertThrows(InvalidInputException.class, this::validate).getMessage();
        assertTrue(message.contains(complaint), message);
    }

    @Test
    void aRunThatComesTwiceIsRefused() throws IOException {
        String text = WHOLE.get("serving");
        Files.writeString(folder.resolve("serving.csv"), text + "r,a,graph,1,2,poisson,50,0,0,0,1500,1,1\n");
        String message =
                assertThrows(InvalidInputException.class, this::validate).getMessage();
        assertEquals("serving.csv, line 5: run r: rows of a run must stand together", message);
    }

    @Test
    void aMarkerThatComesTwiceIsRefused() throws IOException {
        String text = WHOLE.get("markers");
        Files.writeString(folder.resolve("markers.csv"), text + "serving,r,ok,2,3,{},{}\n");
        String message =
                assertThrows(InvalidInputException.class, this::validate).getMessage();
        assertEquals("markers.csv, line 3: run_id: must stand once in each section, was again 'r'", message);
    }

    @Test
    void whatHasNoProfileStaysWithoutAPrediction() throws IOException {
        String text = WHOLE.get("sharing");
        Files.writeString(folder.resolve("sharing.csv"), text.replace("1,a_2,a,", "1,b_2,b,"));
        List<ErrorRow> pair =
                validate().stream().filter(row -> row.cell().startsWith("p/")).toList();
        assertEquals(2, pair.size());
        pair.forEach(row -> assertTrue(Double.isNaN(row.predicted()) && !row.inRange(), row::toString));
    }

    @Test
    void batchesBeyondTheProfileAreOutOfRange() throws IOException {
        String text = WHOLE.get("sharing");
        Files.writeString(folder.resolve("sharing.csv"), text.replace("1,a_2,a,1,", "1,a_2,a,4,"));
        List<ErrorRow> pair =
                validate().stream().filter(row -> row.cell().startsWith("p/")).toList();
        assertEquals(2, pair.size());
        pair.forEach(row -> assertFalse(row.inRange(), row::toString));
    }

    @Test
    void oneFileIsNotThereInTwoForms() throws IOException {
        Files.write(folder.resolve("serving.csv.gz"), new byte[0]);
        String message =
                assertThrows(InvalidInputException.class, this::validate).getMessage();
        assertTrue(message.contains("must have either serving.csv or serving.csv.gz"), message);
    }

    @Test
    void whatHasNoProfileIsListedWithoutAPrediction() throws IOException {
        Files.writeString(folder.resolve("serving.csv"), WHOLE.get("serving").replace("r,a,graph", "r,unknown,graph"));
        List<ErrorRow> rows = validate();
        assertEquals(3 + 3 + 2, rows.size());
        assertEquals(
                3, rows.stream().filter(row -> Double.isNaN(row.predicted())).count());
        assertTrue(new ErrorTables(rows).summary().toString().contains("not predicted"));
    }
}
