// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Where results come from: all that is needed to make them again, and nothing that differs between two makings (no time,
 * no place).
 *
 * @param command the command line that makes the results
 * @param inputs SHA-256, in hexadecimal digits, of each input document by name
 * @param seeds the seeds of the runs
 * @param parameters further parameters by name, with their units in the names
 * @param warnings what the user was warned of, one sentence each
 */
public record Provenance(
        String command,
        Map<String, String> inputs,
        List<Long> seeds,
        Map<String, String> parameters,
        List<String> warnings) {
    /** Copies the values; maps keep their order. */
    public Provenance {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        seeds = List.copyOf(seeds);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        warnings = List.copyOf(warnings);
    }

    /**
     * Makes a provenance without warnings.
     *
     * @param command the command line that makes the results
     * @param inputs SHA-256, in hexadecimal digits, of each input document by name
     * @param seeds the seeds of the runs
     * @param parameters further parameters by name, with their units in the names
     */
    public Provenance(String command, Map<String, String> inputs, List<Long> seeds, Map<String, String> parameters) {
        this(command, inputs, seeds, parameters, List.of());
    }

    /**
     * Adds warnings.
     *
     * @param more one sentence each, behind those already there
     * @return a provenance that is equal but for the warnings
     */
    public Provenance withWarnings(List<String> more) {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(more);
        return new Provenance(command, inputs, seeds, parameters, all);
    }

    /**
     * Returns Virga's version.
     *
     * @return as in the jar's manifest; "unpackaged" where Virga does not run from a jar
     */
    public static String version() {
        String version = Provenance.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    /**
     * Hashes a document.
     *
     * @param document its bytes
     * @return SHA-256 in 64 hexadecimal digits
     */
    public static String sha256(byte[] document) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns the lines that stand at the head of every result file.
     *
     * @return "name: value" each, without comment signs
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("virga: " + version());
        lines.add("command: " + command);
        lines.add(
                "seeds: " + String.join(" ", seeds.stream().map(String::valueOf).toList()));
        inputs.forEach((name, hash) -> lines.add("sha256 of " + name + ": " + hash));
        parameters.forEach((name, value) -> lines.add(name + ": " + value));
        return lines;
    }

    /**
     * Returns everything as a YAML document.
     *
     * @return keys virga, command, seeds, sha256, parameters and, where there are any, warnings
     */
    public String toYaml() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("virga", version());
        document.put("command", command);
        document.put("seeds", seeds);
        document.put("sha256", inputs);
        document.put("parameters", parameters);
        if (!warnings.isEmpty()) {
            document.put("warnings", warnings);
        }
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(1000);
        return new Yaml(options).dump(document);
    }
}
