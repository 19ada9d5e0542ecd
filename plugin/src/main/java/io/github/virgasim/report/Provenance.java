// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final String OUTPUTS = "output_sha256";
    private static final String LAST_LINE = "document_sha256: ";

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
        return HexFormat.of().formatHex(digest().digest(document));
    }

    /**
     * Hashes a file.
     *
     * @param file to be read
     * @return SHA-256 in 64 hexadecimal digits
     * @throws IOException if it cannot be read
     */
    public static String sha256(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns everything as a YAML document whose last line holds the hash of all lines above, so that changes show.
     *
     * @param outputs SHA-256, in hexadecimal digits, of each result file by name
     * @return keys virga, command, seeds, parameters, warnings, input_sha256, output_sha256 and document_sha256
     */
    public String toYaml(Map<String, String> outputs) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("virga", version());
        document.put("command", command);
        document.put("seeds", seeds);
        document.put("parameters", parameters);
        document.put("warnings", new ArrayList<>(warnings));
        document.put("input_sha256", inputs);
        document.put(OUTPUTS, outputs);
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(1000);
        options.setMaxSimpleKeyLength(1024);
        String text = new Yaml(options).dump(document);
        return text + lastLine(text);
    }

    private static String lastLine(String above) {
        return LAST_LINE + sha256(above.getBytes(StandardCharsets.UTF_8)) + "\n";
    }

    /**
     * Reads which result files a document lists.
     *
     * @param file a provenance.yaml
     * @return their hashes by name; nothing if the document is not as {@link #toYaml} made it
     * @throws IOException if the file cannot be read
     */
    static Optional<Map<String, String>> outputs(Path file) throws IOException {
        String document = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        int last = Math.max(0, document.lastIndexOf(LAST_LINE));
        String above = document.substring(0, last);
        if (!document.substring(last).equals(lastLine(above))) {
            return Optional.empty();
        }
        Map<String, Map<String, String>> read = new Yaml().load(document);
        return Optional.of(read.get(OUTPUTS));
    }
}
