// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.replay.ClusterReplay;
import io.github.virgasim.validation.replay.RoundReplay;
import io.github.virgasim.validation.source.ErrorRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that are replayed in an engine, on made-up recordings, and on broken ones. */
class ReplaysTest {
    @TempDir
    private Path folder;

    /** Two devices, the second 0.5 s later with each answer; a batch holds frames of two requests. */
    @Test
    void requestsAreAnsweredWhenTheLastOfTheirBatchesIs() {
        List<ClusterReplay.Part> parts = List.of(
                new ClusterReplay.Part(0, 0, 0, 3),
                new ClusterReplay.Part(0, 1, 0, 1),
                new ClusterReplay.Part(1, 0, 0, 2),
                new ClusterReplay.Part(1, 1, 4, 2),
                new ClusterReplay.Part(2, 0, 1, 1));
        // Device 0: one batch of 5 s with parts of both, then 1 s. Device 1: until 1, then from 4 to 6.
        for (double constant : new double[] {0.5, -0.5}) {
            List<ClusterReplay.Answer> answers = new ClusterReplay(new double[] {0, constant}).answers(parts, 3);
            assertEquals(5, answers.get(0).completed(), 1e-5);
            assertEquals(0, answers.get(0).device());
            assertEquals(6 + constant, answers.get(1).completed(), 1e-5);
            assertEquals(1, answers.get(1).device());
            assertEquals(6, answers.get(2).completed(), 1e-5);
        }
    }

    @Test
    void roundsAreReplayed() {
        RoundReplay replay = new RoundReplay(
                List.of(new TreeSet<>(List.of(0, 1, 4)), new TreeSet<>(List.of(2)), new TreeSet<>(List.of(1))), 0.25);
        // The first runs again after a break: 2 + 0.75 of its work in three rounds, and none is left.
        double[] ends = replay.ends(new double[] {2.75, 1.5, 0.5});
        assertEquals(5, ends[0], 1e-9);
        // Half a round is left after its only recorded one.
        assertEquals(3.5, ends[1], 1e-9);
        assertEquals(1.5, ends[2], 1e-9);
    }

    private static String run(String[] rounds, double... completions) {
        StringBuilder json = new StringBuilder("{\"time_per_iteration\":100,\"jct_list\":[");
        for (int i = 0; i < completions.length; i++) {
            json.append(i > 0 ? "," : "").append(completions[i]);
        }
        return json + "],\n\"per_round_schedule\":[" + String.join(",", rounds) + "]}";
    }

    private static final String JOB = "LM\tpython3\tlanguage\t--steps\t1\t1000\t1\tgns\t1\t-1\t300\t";

    @Test
    void roundsOfACluster() throws IOException {
        // Two jobs that need 2.5 and 1.5 rounds of 100 s; under the second policy they change places.
        Fixture fixture = new Fixture("shockwave", folder.resolve("data"))
                .write("jobs.trace", JOB + "0\n" + JOB + "0\n")
                .write(
                        "p_physical.json",
                        run(
                                new String[] {"{\"0\":[0]}", "{\"0\":[0]}", "{\"0\":[0]}", "{\"1\":[0]}", "{\"1\":[0]}"
                                },
                                250,
                                450))
                .write(
                        "q_physical.json",
                        run(
                                new String[] {"{\"1\":[0]}", "{\"1\":[0]}", "{\"0\":[0]}", "{\"0\":[0]}", "{\"0\":[0]}"
                                },
                                450,
                                150))
                .within(1e-6, "mean completion [s]", 2)
                .within(1e-6, "p completion [s]", 2)
                .within(1e-6, "p completion, anchored [s]", 1)
                .calibrates();
        fixture.refuses("p_physical.json", "250", "-1", "p_physical.json, jct_list", "no job is done before it arrives")
                .refuses("p_physical.json", "\"1\":[0]", "\"7\":[0]", "round 3", "'7'")
                .refuses("p_physical.json", "[250.0,450.0]", "[250.0]", "jct_list")
                .refuses("p_physical.json", "\"per_round", "per_round", "p_physical.json, line 2")
                .refuses("jobs.trace", "\t0\nLM", "\nLM", "jobs.trace, line 1: must have 12 fields")
                .refuses("jobs.trace", "\t1000\t", "\t-1000\t", "jobs.trace, line 1, field 'steps': value '-1000'")
                .refuses(
                        "p_physical.json",
                        "{\"1\":[0]}",
                        "{\"1\":[0],\"0\":[0]}",
                        "round 3, field 'job 0'",
                        "no job has")
                .refuses("p_physical.json", "{\"1\":[0]}", "{\"1\":[0],\"1\":[1]}", "must be JSON", "Duplicate")
                .write("tacc_throughputs.json", "{\"v100\": {\"('LM', 1)\": {}}}")
                .refuses("jobs.trace", "LM", "Foo", "jobs.trace, line 1, field 'model': value 'Foo'")
                .refuses("jobs.trace", "0\nLM", "5\nLM", "jobs.trace, line 2");
        Files.delete(folder.resolve("data/q_physical.json"));
        fixture.refuses("p_physical.json", "100", "100", "two policies at least");
    }

    /** Under the first policy both jobs need 2.5 rounds of 100 s, under the second 1.5: the first job of a run tells. */
    @Test
    void everySecondJobTellsThePaceOfItsKind() throws IOException {
        String of0 = "{\"0\":[0]}";
        String of1 = "{\"1\":[0]}";
        List<ErrorRow> rows = new Fixture("shockwave", folder.resolve("data"))
                .write(
                        "jobs.trace",
                        JOB.replace("LM", "net (batch size 8)") + "0\n" + JOB.replace("LM", "net (batch size 16)")
                                + "0\n")
                .write("p_physical.json", run(new String[] {of0, of0, of0, of1, of1, of1}, 250, 550))
                .write("q_physical.json", run(new String[] {of0, of0, of1, of1}, 150, 350))
                .within(1e-6, "p completion, anchored [s]", 1)
                .within(1e-6, "q completion, anchored [s]", 1)
                .rows();
        assertTrue(rows.stream()
                .filter(row -> row.quantity().equals("p completion [s]"))
                .allMatch(row -> row.errorPercent() < -10));
    }

    @Test
    void boardsServeRequestsOfSeveralFrames() throws IOException, InterruptedException {
        StringBuilder profile = new StringBuilder("Throughput,Energy,Latency,Batch Size,Frequency,Directory\n");
        for (int batch : new int[] {1, 2, 4}) {
            profile.append(String.format(
                    Locale.ROOT,
                    "1,%s,%s,%d,1000,AGX\n1,%s,%s,%d,1000,Nano\n",
                    1.0 * batch,
                    0.1 * batch,
                    batch,
                    1.0 * batch,
                    0.3 * batch,
                    batch));
        }
        StringBuilder requests =
                new StringBuilder("run,request,image,device,arrival_s,dispatch_s,completion_s,latency_constraint_s\n");
        StringBuilder dispatches = new StringBuilder("run,time_s,device,gpu_freq_hz\n");
        StringBuilder power = new StringBuilder("run,device,board_mw\n");
        for (String run : List.of("x_s0", "x_s1")) {
            for (int request = 0; request < 6; request++) {
                double at = 10.0 * request;
                String device = request % 2 == 0 ? "agx-0" : "board1";
                // Two frames in one dispatch, and a second later than the profile says.
                double end = at + 1 + (request % 2 == 0 ? 0.2 : 0.6) + 1;
                for (int image = 0; image < 2; image++) {
                    requests.append(String.format(
                            Locale.ROOT, "%s,%d,%d,%s,%s,%s,%s,3\n", run, request, image, device, at, at + 1, end));
                }
                dispatches.append(String.format(Locale.ROOT, "%s,%s,%s,1000\n", run, at + 1, device));
            }
            for (int second = 0; second < 60; second++) {
                power.append(run).append(",agx,5100\n").append(run).append(",nano0,1100\n");
            }
        }
        Fixture fixture = new Fixture("loudva", folder.resolve("data"))
                .write("profiling.csv", profile.toString())
                .write("requests.csv", requests.toString())
                .write("dispatches.csv", dispatches.toString())
                .write("power_1hz.csv", power.toString())
                .within(1e-6, "AGX latency [s]", 6)
                .within(1e-6, "Nano latency [s]", 6)
                .within(1e-6, "on time [%]", 2)
                .within(1e-6, "energy of all boards [J]", 2)
                .calibrates();
        assertTrue(fixture.rows().stream()
                .allMatch(r -> r.part().equals(r.cell().contains("_s0") ? "fit" : "test")));
        fixture.refuses(
                        "requests.csv",
                        "x_s0,1,0,board1,10.0,11.0,12.6",
                        "x_s0,1,0,board1,10.0,11.0,9.9",
                        "line 4",
                        "completion_s")
                .refuses("requests.csv", "x_s0,1,1,", "x_s0,1,0,", "line 5", "must stand once")
                .refuses(
                        "requests.csv",
                        "x_s0,1,1,board1,10.0,11.0,12.6",
                        "x_s0,1,1,board1,10.0,11.0,12.7",
                        "line 5",
                        "same for all")
                .refuses("requests.csv", "completion_s", "end_s", "has no column 'completion_s'")
                .refuses("power_1hz.csv", "x_s0,nano0", "x_s0,thing1", "cannot tell of [thing1]")
                .refuses(
                        "requests.csv",
                        "x_s0,1,0,board1",
                        "x_s0,1,0,board2",
                        "requests.csv, line 4: run/device must have rows in dispatches.csv, was 'x_s0/board2'")
                .refuses(
                        "dispatches.csv",
                        "x_s0,11.0,board1",
                        "x_s0,-11.0,board1",
                        "dispatches.csv, line 3: time_s: must be from 0.0 to")
                .refuses("power_1hz.csv", "x_s0,agx", "y_s0,agx", "power_1hz.csv, line 2", "y_s0")
                .refuses("profiling.csv", "0.1,1,1000,AGX", "0.1,2,1000,AGX", "profiling.csv", "must stand once")
                .refusesTruncated("requests.csv")
                .refusesTruncated("power_1hz.csv")
                .isTheSameThroughPipes("requests.csv", "dispatches.csv", "power_1hz.csv");
    }

    private static final String SUMMARY =
            "submitter,system,benchmark,scenario,scenario_dir,run,valid,samples_per_second,"
                    + "scheduled_sps,p50_ns,p99_ns,target_latency_ns\n";

    @Test
    void serversArePredictedFromOtherScenarios() throws IOException {
        // Batches take 1 + b ms; at 1 query in 1000 s each is served alone, after its batch has waited in vain.
        Fixture fixture = new Fixture("mlperf", folder.resolve("data"))
                .write("batch_sizes_any.csv", """
                        benchmark,scenario,config,gpu_batch_size,dla_batch_size,gpu_inference_streams
                        net,Server,Q9x1,4,,1
                        net,Offline,Q9x1,16,,1
                        """)
                .write(
                        "summaries_any.csv",
                        SUMMARY
                                + "s,Box_1xQ9_TRT,net,SingleStream,S,r,VALID,,,2000000,2000000,0\n"
                                + "s,Box_Q9x1_TRT,net,MultiStream,M,r,VALID,,,9000000,9000000,0\n"
                                + "s,Box_Q9x1_TRT,net,Offline,O,r,VALID,941.17647,,1,1,0\n"
                                + "s,Box_Q9x1_TRT,net,Server,R,r,VALID,,0.001,2000000,2000000,0\n"
                                + "s,Box_Q9x1_TRT,net,Server,R2,r,VALID,,0.001,2000000,2000000,0\n")
                .within(0.01, "Server p50 [s]", 2)
                .within(0.01, "Server p99 [s]", 2)
                .calibrates();
        fixture.refuses(
                        "batch_sizes_any.csv",
                        "net,Offline",
                        "net,Server",
                        "batch_sizes_any.csv, line 3: config: must stand once for [net, Server], was again 'Q9x1'")
                .refuses("batch_sizes_any.csv", "Q9x1,16", "Q9x1,1.5", "line 3: gpu_batch_size must be a whole number")
                .refuses("summaries_any.csv", "MultiStream,M", "MultiStraem,M", "line 3: scenario must be one of")
                .refuses("summaries_any.csv", "O,r,VALID", "O,r,valid", "line 4: valid must be one of: VALID, INVALID")
                .refuses("summaries_any.csv", "R2,r", "R,r", "line 6", "must stand once")
                .refuses("summaries_any.csv", "9000000,9000000", "9000000,8000000", "line 3", "p99_ns")
                .refuses("summaries_any.csv", "scheduled_sps", "sps", "has no column 'scheduled_sps'")
                .refuses("summaries_any.csv", "2000000,0\n", "2000000,-5\n", "line 2", "target_latency_ns")
                .refuses("summaries_any.csv", "941.17647", "fast", "line 4", "samples_per_second")
                .refusesTruncated("summaries_any.csv");
    }

    private void profile(double millis) throws SQLException, IOException {
        Files.createDirectories(folder.resolve("data"));
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/any.db"));
                Statement sql = db.createStatement()) {
            sql.execute("CREATE TABLE profiles (device TEXT, model TEXT, dvfs_mode INT, batch_size INT,"
                    + " latency_ms_mean REAL, p_wall_avg_w REAL)");
            sql.execute("INSERT INTO profiles VALUES ('d', 'm', 0, 1, " + millis + ", 9)");
        }
    }

    @Test
    void devicesUnderLoadAreReplayed() throws IOException, SQLException {
        profile(10);
        StringBuilder runs = new StringBuilder("device,model,dvfs_mode,lambda_frac,run_idx,achieved_rps,duration_s,"
                + "mean_ms,p95_ms,p99_ms,std_ms,warm_idle_w,serving_w\n");
        for (int percent : new int[] {25, 50}) {
            double load = percent / 100.0;
            // M/D/1 with 10 ms and 2 ms that do not occupy the device; power grows with the rate.
            double mean = 12 + 10 * load / 2 / (1 - load);
            for (int run = 0; run < 10; run++) {
                runs.append(String.format(
                        Locale.ROOT, "d,m,0,%s,%d,%s,60,%s,20,30,3,5,%s\n", load, run, 100 * load, mean, 5 + 8 * load));
            }
        }
        Fixture fixture = new Fixture("edge-energy-grid", folder.resolve("data"))
                .write("runs.csv", runs.toString())
                .within(2, "at 25% mean [ms]", 1)
                .within(3, "at 50% mean [ms]", 1)
                .within(1e-6, "at 50% load [1]", 1)
                .within(1e-6, "at 50% power [W]", 1)
                .calibrates();
        fixture.refuses("runs.csv", ",20,30,", ",20,19,", "runs.csv, line 2: p99_ms: must be at least p95_ms, 20")
                .refuses("runs.csv", ",20,30,", ",5,6,", "runs.csv, line 2: p99_ms: must be at least mean_ms")
                .refuses("runs.csv", "d,m,0,0.5,3,", "d/e,m,0,0.5,3,", "line 15: device: must have no slash")
                .refuses("runs.csv", "d,m,0,0.5,3,", "d,m,0.5,0.5,3,", "line 15: dvfs_mode must be a whole number")
                .refuses("runs.csv", "d,m,0,0.5,3,", "d,m,0,0.5,2,", "line 15", "must stand once")
                .refuses("runs.csv", "mean_ms", "mean", "has no column 'mean_ms'")
                .refuses("runs.csv", "d,m", "d,unknown", "no serving run of a model with an isolated profile")
                .refusesTruncated("runs.csv");
        fixture.write("any.db", "no database");
        String message =
                assertThrows(InvalidInputException.class, fixture::rows).getMessage();
        assertTrue(message.contains("must be an SQLite file"), message);
    }

    @Test
    void burstsOfArrivals() throws IOException, InterruptedException {
        Random random = new Random(3);
        StringBuilder csv = new StringBuilder("TIMESTAMP,ContextTokens\n");
        double time = 0;
        boolean high = true;
        double change = 0;
        while (time < 6000) {
            if (time > change) {
                high = !high;
                change = time - 30 * Math.log(1 - random.nextDouble());
            }
            time -= Math.log(1 - random.nextDouble()) / (high ? 8 : 2);
            csv.append(String.format(
                    Locale.ROOT,
                    "2023-11-16 %02d:%02d:%09.6f,1\n",
                    (int) time / 3600,
                    (int) time / 60 % 60,
                    time % 60));
        }
        Fixture fixture = new Fixture("azure-llm", folder.resolve("data")).write("any.csv", csv.toString());
        List<ErrorRow> rows = fixture.rows();
        assertEquals(8, rows.size());
        rows.stream()
                .filter(r -> r.part().equals("fit") && r.quantity().startsWith("dispersion"))
                .forEach(r -> assertTrue(Math.abs(r.errorPercent()) < 8, r::toString));
        fixture.calibrates()
                .refuses("any.csv", "TIMESTAMP", "TIME", "has no column 'TIMESTAMP'")
                .refuses("any.csv", "TIMESTAMP,ContextTokens\n", "TIMESTAMP,ContextTokens\nsoon,1\n", "line 2", "soon")
                .refuses(
                        "any.csv",
                        "TIMESTAMP,ContextTokens\n",
                        "TIMESTAMP,ContextTokens\n2023-11-17 00:00:00,1\n",
                        "line 3",
                        "not be before");
        fixture.refuses("any.csv", fixture.text("any.csv"), "TIMESTAMP\n2023-11-16 18:15:46\n", "four full minutes")
                .isTheSameThroughPipes("any.csv");
    }

    @Test
    void roundTripsFollowTheirQuantilesAndNeighbours() throws IOException, InterruptedException {
        Random random = new Random(5);
        StringBuilder csv = new StringBuilder("scenario,band,subset,file,pub_time_ms,rtt_ms\n");
        for (int drive = 0; drive < 4; drive++) {
            double z = 0;
            for (int i = 0; i < 4000; i++) {
                z = 0.8 * z + 0.6 * random.nextGaussian();
                csv.append(String.format(
                        Locale.ROOT,
                        "road,b,s,drive%d,%d,%d\n",
                        drive,
                        50 * i,
                        Math.round(20 + 8 * Math.exp(0.4 * z))));
            }
        }
        Fixture fixture = new Fixture("cicv5g", folder.resolve("data")).write("any.csv", csv.toString());
        for (ErrorRow row : fixture.rows()) {
            assertTrue(Math.abs(row.errorPercent()) < 8, row::toString);
        }
        fixture.calibrates()
                .refuses("any.csv", "rtt_ms", "rtt", "has no column 'rtt_ms'")
                .refuses("any.csv", "road,b,s,drive0,50,", "road,b,s,drive0,50,-", "line 3", "rtt_ms")
                .refusesTruncated("any.csv")
                .isTheSameThroughPipes("any.csv");
    }
}
