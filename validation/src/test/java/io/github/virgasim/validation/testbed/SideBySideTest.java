// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A made-up testbed whose tenants slow each other down exactly as the law says. */
class SideBySideTest {
    private static final double WEIGHTS = 0.1;
    private static final double MEMORY = 0.3;
    private static final double STREAM_WEIGHT = 0.8;
    private static final Map<String, Double> PER_DOUBLING = Map.of("mps", 0.1, "mps-limited", 0.15);
    /** Parts of larger batches' times by which a limit stretches each model. */
    private static final Map<String, Double> LIMITED = Map.of("a", 0.4, "b", 0.8);

    private static final Map<String, Integer> BATCH = Map.of("a", 2, "b", 4);

    @TempDir
    private Path folder;

    private double scale = 1;

    /** The times of both models [ms]; what each further query of the largest batches adds is 1 and 0.25 ms. */
    private static double millis(String model, double batch) {
        return model.equals("a") ? batch <= 2 ? 1 + 0.2 * (batch - 1) : 1.2 + (batch - 2) : 1.5 + 0.25 * (batch - 1);
    }

    private static double fills(String model) {
        double further = model.equals("a") ? 1 : 0.25;
        return Math.min(1, (WEIGHTS + BATCH.get(model) * further) / millis(model, BATCH.get(model)));
    }

    private static double length(String model) {
        return millis(model, BATCH.get(model)) / millis(model, 1);
    }

    private static double stretch(String model, double percentage) {
        int batch = BATCH.get(model);
        return 1 + LIMITED.get(model) * (millis(model, 100 * batch / percentage) / millis(model, batch) - 1);
    }

    /** Returns what a member's batch takes [ms], by the formulas of the site. */
    private static double together(String share, double percentage, List<String> models, int member) {
        String own = models.get(member);
        double cost = 0;
        for (int j = 0; j < models.size(); j++) {
            String other = models.get(j);
            if (j != member) {
                cost += percentage < 100
                        ? MEMORY * fills(other) / stretch(other, percentage)
                        : fills(other) * (1 + length(other) / length(own)) / 2;
            }
        }
        String kind = share + (percentage < 100 ? "-limited" : "");
        if (share.equals("stream")) {
            return millis(own, BATCH.get(own)) * (1 + STREAM_WEIGHT * cost);
        }
        double launches = PER_DOUBLING.get(kind) * Math.log(models.size()) / Math.log(2);
        return millis(own, BATCH.get(own)) * (stretch(own, percentage) * (1 + cost) + launches);
    }

    private void run(StringBuilder text, String id, String share, int percentage, List<String> models) {
        for (int i = 0; i < models.size(); i++) {
            double nanos = scale
                    * 1e6
                    * (models.size() == 1
                            ? stretch(models.get(0), percentage) * millis(models.get(0), BATCH.get(models.get(0)))
                            : together(share, percentage, models, i));
            text.append(String.join(
                            ",",
                            id,
                            share,
                            Integer.toString(percentage),
                            Integer.toString(models.size()),
                            Integer.toString(i),
                            name(models.get(i)) + "_x",
                            name(models.get(i)),
                            Integer.toString(BATCH.get(models.get(i))),
                            "graph,100",
                            Double.toString(nanos),
                            "0",
                            Double.toString(nanos)))
                    .append('\n');
        }
    }

    /** Another recording has other models. */
    private String name(String model) {
        return scale == 1 ? model : "other-" + model;
    }

    private Path recording() throws IOException {
        Path made = Files.createDirectory(folder.resolve("times" + scale));
        StringBuilder isolated =
                new StringBuilder("model,task,mode,precision,batch,size,size_unit,rep,host_ns,gpu_ns,params_b\n");
        // 1 GB is read and written in 1 ms, so that weights of 0.2 GB are read in 0.1 ms.
        isolated.append("_d2d_copy,ceiling,eager,float16,1,1e9,bytes,0,1e6,1e6,\n");
        for (String model : List.of("a", "b")) {
            for (int batch : new int[] {1, 2, 4, 8, 16}) {
                isolated.append(name(model))
                        .append(",t,graph,float16,")
                        .append(batch)
                        .append(",8,px,0,");
                isolated.append(scale * 1e6 * millis(model, batch))
                        .append(",,")
                        .append(2e8 * scale)
                        .append('\n');
            }
        }
        Files.writeString(made.resolve("isolated.csv"), isolated);
        StringBuilder sharing =
                new StringBuilder("run_id,share,pct,n_co,member,item,model,batch,mode,count,mean_ns,std_ns,p50_ns\n");
        for (String model : List.of("a", "b")) {
            for (int percentage : new int[] {100, 50, 25}) {
                run(sharing, "solo" + model + percentage, "mps", percentage, List.of(model));
            }
        }
        for (Map.Entry<String, Integer> way : new TreeMap<>(Map.of("mps", 100, "stream", 100)).entrySet()) {
            run(sharing, way.getKey() + 1, way.getKey(), way.getValue(), List.of("a", "b"));
            run(sharing, way.getKey() + 2, way.getKey(), way.getValue(), List.of("a", "a"));
            run(sharing, way.getKey() + 3, way.getKey(), way.getValue(), List.of("a", "b", "b"));
        }
        run(sharing, "half1", "mps", 50, List.of("a", "b"));
        run(sharing, "half2", "mps", 50, List.of("b", "b"));
        run(sharing, "quarter", "mps", 25, List.of("a", "b", "b", "a"));
        Files.writeString(made.resolve("sharing.csv"), sharing);
        StringBuilder markers = new StringBuilder("section,run_id,status,t_start_us,t_end_us,params,result\n");
        StringBuilder power = new StringBuilder("t_us,power_mw,power_inst_mw,util_mem_pct\n");
        int begin = 0;
        for (String model : List.of("a", "b")) {
            markers.append("sharing,solo" + model + "100,ok," + begin + "," + (begin + 1_000_000) + ",{},{}\n");
            power.append(begin + 500_000)
                    .append(",1000,,")
                    .append(100 * MEMORY * fills(model))
                    .append('\n');
            begin += 2_000_000;
        }
        Files.writeString(made.resolve("markers.csv"), markers);
        Files.writeString(made.resolve("power.csv"), power);
        return made;
    }

    @Test
    void parametersAreFoundAndPredictOtherRunsAndOtherModels() throws IOException {
        Path first = recording();
        Calibration found = new TestbedSource().calibrate(Optional.of(first));
        PER_DOUBLING.forEach((kind, value) -> assertEquals(value, found.value(kind + "/per_doubling"), 1e-9, kind));
        // Streams that slow each other down by less than what they fill have no launches to pay for.
        assertEquals(0, found.value("stream/per_doubling"));
        assertEquals(STREAM_WEIGHT, found.value("stream/weight"), 1e-9);
        assertEquals(MEMORY, found.value("mps/memory"), 1e-9);
        assertEquals(0.6, found.value("mps/limited"), 1e-9);
        assertEquals(WEIGHTS / 1e3, found.value("weights/a"), 1e-12);
        List<ErrorRow> own = new TestbedSource().validate(Optional.of(first), Optional.empty());
        assertExact(own);
        // Runs under a quarter say what half of the units is worth to the same batch; nothing says it of the quarter.
        for (ErrorRow row : own) {
            if (row.quantity().contains(" 1 tenants")) {
                assertEquals(row.quantity().contains("50%") ? "test" : "fit", row.part(), row.toString());
            }
        }
        scale = 1.7;
        List<ErrorRow> other = new TestbedSource().validate(Optional.of(recording()), Optional.of(found));
        assertExact(other);
        assertEquals(own.size(), other.size());
    }

    /** Of pairs without a limit and under half of the threads; of more of anything nothing is said. */
    @Test
    void whatGoesFurtherThanTheCalibrationIsOutside() throws IOException {
        Path whole = recording();
        Path part = Files.createDirectory(folder.resolve("part"));
        Files.copy(whole.resolve("isolated.csv"), part.resolve("isolated.csv"));
        List<String> lines = Files.readAllLines(whole.resolve("sharing.csv"));
        Files.write(
                part.resolve("sharing.csv"),
                lines.stream()
                        .filter(line -> line.contains("run_id") || line.matches("(mps2|solo[ab](100|50)|half[12]),.*"))
                        .toList());
        // Without a word on memory, what tenants under limits cost each other rests on another device's constant.
        Calibration silent = new TestbedSource().calibrate(Optional.of(part));
        for (ErrorRow row : new TestbedSource().validate(Optional.of(whole), Optional.of(silent))) {
            assertEquals(
                    row.cell().startsWith("mps2/") || row.quantity().startsWith("mps 50% closed loop, 1 "),
                    row.inRange(),
                    row.toString());
        }
        for (String file : List.of("markers.csv", "power.csv")) {
            Files.copy(whole.resolve(file), part.resolve(file));
        }
        Calibration found = new TestbedSource().calibrate(Optional.of(part));
        assertEquals(50, found.value("mps/smallest_limit"));
        assertEquals(2, found.value("mps/most_tenants"));
        assertEquals(2, found.value("mps/largest_batch"));
        assertEquals(1, found.value("stream/most_tenants"));
        for (ErrorRow row : new TestbedSource().validate(Optional.of(whole), Optional.of(found))) {
            // Model b has larger batches than a, of which the pair mps2 is.
            assertEquals(
                    row.cell().startsWith("mps2/") || row.quantity().startsWith("mps 50%"),
                    row.inRange(),
                    row.toString());
        }
        // They are longer in terms of a single query, too, and fill no more of the GPU than a's.
        for (String bound : List.of("mps/largest_length", "mps/largest_occupancy")) {
            assertFalse(isPairInside(whole, with(found, Map.of("mps/largest_batch", 4.0, bound, 0.4))), bound);
        }
        assertTrue(isPairInside(whole, with(found, Map.of("mps/largest_batch", 4.0, "mps/largest_length", 1.5))));
    }

    /** Where only pairs were recorded under limits, what a limit does to each is another device's constant. */
    @Test
    void limitsWithoutRunsAloneAreOutside() throws IOException {
        Path made = recording();
        Path sharing = made.resolve("sharing.csv");
        Files.write(
                sharing,
                Files.readAllLines(sharing).stream()
                        .filter(line -> !line.matches("solo.(50|25),.*"))
                        .toList());
        for (ErrorRow row : new TestbedSource().validate(Optional.of(made), Optional.empty())) {
            assertEquals(!row.quantity().contains("%"), row.inRange(), row.toString());
        }
    }

    private static Calibration with(Calibration found, Map<String, Double> values) {
        return found.with(found.parameters().stream()
                .map(p -> values.containsKey(p.name())
                        ? new Parameter(p.name(), values.get(p.name()), p.unit(), p.low(), p.high(), p.cells())
                        : p)
                .toList());
    }

    /** Tells whether a and b beside each other are in the range. */
    private static boolean isPairInside(Path recording, Calibration calibration) {
        return new TestbedSource()
                .validate(Optional.of(recording), Optional.of(calibration)).stream()
                        .filter(row -> row.cell().startsWith("mps1/"))
                        .allMatch(ErrorRow::inRange);
    }

    private static void assertExact(List<ErrorRow> rows) {
        // Two and three tenants side by side and on streams, halves alone and together, quarters together.
        assertEquals(
                2 * 7 + 2 + 4 + 4,
                rows.stream()
                        .filter(row -> !row.quantity().contains("25% closed loop, 1"))
                        .count());
        for (ErrorRow row : rows) {
            if (!row.quantity().contains("25% closed loop, 1 ")) {
                assertEquals(0, row.errorPercent(), 1e-6, row.toString());
            }
        }
        assertTrue(rows.stream().anyMatch(row -> row.quantity().contains("25% closed loop, 4 tenants")));
    }
}
