// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.fuzz;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.papers.aset.AsetSelection;
import io.github.virgasim.papers.aset.AsetTrainer;
import io.github.virgasim.papers.aset.ServingReward;
import io.github.virgasim.papers.aset.SystemState;
import io.github.virgasim.papers.ecsrl.EcsrlTrainer;
import io.github.virgasim.papers.ecsrl.EcsrlTraining;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.serving.ServingScenario;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The valid files that mutants are made of. */
final class Corpus {
    static final List<String> SCENARIOS = List.of("all.yaml", "replay.yaml", "phases.yaml", "profile.yaml");

    /** What the saved training of ASET's agent trains for. */
    static final AsetSelection ASET =
            new AsetSelection(brief("aset-dc-cloud", 60), 30, ServingReward.ALL_FAILURES, true, 1, Identity.EMPTY);

    /** What the saved training of ECSRL's agent trains for. */
    static final EcsrlTraining ECSRL = new EcsrlTraining(brief("ecsrl", 30), 30, false, 1, Identity.EMPTY);

    private static final List<String> FILES = List.of(
            "tasks.csv",
            "devices.csv",
            "models.csv",
            "variants.csv",
            "catalog.yaml",
            "clients.csv",
            "gaps.csv",
            "linear.csv",
            "pairwise.csv",
            "counts.csv",
            "sensitivity.csv",
            "mig-cards.csv",
            "mig-profiles.csv",
            "mig-speed.csv",
            "types.csv",
            "arrivals.csv",
            "rtt.csv",
            "mlperf.csv",
            "timm.csv",
            "torch2trt.md",
            "trtutils.json",
            "grid.csv",
            "tenants.csv",
            "durations.csv",
            "fits.csv",
            "published.csv",
            "runs.csv",
            "pairs.csv",
            "batches.csv",
            "caps.csv");

    private Corpus() {}

    /** Writes all files into an empty folder. */
    static void writeTo(Path folder) throws IOException {
        for (String name : FILES) {
            copy("valid/" + name, folder.resolve(name));
        }
        for (String name : SCENARIOS) {
            copy("valid/" + name, folder.resolve(name));
        }
        shipped("tapfinger/progress.csv", folder.resolve("progress.csv"));
        shipped("networks/aset-dc-cloud-aset-published.txt", folder.resolve("aset.txt"));
        shipped("networks/ecsrl.txt", folder.resolve("ecsrl.txt"));
        shipped("networks/gpu-placement.txt", folder.resolve("placement.txt"));
        Files.write(folder.resolve("rtt.csv.gz"), packed(Files.readAllBytes(folder.resolve("rtt.csv"))));
        new AsetTrainer(ASET, SystemState.ASET_PUBLISHED, 1).saveTraining(folder.resolve("aset.training"));
        new EcsrlTrainer(ECSRL, 1).saveTraining(folder.resolve("ecsrl.training"));
    }

    private static void copy(String name, Path to) throws IOException {
        try (InputStream in = Corpus.class.getResourceAsStream("/fuzz/" + name)) {
            Files.copy(in, to);
        }
    }

    private static void shipped(String name, Path to) throws IOException {
        try (InputStream in = Datasets.open(name)) {
            Files.copy(in, to);
        }
    }

    private static ServingScenario brief(String name, double duration) {
        ServingScenario scenario = Scenarios.named(name);
        return scenario.withSettings(
                scenario.settings().withDuration(scenario.settings().warmup() + duration));
    }

    /** Compresses a file. */
    static byte[] packed(byte[] plain) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Returns what was compressed. */
    static byte[] unpacked(byte[] packed) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
