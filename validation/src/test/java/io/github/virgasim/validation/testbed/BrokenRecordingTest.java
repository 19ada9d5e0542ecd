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
    private static final Map<String, String> WHOLE = Map.of(
            "isolated",
            """
            model,task,mode,precision,batch,size,size_unit,rep,host_ns,gpu_ns
            a,t,graph,float32,1,1,px,0,1500000,1
            a,t,graph,float32,2,1,px,0,2000000,1
            _kernel,t,eager,float32,1,9,n,0,5000,1
            """,
            "serving",
            """
            run_id,model,mode,size,max_batch,arrivals,load_pct,req,arrival_us,start_us,done_us,batch,exec_batch
            r,a,graph,1,2,poisson,50,0,0,0,1500,1,1
            r,a,graph,1,2,poisson,50,1,2000,2000,3500,1,1
            q,a,graph,1,2,poisson,50,0,0,0,1500,1,1
            """,
            "sharing",
            """
            run_id,share,pct,n_co,member,item,model,batch,mode,count,mean_ns,std_ns,p50_ns
            s,ts,100,1,0,a_1,a,1,graph,100,1500000,0,1500000
            p,ts,100,2,0,a_1,a,1,graph,100,3000000,0,3000000
            p,ts,100,2,1,a_2,a,1,graph,100,3000000,0,3000000
            """,
            "markers",
            """
            section,run_id,status,t_start_us,t_end_us,params,result
            serving,r,ok,0,1,"{""capacity_rps"": 1000}",{}
            idle,i,ok,1,2,{},{}
            steady,p,ok,1000000,2000000,"{""model"": ""a"", ""batch"": 1}","{""busy_frac"": 0}"
            """,
            "shared_serving",
            """
            run_id,share,tenant,model,max_batch,load_pct,req,arrival_us,start_us,done_us,batch,exec_batch
            t,ts,0,a,2,50,0,0,0,1500,1,1
            t,ts,1,a,2,50,0,0,1500,3000,1,1
            """,
            "power",
            """
            t_us,power_mw,power_inst_mw
            1200000,100000,
            1300000,100000,
            """,
            "coldstart_training",
            """
            kind,model,rep,stage,dur_ns,bytes
            coldstart_inproc,a,1,ready_total,5,7
            coldstart_inproc,a,2,ready_total,5,7
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
        // Two runs, one of them anchored as well, and two tenants, three figures of each; the two members of a pair; a
        // load.
        assertEquals(5 * 3 + 2 + 1, validate().size());
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
            sharing  | p,ts,100,2,1     | p,ts,100,2,0     | sharing.csv, line 4: run p: member must stand once, was again '0'
            sharing  | p,ts,100,2,1     | s,ts,100,1,1     | sharing.csv, line 4: member must be a whole number from 0 to 0, was '1'
            sharing  | p,ts,100,2,1     | p,mps,100,2,1    | all members must have the same share
            sharing  | s,ts,100         | s,ts,150         | at most 100
            sharing  | 1500000,0,1500000 | 1500000,-1,1500000 | sharing.csv, line 2: std_ns
            serving  | poisson,50,0     | poisson,-50,0    | serving.csv, line 2: load_pct
            isolated | float32,2,1,px   | float16,1,1,px   | isolated.csv, line 3: precision must be one for each model, mode, size and batch
            isolated | float32,2,1,px   | float32,1,1,px   | isolated.csv, line 3: rep: must stand once for [a, graph, float32, 1, 1], was again '0'
            isolated | px,0,1500000     | px,0,0x1p3       | isolated.csv, line 2, field 'host_ns': value '0x1p3' must be a number
            isolated | px,0,1500000     | px,0,15d         | isolated.csv, line 2, field 'host_ns': value '15d' must be a number
            markers  | {""capacity_rps"": 1000} | [        | markers.csv, line 2: params: must be JSON (Unexpected end-of-input: expected close marker for Array)
            isolated | px,0,1500000     | px,0.5,1500000   | isolated.csv, line 2: rep must be a whole number
            serving  | r,a,graph,1,2,poisson,50,1 | r,b,graph,1,2,poisson,50,1 | serving.csv, line 3: run r: model must be the same for all requests, was 'b' after 'a'
            serving  | r,a,graph,1,2,poisson,50,1 | r,a,eager,1,2,poisson,50,1 | serving.csv, line 3: run r: mode must be the same
            serving  | r,a,graph,1,2,poisson,50,1 | r,a,graph,1,9,poisson,50,1 | serving.csv, line 3: run r: max_batch must be the same
            serving  | poisson,50,1     | poisson,60,1     | serving.csv, line 3: run r: load_pct must be the same
            serving  | poisson,50,1     | backlog,50,1     | serving.csv, line 3: run r: arrivals must be the same
            serving  | poisson          | marsian          | serving.csv, line 2: arrivals must be one of: backlog, poisson, onoff, other, was 'marsian'
            shared   | t,ts,1           | t,ts,2           | shared_serving.csv, line 3: run t: tenants must be 0, 1, ..., has 2 and one of them is '2'
            shared   | t,ts,1           | t,ts,1.0         | shared_serving.csv, line 3: tenant must be a whole number
            shared   | t,ts,1           | t,mps,1          | shared_serving.csv, line 3: run t: share must be the same for all tenants
            power    | 1300000,100      | 1000000,100      | power.csv, line 3: t_us: must not be before the row above, was '1000000'
            cold     | 2,ready_total,5,7 | 2,ready_total,5,8 | coldstart_training.csv, line 3: bytes must be the same
            cold     | a,2,             | a,1,             | coldstart_training.csv, line 3: rep: must stand once
            markers  | {""capacity_rps"": 1000} | {}       | markers.csv, line 2: params: run r must have capacity_rps
            markers  | {""capacity_rps"": 1000} | [1]      | markers.csv, line 2: params: must be an object
            markers  | {""capacity_rps"": 1000} | {""capacity_rps"": 1} 2 | markers.csv, line 2: params: must be JSON
            markers  | {""capacity_rps"": 1000} | {""capacity_rps"": 1, ""capacity_rps"": 2} | markers.csv, line 2: params: must be JSON
            markers  | idle,i,ok,1      | idle,i,ok,0      | markers.csv, line 3: run i: must not begin, at 0 us, before run r ends, at 1 us
            markers  | {""busy_frac"": 0} | {}             | markers.csv, line 4: result: busy_frac of run p must be a number from 0
            markers  | serving,r,ok,0,1,"{""capacity_rps"": 1000}" | shared_serving,t,ok,0,1,"{""tenants"": [{}, {}, {}]}" | shared_serving.csv, line 2: run t: must have 3 tenants, as markers say, has 2
            markers  | : 1000           | : ""fast""       | markers.csv, line 2: params: the capacity of r must be a number above 0, was 'fast'
            markers  | : 1000           | : 0              | the capacity of r must be a number above 0, was '0'
            """)
    void whatCannotBeIsRefused(String part, String from, String to, String complaint) throws IOException {
        String file = part.equals("shared") ? "shared_serving" : part.equals("cold") ? "coldstart_training" : part;
        String text = WHOLE.get(file);
        assertTrue(text.contains(from));
        Files.writeString(folder.resolve(file + ".csv"), text.replace(from, to));
        String message =
                assertThrows(InvalidInputException.class, this::validate).getMessage();
        assertTrue(message.contains(complaint), message);
    }

    @Test
    void theOrderOfMembersDoesNotMatter() throws IOException {
        List<ErrorRow> inOrder = validate();
        String first = "p,ts,100,2,0,a_1,a,1,graph,100,3000000,0,3000000\n";
        Files.writeString(folder.resolve("sharing.csv"), WHOLE.get("sharing").replace(first, "") + first);
        assertEquals(inOrder, validate());
    }

    @Test
    void aServerWithoutOthersSaysNothingOfSharing() throws IOException {
        String text = WHOLE.get("shared_serving");
        Files.writeString(folder.resolve("shared_serving.csv"), text.substring(0, text.indexOf("t,ts,1")));
        List<ErrorRow> alone = validate().stream()
                .filter(row -> row.quantity().startsWith("1 tenants ts"))
                .toList();
        assertEquals(3, alone.size());
        alone.forEach(row -> assertFalse(row.inRange(), row::toString));
    }

    @Test
    void turnsUnderALimitOnThreadsHaveNoLaw() throws IOException {
        Files.writeString(folder.resolve("sharing.csv"), WHOLE.get("sharing").replace("p,ts,100", "p,ts,50"));
        List<ErrorRow> pair =
                validate().stream().filter(row -> row.cell().startsWith("p/")).toList();
        assertEquals(2, pair.size());
        pair.forEach(row -> assertFalse(row.inRange(), row::toString));
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
        assertEquals("markers.csv, line 5: run_id: must stand once in each section, was again 'r'", message);
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
        assertEquals(4 * 3 + 2 + 1, rows.size());
        // The only load of its kind is predicted by no other.
        assertEquals(
                3 + 1,
                rows.stream().filter(row -> Double.isNaN(row.predicted())).count());
        assertTrue(new ErrorTables(rows).summary().toString().contains("not predicted"));
    }
}
