// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.CsvTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of the machine, on files and tools that are made up. */
class MachineTest {
    @TempDir
    private Path folder;

    private Path counter(String name, String value) throws IOException {
        Path counter = Files.createDirectories(folder.resolve(name)).resolve("energy_uj");
        Files.writeString(counter.resolveSibling("max_energy_range_uj"), "1000000\n");
        return Files.writeString(counter, value);
    }

    @Test
    void countersOfPackagesAreAddedUpAcrossTheirEnd() throws Exception {
        Path first = counter("intel-rapl:0", "900000\n");
        counter("intel-rapl:1", "5\n");
        counter("intel-rapl:0:0", "77\n");
        PowerSampler sampler =
                PowerSampler.start(folder, Clock.SYSTEM, Clock.SYSTEM.nanos()).orElseThrow();
        Thread.sleep(250);
        // As the kernel does it: at no moment is the file empty.
        Path next = Files.writeString(folder.resolve("next"), "150000\n");
        Files.move(next, first, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        Thread.sleep(250);
        sampler.close();
        Path file = folder.resolve("power.csv");
        sampler.write(file);
        List<CsvTable.Row> rows =
                CsvTable.read(file, "t_us", "power_mw", "energy_mj").rows();
        assertTrue(rows.size() >= 2);
        assertTrue(rows.get(0).number("t_us", 0, 250_000) > 0);
        assertEquals("250.0", rows.get(rows.size() - 1).text("energy_mj"));
    }

    @Test
    void withoutACounterThereIsNoPower() throws IOException {
        assertEquals(Optional.empty(), PowerSampler.start(folder.resolve("none"), Clock.SYSTEM, 0));
        assertEquals(Optional.empty(), PowerSampler.start(folder, Clock.SYSTEM, 0));
        counter("intel-rapl:0", "soon");
        assertEquals(Optional.empty(), PowerSampler.start(folder, Clock.SYSTEM, 0));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theDriverIsAskedForTheGpu() throws IOException {
        Path tool = Files.writeString(folder.resolve("smi"), "#!/bin/sh\necho \"Some GPU, 1.2 $1\"\n");
        assertTrue(tool.toFile().setExecutable(true));
        assertEquals("Some GPU, 1.2 --query-gpu=name,driver_version", Machine.gpu(tool.toString()));
        Files.writeString(tool, "#!/bin/sh\necho no driver\nexit 9\n");
        assertEquals("unknown", Machine.gpu(tool.toString()));
        assertEquals("unknown", Machine.gpu(folder.resolve("none").toString()));
    }

    @Test
    void processorsHaveNames() {
        assertFalse(Machine.processors().isEmpty());
        assertTrue(Machine.processorCount() >= 1);
    }
}
