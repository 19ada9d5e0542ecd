// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.gpu.SharingMode;
import io.github.virgasim.gpu.Turns;
import io.github.virgasim.scenario.Key.Block;
import io.github.virgasim.scenario.Key.Choice;
import io.github.virgasim.scenario.Key.Either;
import io.github.virgasim.scenario.Key.Items;
import io.github.virgasim.scenario.Key.Names;
import io.github.virgasim.scenario.Key.Text;
import java.util.List;

/** The keys of workers, of the slices of a card, and of interference. */
final class WorkerKeys {
    static final String TURNS = "turns";
    static final String OCCUPANCY = "occupancy";
    static final String LINEAR = "linear";
    static final String PAIRWISE = "pairwise";
    private static final double LONGEST_MS = 1e6;

    static final Key NAME = Key.text("name", "Name of the worker; with a count, numbers are put behind it.");
    static final Key COUNT =
            Key.count("count", "How many such workers there are.").usual(1);
    static final Key DEVICE = Key.of("device", new Text(Names.DEVICES), "Name of a device in the catalogue.");
    static final Key MODELS = Key.of(
                    "models", models(), "Models in memory from the beginning, with a variant for the device.")
            .optional();
    static final Key LOADABLE = Key.of(
                    "loadable", models(), "Models that placement may load, with a variant for the device.")
            .optional();
    static final Key REPLICAS =
            Key.count("replicas", "Copies of each model on a shared GPU.").usual(1);
    static final Key CPUS =
            Key.count("cpus", "CPUs of the worker; the device's unless set.").optional();
    static final Key RAM = Key.positive("ram_mib", "RAM of the worker [MiB]; the device's unless set.")
            .optional();
    static final Key GPU_MEMORY = Key.positive(
                    "gpu_memory_mib", "GPU memory [MiB], at most the device's, as much unless set.")
            .optional();
    static final Key SHARING = Key.choice(
                    "sharing", "sharing", "How models share the GPU.", "exclusive", "time-slicing", "mps")
            .usual(SharingMode.EXCLUSIVE.text());
    static final Key THREADS = Key.number(
                    "thread_percentage", Double.MIN_VALUE, 100, "Part of the GPU that each model gets under MPS [%].")
            .usual(100.0);
    static final Key COPIES = Key.choice(
                    "copies",
                    "copies",
                    "Whether an exclusive GPU copies a batch's data while another one runs.",
                    "serial",
                    "overlap")
            .usual("serial");

    static final Key CALIBRATION = Key.text("calibration", "CSV file with measured costs.");
    static final Key KIND =
            Key.choice("kind", "kind", "Kind of interference.", LINEAR, PAIRWISE, "counts", TURNS, OCCUPANCY);
    static final Key FILE = Key.text("file", "CSV file with measured slowdowns.");
    static final Key SWITCH = Key.number("switch_ms", 0, LONGEST_MS, "Cost of a switch between models [ms].")
            .usual(1e3 * Turns.MEASURED.switchCost());
    static final Key SLICE = Key.number("slice_ms", Double.MIN_VALUE, LONGEST_MS, "Length of a turn [ms].")
            .usual(1e3 * Turns.MEASURED.slice());
    static final Key YIELD = Key.number("yield_ms", 0, LONGEST_MS, "Cost of giving a turn back [ms].")
            .usual(1e3 * Turns.MEASURED.yieldCost());
    static final Section CALIBRATED_TURNS = Section.of(KIND.only(TURNS), CALIBRATION);
    static final Section OWN_TURNS = Section.of(KIND.only(TURNS), SWITCH, SLICE, YIELD);
    static final Section MEASURED_OCCUPANCY = Section.of(KIND.only(OCCUPANCY), CALIBRATION);
    static final Section FROM_FILE = Section.of(KIND.only(LINEAR, PAIRWISE, "counts"), FILE);
    static final Choice INTERFERENCE_NAMES =
            new Choice("interference", List.of("none", "measured", LINEAR, "ecsrl", TURNS, OCCUPANCY));
    static final Key INTERFERENCE = Key.of(
                    "interference",
                    new Either(
                            INTERFERENCE_NAMES, new Block(CALIBRATED_TURNS, OWN_TURNS, MEASURED_OCCUPANCY, FROM_FILE)),
                    "How models on a shared GPU slow each other down; as measured for the mode unless set.")
            .optional();

    static final Key PROFILE = Key.text("profile", "Profile of the slice, for example 2g.20gb.");
    static final Section CARD_SLICE = Section.of(
                    PROFILE, COUNT, MODELS, LOADABLE, REPLICAS, SHARING, THREADS, INTERFERENCE, COPIES)
            .with(List.of(List.of(MODELS)));
    static final Key MIG_CARD = Key.text("mig_card", "Card that is cut into MIG slices, for example a100-80gb.")
            .optional();
    static final Key SLICES = Key.of(
                    "slices", new Items(new Block(CARD_SLICE)), "MIG slices, each a worker of its own.")
            .optional();

    static final Section WORKER = Section.of(
                    NAME,
                    COUNT,
                    DEVICE,
                    MODELS,
                    LOADABLE,
                    REPLICAS,
                    CPUS,
                    RAM,
                    GPU_MEMORY,
                    SHARING,
                    THREADS,
                    COPIES,
                    INTERFERENCE,
                    MIG_CARD,
                    SLICES)
            .with(List.of(List.of(MODELS), List.of(MIG_CARD, SLICES)));

    private WorkerKeys() {}

    private static Key.Value models() {
        return new Items(new Text(Names.MODELS));
    }
}
