// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.catalog.ModelCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users are told about a broken catalogue: the file, the line, the column or key, the value and the rule. */
class BadCatalogTest {
    @TempDir
    Path folder;

    @BeforeEach
    void copyValidFiles() {
        BrokenFiles.copyTo(folder);
    }

    @Test
    void theUnbrokenFilesAreValid() {
        assertEquals(5, ModelCatalog.read(folder).variants().size());
        assertEquals(
                1, ModelCatalog.read(folder.resolve("catalog.yaml")).variants().size());
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tasks.csv    | reference_size,source   | size,source                | 'reference_size' | missing
            tasks.csv    | Mpixel,0.5,             | Mpixel,half a,             | 'half a'         | must be a number
            tasks.csv    | second,10,made up       | second,-10,made up         | '-10'            | above 0
            tasks.csv    | listening,word          | answering,word             | 'answering'      | must not appear twice
            tasks.csv    | listening,word accuracy [%] | listening,             | 'accuracy_metric'| must not be empty
            tasks.csv    | second,10,made up       | second,10                  | has 4 cells      | must have 5
            devices.csv  | board,edge,4096         | board,edge,NaN             | 'NaN'            | finite number
            devices.csv  | board,edge              | board,small                | 'small'          | must be one of: edge, workstation, datacenter
            devices.csv  | 16384,16,65536          | 16384,0,65536              | '0'              | at least 1
            devices.csv  | 16384,16,65536          | 16384,1.5,65536            | '1.5'            | must be a whole number
            devices.csv  | 16384,16,65536          | 16384,16,0x10p3            | '0x10p3'         | must be a number
            devices.csv  | 90,300                  | 90,30                      | '30.0'           | maximum power
            devices.csv  | idle_w,max_w            | idle_w,idle_w              | 'idle_w'         | twice
            models.csv   | small,detection,35.5    | small,detection,355        | '355'            | at most 100
            models.csv   | large,detection         | small,detection            | 'small'          | must not appear twice
            models.csv   | reader,answering        | reader,answring            | 'answring'       | must be one of: detection, answering, listening
            variants.csv | reader,card             | reader,crad                | 'crad'           | must be one of: board, card
            variants.csv | reader,card             | raeder,card                | 'raeder'         | must be one of: small, large, reader
            variants.csv | large,card              | small,card                 | 'small@card'     | must not appear twice
            variants.csv | large,board,10,60,4,27  | large,board,10,60,4,0      | '0'              | above 0
            variants.csv | large,board,10,60,4,27  | large,board,0,0,4,27       | '0.0'            | processing delay
            variants.csv | 5,15,2,60,2000          | 5,15,2,60,-2000            | '-2000'          | above 0
            variants.csv | 5,15,2,60,2000          | 5,15,Infinity,60,2000      | 'Infinity'       | finite number
            variants.csv | 5,15,2,60,2000          | 5,15,2,60,2e999            | '2e999'          | finite number
            variants.csv | small,card,1,3          | small,card,1,3,3           | has 11 cells     | must have 10
            variants.csv | reader,card             | reader,"card               | not well-formed  | does not end with one
            """)
    void aCsvFileBrokenInOnePlace(String file, String find, String with, String value, String rule) {
        int line = BrokenFiles.replace(folder.resolve(file), find, with);
        assertRefused(folder, file, ", line " + line, value, rule);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            cpus: 4         | cpus: four     | devices[0].cpus       | 'four'                          | must be a number
            idle_w: 5       | idle_w: .nan   | devices[0].idle_w     | '.nan'                          | must be a number
            ram_mib: 8192   | ram_mib: -1    | devices[0].ram_mib    | '-1'                            | above 0
            kind: edge      | kind: [edge]   | devices[0].kind       | must be a plain value           | catalog
            accuracy: 35.5  | accuracy: 200  | models[0].accuracy    | '200'                           | at most 100
            {model: small   | {modell: small | models[0]             | 'model'                         | is missing
            small, task: detection | small, task: detect | models[0]             | 'detect'                        | must be one of: detection
            qps: 120        | qps: 0         | variants[0].max_throu | '0'                             | above 0
            max_batch: 4    | max_batch:     | variants[0].max_batch | ''                              | must not be empty
            replicas: 1     | replicas: 1.5  | variants[0].replicas  | '1.5'                           | must be a whole number
            replicas: 1     | max_batch: 1   | variants[0].max_batch | '1'                             | must not appear twice
            models:         | model:         | 'model'               | is unknown here                 | known keys are devices, models, tasks, times, variants
            mAP, size       | "mAP, size     | not well-formed       | while scanning a quoted scalar  | end of stream
            """)
    void aYamlFileBrokenInOnePlace(String find, String with, String key, String value, String rule) {
        Path file = folder.resolve("catalog.yaml");
        int line = BrokenFiles.replace(file, find, with);
        assertRefused(file, "catalog.yaml", ", line " + line, key, value, rule);
    }

    @Test
    void aYamlRecordThatLacksAKeyIsNamedByTheLineWhereItBegins() {
        Path file = folder.resolve("catalog.yaml");
        int line = BrokenFiles.replace(file, "    kind: edge\n", "");
        assertRefused(file, "catalog.yaml, line " + (line - 1), "'devices[0]'", "key 'kind' is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks.csv", "devices.csv", "models.csv", "variants.csv"})
    void aMissingFile(String file) throws IOException {
        Files.delete(folder.resolve(file));
        assertRefused(folder, file, "no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing but a comment", "# two\n# comments\n\n"})
    void aFileWithoutContent(String text) throws IOException {
        Files.writeString(folder.resolve("models.csv"), text);
        assertRefused(folder, "models.csv", "is empty", "must start with the header model,task,accuracy");
        Files.writeString(folder.resolve("catalog.yaml"), text);
        assertRefused(folder.resolve("catalog.yaml"), "catalog.yaml", "is empty", "must hold a YAML document");
    }

    @Test
    void aHeaderWithoutRows() throws IOException {
        Files.writeString(folder.resolve("models.csv"), "model,task,accuracy,parameters_m,source\n# none yet\n");
        assertRefused(folder, "models.csv", "holds no rows", "must hold at least one");
    }

    @Test
    void aFileThatIsNotUtf8() throws IOException {
        for (String file : new String[] {"models.csv", "catalog.yaml"}) {
            Path path = folder.resolve(file);
            String text = Files.readString(path).replace("made up", "mesur\u00e9");
            Files.write(path, text.getBytes(StandardCharsets.ISO_8859_1));
            assertRefused(file.endsWith("csv") ? folder : path, file, "is not UTF-8 text");
        }
    }

    private static void assertRefused(Path catalog, String... parts) {
        BrokenFiles.assertRefused(() -> ModelCatalog.read(catalog), parts);
    }
}
