// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording of a GPU that follows the laws exactly: 100 W idle, 50 + 400 u W beside that, loads of 0.05 s + 0.5 ns per byte. */
class PowerAndLoadsTest {
    /** Times of 1 and 9 queries: the slope says how much a batch fills. */
    private static final double ONE = 0.5e-3;

    private static final double NINE = 1.5e-3;
    private static final double PER_QUERY = (NINE - ONE) / 8;

    @TempDir
    Path folder;

    private final StringBuilder markers =
            new StringBuilder("section,run_id,status,t_start_us,t_end_us,params,result\n");
    private final StringBuilder power = new StringBuilder("t_us,power_mw,power_inst_mw\n");
    private double clock = 1e6;

    private void run(String section, String id, String params, String result, double watts) {
        markers.append(String.join(
                        ",",
                        section,
                        id,
                        "ok",
                        Double.toString(clock),
                        Double.toString(clock + 2e6),
                        quoted(params),
                        quoted(result)))
                .append('\n');
        // Before the run another power holds; the driver shows it a little longer.
        power.append(clock + 1e5).append(",999000,999000\n");
        power.append(clock + 1e6).append(',').append(1e3 * watts).append(",\n");
        power.append(clock + 1.5e6).append(",1,").append(1e3 * watts).append('\n');
        clock += 3e6;
    }

    private static String quoted(String json) {
        return '"' + json.replace("\"", "\"\"") + '"';
    }

    private static double dynamic(double batch, double seconds) {
        return 50 + 400 * Math.min(1, batch * PER_QUERY / seconds);
    }

    private Recording recording() throws IOException {
        String isolated =
                "model,task,mode,precision,batch,size,size_unit,rep,host_ns,gpu_ns\n" + "m,t,graph,float16,1,224,px,0,"
                        + 1e9 * ONE + ",\n" + "m,t,graph,float16,9,224,px,0," + 1e9 * NINE + ",\n";
        Files.writeString(folder.resolve("isolated.csv"), isolated);
        Files.writeString(
                folder.resolve("sharing.csv"),
                "run_id,share,pct,n_co,member,item,model,batch,mode,count,mean_ns,std_ns,p50_ns\n"
                        + sharing("one", 1, 0, 1, ONE)
                        + sharing("nine", 1, 0, 9, NINE)
                        + sharing("pair", 2, 0, 1, ONE + NINE)
                        + sharing("pair", 2, 1, 9, ONE + NINE));
        run("steady", "s0", "{\"model\": \"m\", \"batch\": 1, \"mode\": \"graph\"}", "{\"busy_frac\": 0}", 100);
        run("sharing", "one", "{}", "{}", 100 + dynamic(1, ONE));
        run("sharing", "nine", "{}", "{}", 100 + dynamic(9, NINE));
        double shared = (ONE * dynamic(1, ONE) + NINE * dynamic(9, NINE)) / (ONE + NINE);
        run("sharing", "pair", "{}", "{}", 100 + shared);
        // Every 8 ms a batch of one.
        StringBuilder serving = new StringBuilder("run_id,model,mode,size,max_batch,arrivals,load_pct,req,arrival_us,"
                + "start_us,done_us,batch,exec_batch\n");
        for (int i = 0; i < 200; i++) {
            serving.append(String.join(
                            ",",
                            "served,m,graph,224,1,poisson,25",
                            Integer.toString(i),
                            Double.toString(8000.0 * i),
                            Double.toString(8000.0 * i),
                            Double.toString(8000.0 * i + 1e6 * ONE),
                            "1,1"))
                    .append('\n');
        }
        Files.writeString(folder.resolve("serving.csv"), serving);
        double share = 200 * ONE / (199 * 8e-3 + ONE);
        run("serving", "served", "{\"capacity_rps\": null}", "{}", 100 + share * dynamic(1, ONE));
        Files.writeString(folder.resolve("markers.csv"), markers);
        Files.writeString(folder.resolve("power.csv"), power);
        StringBuilder loads = new StringBuilder("kind,model,rep,stage,dur_ns,bytes\n");
        for (int size : List.of(10, 100, 200)) {
            double nanos = 5e7 + 0.5 * 1e6 * size;
            loads.append("coldstart_inproc,m" + size + ",0,ready_total,9e9," + size + "e6\n");
            loads.append("coldstart_inproc,m" + size + ",1,ready_total," + nanos + "," + size + "e6\n");
            loads.append("coldstart_inproc,m" + size + ",1,read,7," + size + "e6\n");
        }
        Files.writeString(folder.resolve("coldstart_training.csv"), loads);
        return Recording.in(folder);
    }

    private static String sharing(String run, int tenants, int member, int batch, double seconds) {
        return String.join(
                        ",",
                        run,
                        "ts,100",
                        Integer.toString(tenants),
                        Integer.toString(member),
                        "m" + batch + ",m",
                        Integer.toString(batch),
                        "graph,1000",
                        Double.toString(1e9 * seconds),
                        "0",
                        Double.toString(1e9 * seconds))
                + "\n";
    }

    @Test
    void theLawsAreFoundAgain() throws IOException {
        Calibration found = Calibrator.calibrate(recording());
        assertEquals(100, found.value("power/idle"), 1e-9);
        assertEquals(50, found.value("power/alpha/m"), 1e-6);
        assertEquals(400, found.value("power/beta/m"), 1e-6);
        assertEquals(NINE * dynamic(9, NINE), found.value("power/energy/ts/m9/m/9/graph"), 1e-9);
        assertEquals(0.05, found.value("load/constant"), 1e-9);
        assertEquals(0.5e-9, found.value("load/per_byte"), 1e-15);
    }

    @Test
    void runsAreThenPredicted() throws IOException {
        Recording recording = recording();
        Calibration calibration = Calibrator.calibrate(recording);
        List<ErrorRow> own = TestbedValidation.validate("x", recording, calibration, true);
        assertClose(own, "power, serving graph [W]", 1, 1e-6);
        // The pair itself says what a turn costs, so that its own times come back but for rounding.
        assertClose(own, "power, ts closed loop [W]", 1, 0.5);
        assertClose(own, "warm load [s]", 3, 1e-6);
        List<ErrorRow> apart = TestbedValidation.validate("x", recording, calibration, false);
        assertClose(apart, "warm load [s]", 3, 1e-6);
        assertTrue(apart.stream().allMatch(row -> row.part().equals("apart")));
        assertTrue(apart.stream()
                .filter(row -> row.quantity().equals("warm load [s]"))
                .allMatch(ErrorRow::inRange));
        // Under another recording's calibration its loads bound the range, not those at hand.
        List<Parameter> narrow = calibration.parameters().stream()
                .map(p -> p.name().equals("load/largest")
                        ? new Parameter(p.name(), 100e6, p.unit(), Double.NaN, Double.NaN, 2)
                        : p)
                .toList();
        assertEquals(
                List.of(true, true, false),
                TestbedValidation.validate("x", recording, new Calibration(narrow), false).stream()
                        .filter(row -> row.quantity().equals("warm load [s]"))
                        .map(ErrorRow::inRange)
                        .toList());
    }

    private static void assertClose(List<ErrorRow> rows, String quantity, int cells, double percent) {
        List<ErrorRow> some =
                rows.stream().filter(row -> row.quantity().equals(quantity)).toList();
        assertEquals(cells, some.size(), quantity);
        some.forEach(row -> assertEquals(
                row.measured(), row.predicted(), percent / 100 * row.measured(), quantity + " " + row.cell()));
    }
}
