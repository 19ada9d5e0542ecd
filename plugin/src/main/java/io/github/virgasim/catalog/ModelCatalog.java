// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.catalog;

import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tasks, devices, models and variants that a scenario can name. Immutable; iteration is in file order. */
public final class ModelCatalog {
    private final Map<String, InferenceTask> tasks;
    private final Map<String, GpuSpec> devices;
    private final Map<String, DnnModel> models;
    private final Map<String, ModelVariant> variants;

    /**
     * Makes a catalogue.
     *
     * @param tasks every task that a model names
     * @param devices every device that a variant names
     * @param models every model that a variant names
     * @param variants at least one
     * @throws InvalidInputException if two entries of a kind share a name, or a list is empty
     */
    public ModelCatalog(
            Collection<InferenceTask> tasks,
            Collection<GpuSpec> devices,
            Collection<DnnModel> models,
            Collection<ModelVariant> variants) {
        this.tasks = new LinkedHashMap<>();
        this.devices = new LinkedHashMap<>();
        this.models = new LinkedHashMap<>();
        this.variants = new LinkedHashMap<>();
        tasks.forEach(t -> add("task", this.tasks, t.name(), t));
        devices.forEach(d -> add("device", this.devices, d.name(), d));
        models.forEach(m -> add("model", this.models, m.name(), m));
        variants.forEach(v -> add("variant", this.variants, v.name(), v));
        Checks.atLeastOne("number of variants in the catalogue", this.variants.size());
    }

    /**
     * Returns the catalogue that ships with Virga, made from published measurements; each figure names its source.
     *
     * @return three tasks on Jetson boards, workstation and data-centre cards
     */
    public static ModelCatalog embedded() {
        return CatalogReader.catalog(CatalogTables.embedded());
    }

    /**
     * Reads a user's catalogue: a folder with tasks.csv, devices.csv, models.csv and variants.csv, or one YAML file with
     * those four keys, each a list of maps with the same columns. A fifth table, times, is optional: measured times
     * {@code time_ms} by {@code model}, {@code device} and {@code batch} (of queries of the task's reference size), which
     * hold instead of intercept and slope. The first row of a variant may say that batches above {@code padded_beyond} are
     * filled up to the next one of the table, and which part of a batch's time may overlap the work of others on the GPU:
     * {@code copy_ms} and {@code copy_ms_per_query}, and how long reading the weights takes, {@code weights_ms} ({@link BatchTimes}).
     *
     * @param path the folder or the file
     * @return the catalogue
     * @throws InvalidInputException if something is missing or breaks a rule; the message names file, line and field
     */
    public static ModelCatalog read(Path path) {
        return CatalogReader.catalog(CatalogTables.whole(path));
    }

    /**
     * Adds a user's rows: a new variant is one row of variants.csv, a new device another one of devices.csv. A variant
     * takes the place of one of the same model and device; tasks, devices and models must have new names.
     *
     * @param path a folder or file as for {@link #read}, in which tables may lack; at least one is there
     * @return this catalogue with the rows, which stays as it is itself
     * @throws InvalidInputException if a row breaks a rule; the message names file, line and field
     */
    public ModelCatalog extendedBy(Path path) {
        return CatalogReader.extended(this, CatalogTables.addition(path));
    }

    private static <T> void add(String kind, Map<String, T> map, String name, T value) {
        if (map.putIfAbsent(name, value) != null) {
            throw new InvalidInputException(kind + " '" + name + "' must not appear twice in the catalogue");
        }
    }

    /**
     * Finds a task.
     *
     * @param name the task's name
     * @return the task
     * @throws InvalidInputException if there is none; the message lists the known names
     */
    public InferenceTask task(String name) {
        return tasks.get(Checks.oneOf("task", name, tasks.keySet()));
    }

    /**
     * Finds a device.
     *
     * @param name the device's name
     * @return the device
     * @throws InvalidInputException if there is none; the message lists the known names
     */
    public GpuSpec device(String name) {
        return devices.get(Checks.oneOf("device", name, devices.keySet()));
    }

    /**
     * Finds a model's variant for a device.
     *
     * @param model the model's name
     * @param device the device's name
     * @return the variant
     * @throws InvalidInputException if there is none; the message lists the models that the device has
     */
    public ModelVariant variant(String model, String device) {
        ModelVariant variant = variants.get(model + "@" + device);
        if (variant == null) {
            List<String> known = new ArrayList<>();
            variants.values().stream()
                    .filter(v -> v.device().name().equals(device))
                    .forEach(v -> known.add(v.model().name()));
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "model on device %s must be one of: %s, was '%s'",
                    device,
                    String.join(", ", known),
                    model));
        }
        return variant;
    }

    /**
     * Returns all tasks.
     *
     * @return in file order
     */
    public List<InferenceTask> tasks() {
        return List.copyOf(tasks.values());
    }

    /**
     * Returns all devices.
     *
     * @return in file order
     */
    public List<GpuSpec> devices() {
        return List.copyOf(devices.values());
    }

    /**
     * Returns all models.
     *
     * @return in file order
     */
    public List<DnnModel> models() {
        return List.copyOf(models.values());
    }

    /**
     * Returns all variants.
     *
     * @return in file order
     */
    public List<ModelVariant> variants() {
        return List.copyOf(variants.values());
    }
}
