// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.input.YamlNode;
import io.github.virgasim.scenario.Key.Any;
import io.github.virgasim.scenario.Key.Block;
import io.github.virgasim.scenario.Key.Choice;
import io.github.virgasim.scenario.Key.Either;
import io.github.virgasim.scenario.Key.Items;
import io.github.virgasim.scenario.Key.Number;
import io.github.virgasim.scenario.Key.Text;
import io.github.virgasim.scenario.Key.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The JSON Schema (draft 2020-12) of scenario files, for editors. It is made of the keys by which the readers read, so that
 * what it refuses they refuse. They know more rules, which go over several keys or depend on the catalogue and on other files.
 */
public final class ScenarioSchema {
    /** Name of the file in which editors find it, beside a scenario. */
    public static final String FILE = "scenario.schema.json";

    private final JsonGenerator json;

    private ScenarioSchema(JsonGenerator json) {
        this.json = json;
    }

    /**
     * Writes the schema.
     *
     * @return a JSON document, lines ended by \n
     */
    public static String text() {
        StringWriter text = new StringWriter();
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indenter);
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(printer);
            new ScenarioSchema(json).root();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private void root() throws IOException {
        json.writeStartObject();
        json.writeStringField("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.writeStringField("title", "Scenario of Virga");
        section(ScenarioKeys.ROOT);
        json.writeEndObject();
    }

    private void section(Section section) throws IOException {
        json.writeStringField("type", "object");
        json.writeObjectFieldStart("properties");
        for (Key key : section.keys()) {
            json.writeObjectFieldStart(key.name());
            json.writeStringField("description", key.doc());
            value(key.value());
            usual(key.usual());
            json.writeEndObject();
        }
        json.writeEndObject();
        required(section.keys().stream().filter(Key::required).toList());
        if (!section.alternatives().isEmpty()) {
            json.writeArrayFieldStart("anyOf");
            for (List<Key> keys : section.alternatives()) {
                json.writeStartObject();
                required(keys);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeBooleanField("additionalProperties", false);
    }

    private void required(List<Key> keys) throws IOException {
        names("required", keys.stream().map(Key::name).toList());
    }

    private void names(String field, List<String> names) throws IOException {
        json.writeArrayFieldStart(field);
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    private void usual(Object usual) throws IOException {
        if (usual instanceof Integer number) {
            json.writeNumberField("default", number);
        } else if (usual instanceof Double number) {
            json.writeFieldName("default");
            number(number);
        } else if (usual instanceof String text) {
            json.writeStringField("default", text);
        }
    }

    /** Writes whole numbers without a needless ".0". */
    private void number(double value) throws IOException {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }

    private void value(Value value) throws IOException {
        if (value instanceof Number range) {
            range(range);
        } else if (value instanceof Choice choice) {
            names("enum", choice.names());
        } else if (value instanceof Text text) {
            text(text);
        } else if (value instanceof Items items) {
            json.writeStringField("type", "array");
            json.writeNumberField("minItems", 1);
            json.writeObjectFieldStart("items");
            value(items.each());
            json.writeEndObject();
        } else if (value instanceof Either either) {
            json.writeArrayFieldStart("anyOf");
            one(either.one());
            one(either.other());
            json.writeEndArray();
        } else if (value instanceof Block block) {
            block(block.sections());
        } else if (!(value instanceof Any)) {
            throw new IllegalStateException("no words for " + value);
        }
    }

    private void one(Value value) throws IOException {
        json.writeStartObject();
        value(value);
        json.writeEndObject();
    }

    private void block(List<Section> sections) throws IOException {
        if (sections.size() == 1) {
            section(sections.get(0));
            return;
        }
        json.writeArrayFieldStart("anyOf");
        for (Section section : sections) {
            json.writeStartObject();
            section(section);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Readers take what is written, so that names may look like numbers and numbers may stand in quotes. */
    private void text(Text text) throws IOException {
        names("type", List.of("string", "number", "boolean"));
        json.writeStringField("pattern", "[^\\t\\n\\u000B\\f\\r ]");
        ModelCatalog catalog = ModelCatalog.embedded();
        switch (text.names()) {
            case DEVICES ->
                names("examples", catalog.devices().stream().map(GpuSpec::name).toList());
            case MODELS ->
                names(
                        "examples",
                        catalog.models().stream().map(each -> each.name()).toList());
            case TASKS ->
                names(
                        "examples",
                        catalog.tasks().stream().map(InferenceTask::name).toList());
            default -> {}
        }
    }

    private void range(Number range) throws IOException {
        names("type", List.of(range.whole() ? "integer" : "number", "string"));
        json.writeStringField("pattern", "^(?:" + YamlNode.NUMBER + ")$");
        json.writeFieldName(range.low() == Double.MIN_VALUE ? "exclusiveMinimum" : "minimum");
        number(range.low() == Double.MIN_VALUE ? 0 : range.low());
        if (range.high() < Double.POSITIVE_INFINITY) {
            json.writeFieldName("maximum");
            number(range.high());
        }
    }
}
