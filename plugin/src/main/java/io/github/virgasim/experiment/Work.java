// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import io.github.virgasim.report.Passport;
import io.github.virgasim.report.Provenance;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an {@link Activity} is going to do, all input being checked.
 *
 * @param title names it while it runs
 * @param steps how often its progress is told
 * @param folder where results go unless another folder is named
 * @param leaves what is in that folder then, for people, for example "Tables and figures"
 * @param inputs SHA-256, in hexadecimal digits, of each input document by name
 * @param seeds of the runs
 * @param parameters further parameters by name, with their units in the names
 * @param body does it
 * @param scenarios that are going to be served, by what tells them apart, to be looked at before; possibly none
 * @param passport tells which parts of the runs' model are validated; none if nothing is simulated
 */
public record Work(
        String title,
        int steps,
        Path folder,
        String leaves,
        Inputs inputs,
        List<Long> seeds,
        Map<String, String> parameters,
        Body body,
        Map<String, ServingScenario> scenarios,
        Optional<Passport> passport) {
    /** Where results go. */
    public interface Output {
        /**
         * Returns the folder for the results, in its place only when all is done.
         *
         * @return an empty folder
         */
        Path folder();

        /**
         * Names a file beside the folder's place, for what must survive if the work is cut off.
         *
         * @param ending of its name
         * @return the file
         * @throws IOException if its folder cannot be made
         */
        Path beside(String ending) throws IOException;

        /**
         * Names a file beside the folder's place by which interrupted work goes on.
         *
         * @param ending of its name; must tell this work from any other
         * @return the file, which is there if the same work was interrupted
         * @throws IOException if its folder cannot be made
         */
        Path unfinished(String ending) throws IOException;

        /**
         * Tells where the results come from.
         *
         * @return what is written into the folder as well
         */
        Provenance provenance();

        /**
         * Returns what is to be told how far each run went, if anything is simulated that has a range.
         *
         * @return the work's passport
         */
        Optional<Passport> passport();
    }

    /** Does the work. */
    @FunctionalInterface
    public interface Body {
        /**
         * Does it.
         *
         * @param output where results go that are written before the end
         * @param progress to be told of each step
         * @return what is to be written and shown at the end
         * @throws IOException if a file cannot be written
         */
        Findings run(Output output, Progress progress) throws IOException;
    }

    /** Copies the lists. */
    public Work {
        seeds = List.copyOf(seeds);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        scenarios = Collections.unmodifiableMap(new LinkedHashMap<>(scenarios));
    }

    /**
     * Makes work without scenarios that are served.
     *
     * @param title names it while it runs
     * @param steps how often its progress is told
     * @param folder where results go unless another folder is named
     * @param leaves what is in that folder then, for people, for example "Tables and figures"
     * @param inputs SHA-256, in hexadecimal digits, of each input document by name
     * @param seeds of the runs
     * @param parameters further parameters by name, with their units in the names
     * @param body does it
     */
    public Work(
            String title,
            int steps,
            Path folder,
            String leaves,
            Inputs inputs,
            List<Long> seeds,
            Map<String, String> parameters,
            Body body) {
        this(title, steps, folder, leaves, inputs, seeds, parameters, body, Map.of(), Optional.empty());
    }

    /**
     * Names the scenarios that are going to be served.
     *
     * @param served scenarios with different names
     * @return the same work with them and the passport of their runs
     * @throws IOException if the shipped errors cannot be read
     */
    public Work serving(List<ServingScenario> served) throws IOException {
        Map<String, ServingScenario> named = new LinkedHashMap<>();
        served.forEach(scenario -> named.put(scenario.name(), scenario));
        return serving(named);
    }

    /**
     * Names the scenarios that are going to be served.
     *
     * @param served scenarios by what tells them apart
     * @return the same work with them and the passport of their runs
     * @throws IOException if the shipped errors cannot be read
     */
    public Work serving(Map<String, ServingScenario> served) throws IOException {
        return serving(served, Passport.serving(served));
    }

    /**
     * Names the scenarios that are going to be served, and the passport that is told of their runs.
     *
     * @param served scenarios by what tells them apart
     * @param known passport of these scenarios
     * @return the same work with both
     * @throws IOException if the shipped errors cannot be read
     */
    public Work serving(Map<String, ServingScenario> served, Passport known) throws IOException {
        inputs.addShipped(Passport.ERRORS);
        return new Work(title, steps, folder, leaves, inputs, seeds, parameters, body, served, Optional.of(known));
    }

    /**
     * Tells which parts of the runs' model are validated.
     *
     * @param known of the model
     * @return the same work with it
     * @throws IOException if the shipped errors cannot be read
     */
    public Work with(Passport known) throws IOException {
        return serving(scenarios, known);
    }

    /**
     * Tells where the results come from.
     *
     * @param command the command line that makes them
     * @return the provenance
     */
    public Provenance provenance(String command) {
        return new Provenance(command, inputs.hashes(), seeds, parameters);
    }
}
