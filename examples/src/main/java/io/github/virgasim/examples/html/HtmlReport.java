// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.html;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.virgasim.experiment.Findings;
import io.github.virgasim.report.FigureData;
import io.github.virgasim.report.Provenance;
import io.github.virgasim.report.QueryTrace;
import io.github.virgasim.report.RunSample;
import io.github.virgasim.report.SafeJson;
import io.github.virgasim.serving.ServingScenario;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes report.html, and with sampled queries {@value #TRACE}, which tools for traces open. The same results give the same
 * bytes. What would make the report large is left out, and the report says so.
 */
public final class HtmlReport {
    /** Name of the trace's file. */
    public static final String TRACE = "queries.trace.json";

    private static final String REPORT = "report.html";
    private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";
    private static final List<String> SCRIPTS =
            List.of("page.js", "tables.js", "figures.js", "map.js", "queries.js", "explore.js");

    /** Characters of all figures together. */
    private static final int FIGURES = 1_000_000;
    /** Most sampled runs that are shown. */
    private static final int RUNS = 10;

    private final String title;
    private final Provenance provenance;
    private final String text;
    private final List<RunSample> samples;
    private final int otherSamples;
    private final Collection<ServingScenario> scenarios;

    /**
     * Makes a report.
     *
     * @param title of the work
     * @param provenance of its results
     * @param findings what came out of it
     * @param scenarios what was served, possibly none
     */
    public HtmlReport(String title, Provenance provenance, Findings findings, Collection<ServingScenario> scenarios) {
        this.title = title;
        this.provenance = provenance;
        this.scenarios = scenarios;
        text = findings.lastingText();
        List<RunSample> all = findings.samples();
        samples = all.subList(0, Math.min(RUNS, all.size()));
        otherSamples = all.size() - samples.size();
    }

    /**
     * Writes the report beside the results.
     *
     * @param folder has all results already
     * @throws IOException if a file cannot be read or written
     */
    public void write(Path folder) throws IOException {
        String trace = samples.isEmpty() ? "null" : QueryTrace.of(samples);
        if (!samples.isEmpty()) {
            Files.writeString(folder.resolve(TRACE), trace);
        }
        Set<String> panels = panels(folder);
        List<TableData> tables = TableData.of(folder);
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("title", bytes(Markup.escape(title)));
        parts.put("version", bytes(Markup.escape(Provenance.version())));
        parts.put("command", bytes(Markup.escape(provenance.command())));
        parts.put("text", bytes(Markup.escape(text.strip())));
        parts.put("provenance", bytes(Markup.of(provenance)));
        parts.put("style", resource("report.css"));
        parts.put("data", bytes(SafeJson.text(json -> data(json, panels, tables))));
        parts.put("trace", bytes(trace));
        parts.put("charts", resource(CHARTS));
        ByteArrayOutputStream scripts = new ByteArrayOutputStream();
        for (String script : SCRIPTS) {
            scripts.writeBytes(resource(script));
        }
        parts.put("scripts", scripts.toByteArray());
        String template = new String(resource("report.html"), StandardCharsets.UTF_8);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve(REPORT)))) {
            Markup.fill(template, parts, out);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns what the figures of a folder show, each panel once, though a figure of several repeats it. */
    private static Set<String> panels(Path folder) throws IOException {
        Set<String> panels = new LinkedHashSet<>();
        for (Path svg : files(folder, ".svg")) {
            panels.addAll(FigureData.panels(svg));
        }
        return panels;
    }

    /** Returns the files of a folder and of those in it whose names end in some way, sorted. */
    static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    private void data(JsonGenerator json, Set<String> panels, List<TableData> tables) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("figures");
        int length = 0;
        int left = 0;
        for (String panel : panels) {
            length += panel.length();
            if (length <= FIGURES) {
                json.writeRawValue(panel);
            } else {
                left++;
            }
        }
        json.writeEndArray();
        json.writeNumberField("figuresLeftOut", left);
        json.writeNumberField("runsLeftOut", otherSamples);
        json.writeArrayFieldStart("tables");
        for (TableData table : tables) {
            table.write(json);
        }
        json.writeEndArray();
        MapData.write(json, samples, scenarios);
        json.writeEndObject();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(String.format(Locale.ROOT, "resource %s is not there", name));
            }
            return in.readAllBytes();
        }
    }
}
