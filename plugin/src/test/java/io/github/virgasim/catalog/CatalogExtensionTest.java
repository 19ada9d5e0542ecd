// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's rows beside those of the embedded catalogue. */
class CatalogExtensionTest {
    private static final String DEVICES = "device,kind,gpu_memory_mib,cpus,ram_mib,idle_w,max_w,source\n";
    private static final String MODELS = "model,task,accuracy,parameters_m,source\n";
    private static final String VARIANTS = "model,device,intercept_ms,slope_ms_per_unit,overhead_ms,max_throughput_qps,"
            + "gpu_memory_mib,max_batch,replicas,source\n";
    private static final String TIMES = "model,device,batch,time_ms,padded_beyond,copy_ms,copy_ms_per_query\n";

    @TempDir
    Path folder;

    private ModelCatalog extended() {
        return ModelCatalog.embedded().extendedBy(folder);
    }

    private void write(String table, String rows) throws IOException {
        Files.writeString(folder.resolve(table + ".csv"), rows);
    }

    @Test
    void aNewVariantIsOneRow() throws IOException {
        write("variants", VARIANTS + "yolov8n,jetson-nano,1,2,3,4,500,1,1,mine\n");
        ModelCatalog base = ModelCatalog.embedded();
        boolean known = base.variants().stream().anyMatch(v -> v.name().equals("yolov8n@jetson-nano"));
        ModelCatalog catalog = extended();
        assertEquals(
                base.variants().size() + (known ? 0 : 1), catalog.variants().size());
        assertEquals("mine", catalog.variant("yolov8n", "jetson-nano").source());
        assertEquals(base.devices(), catalog.devices());
        assertEquals(base.models(), catalog.models());
    }

    @Test
    void aNewModelOnANewDeviceMayNameTheCataloguesTasks() throws IOException {
        write("devices", DEVICES + "board,edge,4096,4,8192,5,15,mine\n");
        write("models", MODELS + "tiny,object-detection,20,1,mine\n");
        write("variants", VARIANTS + "tiny,board,1,2,3,400,500,8,1,mine\n");
        write("times", TIMES + "tiny,board,1,2,4,0.5,0.1\ntiny,board,4,3,,,\ntiny,board,8,5,,,\n");
        ModelVariant tiny = extended().variant("tiny", "board");
        assertEquals(20, tiny.model().accuracy());
        assertEquals(15, tiny.device().maxPower());
        assertEquals(0.003, tiny.times().seconds(4), 1e-15);
        assertEquals(0.005, tiny.times().seconds(6), 1e-15, "padded to 8");
        assertEquals(0.0008, tiny.times().copySeconds(3), 1e-15);
        assertEquals(8 / 0.005, tiny.maxThroughput(), 1e-9);
    }

    @Test
    void weightsAreReadOnceByEachBatch() throws IOException {
        write("times", "model,device,batch,time_ms,weights_ms\nresnet-50,a30,1,1,0.2\nresnet-50,a30,4,2.5,\n");
        ModelVariant known = extended().variant("resnet-50", "a30");
        // Each further query adds 0.5 ms.
        assertEquals(0.7, known.occupancy(1), 1e-12);
        assertEquals(2.2 / 2.5, known.occupancy(4), 1e-12);
        BatchTimes plain = BatchTimes.of(Map.of(1, 0.001, 4, 0.0025));
        assertEquals(known.times(), plain.withWeights(0.0002));
        assertFalse(known.times().equals(plain));
        assertEquals(0.5, plain.occupancy(1), 1e-12);
        assertEquals(1, plain.withWeights(1).occupancy(1), 1e-12);
        assertEquals(0.1, plain.withHalfWidth(0.1).withWeights(1).halfWidth(), 1e-12);
    }

    @Test
    void timesAloneChangeAVariantOfTheCatalogue() throws IOException {
        ModelVariant before = ModelCatalog.embedded().variant("resnet-50", "a30");
        write("times", TIMES + "resnet-50,a30,1,1.5,,,\nresnet-50,a30,8,4.5,,,\n");
        ModelVariant after = extended().variant("resnet-50", "a30");
        assertNull(before.times());
        assertEquals(0.0015, after.processingDelay(after.model().task().referenceSize()), 1e-15);
        assertEquals(before.overhead(), after.overhead());
        assertEquals(before.gpuMemoryMib(), after.gpuMemoryMib());
    }

    @Test
    void oneYamlFileDoesAsWell() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), """
                times:
                  - {model: resnet-50, device: a30, batch: 1, time_ms: 1.5}
                """);
        assertEquals(
                Map.of(1, 0.0015).get(1),
                ModelCatalog.embedded()
                        .extendedBy(file)
                        .variant("resnet-50", "a30")
                        .times()
                        .seconds(1),
                1e-15);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "devices | device,kind,gpu_memory_mib,cpus,ram_mib,idle_w,max_w,source;a30,edge,1,1,1,1,2,x | line 2, field 'device': value 'a30' must not appear twice",
                "models | model,task,accuracy,parameters_m,source;resnet-50,image-classification,1,1,x | line 2, field 'model': value 'resnet-50' must not appear twice",
                "models | model,task,accuracy,parameters_m,source;new,nonsense,1,1,x | line 2, field 'task': value 'nonsense' must be one of",
                "models | model,task,source;new,nonsense,x | line 1, header: columns 'accuracy', 'parameters_m' are missing, found model,task,source",
                "times | model,device,batch,time_ms;resnet-50,a30,0,1 | line 2, field 'batch': value '0' must be a finite number, at least 1",
                "times | model,device,batch,time_ms;resnet-50,a30,1,0 | line 2, field 'time_ms': value '0' must be",
                "times | model,device,batch,time_ms,weights_ms;resnet-50,a30,1,1,-1 | line 2, field 'weights_ms': value '-1' must be",
                "times | model,device,batch,time_ms;resnet-50,a30,1,1;resnet-50,a30,1,2 | line 3, field 'model+device+batch': value 'resnet-50@a30+1' must not appear twice",
                "times | model,device,batch,time_ms;resnet-50,nowhere,1,1 | line 2, field 'device': value 'nowhere' must be one of",
                "times | model,device,batch,time_ms;yolov9s,rtx-2080ti,1,1 | line 2, field 'model+device': value 'yolov9s@rtx-2080ti' must be a variant",
            })
    void brokenRowsAreRefused(String table, String rows, String complaint) throws IOException {
        write(table, rows.replace(';', '\n') + "\n");
        InvalidInputException e = assertThrows(InvalidInputException.class, this::extended);
        assertTrue(e.getMessage().contains(complaint), e.getMessage());
        assertTrue(e.getMessage().contains(table + ".csv"), e.getMessage());
    }

    @Test
    void aFolderWithoutAnyTableIsRefused() {
        InvalidInputException e = assertThrows(InvalidInputException.class, this::extended);
        assertTrue(e.getMessage().contains("must have at least one of: tasks.csv"), e.getMessage());
    }

    @Test
    void theLargestSizeWithinATimeTakesThatTime() {
        ModelVariant line = ModelCatalog.embedded().variant("resnet-50", "a30");
        assertEquals(0.02, line.processingDelay(line.largestSize(0.02)), 1e-12);
        assertTrue(line.largestSize(line.intercept() / 2) < 0);
        double unit = line.model().task().referenceSize();
        ModelVariant table = line.withTimes(BatchTimes.of(Map.of(1, 0.002, 4, 0.005, 8, 0.013)));
        assertEquals(-1 * unit, table.largestSize(0.001), 1e-12);
        assertEquals(2 * unit, table.largestSize(0.003), 1e-12);
        assertEquals(6 * unit, table.largestSize(0.009), 1e-12);
        assertEquals(10 * unit, table.largestSize(0.017), 1e-12);
        ModelVariant padded = line.withTimes(new BatchTimes(Map.of(1, 0.002, 4, 0.005, 8, 0.013), 4, 0, 0));
        assertEquals(4 * unit, padded.largestSize(0.009), 1e-12);
        ModelVariant flat = line.withTimes(BatchTimes.of(Map.of(1, 0.002, 4, 0.002)));
        assertEquals(Double.POSITIVE_INFINITY, flat.largestSize(0.003));
    }
}
