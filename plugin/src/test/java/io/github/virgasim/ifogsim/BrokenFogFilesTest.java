// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users are told about broken files of iFogSim2: file, key, value and rule. */
class BrokenFogFilesTest {
    @TempDir
    Path folder;

    private void assertRefused(String text, String from, String to, String file, String... parts) {
        assertTrue(text.contains(from), from);
        Path broken = Samples.file(folder, file, text.replace(from, to == null ? "" : to));
        String message =
                assertThrows(InvalidInputException.class, () -> read(broken)).getMessage();
        assertTrue(message.contains(file), message);
        for (String part : parts) {
            assertTrue(message.contains(part), message + " must say " + part);
        }
    }

    private static Object read(Path file) {
        return switch (file.getFileName().toString()) {
            case "topology.json" -> FogTopologyFile.read(file);
            case "application.json" -> FogApplicationFile.read(file);
            case "resources.csv" -> EdgeResources.read(file);
            default -> UserTrace.read(file);
        };
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "mips": 40000            | "mips": 40000.0           | nodes[0].mips        | '40000.0'  | must be a whole number without decimal point
            "mips": 40000            | "mips": -5                | nodes[0].mips        | '-5'       | must be at least 1
            "mips": 40000            | "mips": -5.5              | nodes[0].mips        | '-5.5'     | must be at least 1
            "mips": 40000            | "mips": fast              | line 3               | not well-formed JSON | 'fast' is no value
            "mips": 40000            | "mips": "40000"           | nodes[0].mips        | '40000'    | must be a whole number without quotes
            "mips": 40000            | "mips": 0                 | nodes[0].mips        | '0'        | must be at least 1
            "mips": 40000            | "mips": 9999999999999999999 | nodes[0].mips      | '9999999999999999999' | must be at most
            "ram": 32000             | "ram": 4000000000         | nodes[0].ram         | '4000000000' | must be at most 2147483647
            "upBw": 100,             |                           | nodes[0]             | 'upBw'     | is missing
            "downBw": 9000           | "downBw": -9000           | nodes[0].downBw      | '-9000'    | must be at least 1
            "level": 0               | "level": 0.5              | nodes[0].level       | '0.5'      | must be a whole number
            "ratePerMips": 0.01      | "ratePerMips": 1          | nodes[0].ratePerMips | '1'        | with a decimal point
            "ratePerMips": 0.01      | "ratePerMips": -0.01      | nodes[0].ratePerMips | '-0.01'    | at least 0
            "value": 40.0            | "value": 40               | nodes[3].value       | '40'       | with a decimal point
            "value": 40.0            | "value": 0.0              | nodes[3].value       | '0.0'      | above 0
            "stdDev": 2.5            | "stdDev": "2.5"           | nodes[4].stdDev      | '2.5'      | without quotes
            "distribution": 2        | "distribution": 4         | nodes[3].distribution | '4'       | at most 3
            "max": 300.0             | "max": 30.0               | nodes[5]             | '30.0'     | between 100.0 and
            "name": "hub"            | "name": "my hub"          | nodes[1]             | 'my hub'   | must have no blanks
            "name": "hub"            | "name": "CLOUD"           | nodes[1].name        | 'CLOUD'    | by more than the case
            "name": "hub"            | "name": "cloud"           | nodes[1].name        | 'cloud'    | must not appear twice
            "name": "hub"            | "name": 7                 | nodes[1].name        | '7'        | must be a text in quotes
            "type": "ACTUATOR"       | "type": "ACTOR"           | nodes[6].type        | 'ACTOR'    | must be one of: ACTUATOR, FOG_DEVICE, SENSOR
            "sensorType": "FRAME",   |                           | nodes[3]             | 'sensorType' | is missing
            "latency": 60.5          | "latency": 60             | links[0].latency     | '60'       | with a decimal point
            "latency": 60.5          | "latency": -60            | links[0].latency     | '-60'      | at least 0
            "value": 40.0            | "value": -40              | nodes[3].value       | '-40'      | above 0
            "latency": 60.5          | "latency": -60.5          | links[0].latency     | '-60.5'    | at least 0
            "source": "eye"          | "source": "eyes"          | line 14, key 'links[2].source' | 'eyes' | must be the name of a node
            "source": "eye"          | "source": "EYE"           | links[2].source      | 'EYE'      | one is written 'eye'
            "destination": "cloud"   | "destination": "clout"    | links[0].destination | 'clout'    | must be the name of a node
            "name": "hub"            | "name": "h\\ud800b"       | nodes[1].name        | half of a surrogate pair | must have no
            "tag": "a                | "tag": "\\udc00           | nodes[1].rack.tag    | half of a surrogate pair | must have no
            "name": "hub"            | "name": "h\\u0007b"       | nodes[1].name        | had U+0007   | must have no control characters
            "name": "hub"            | "name": "h\\u00a0b"       | nodes[1]             | 'hU+a0b'   | no blanks but U+0020
            "name": "hub"            | "name": "h\\u200bb"       | nodes[1]             | 'hU+200bb' | nothing else that is unseen
            "sensorType": "FRAME"    | "sensorType": "F\\nE"     | nodes[3].sensorType  | had U+000A   | must have no control characters
            "sensorType": "FRAME"    | "sensorType": " FRAME"    | nodes[3]             | ' FRAME'   | must have no blanks at its beginning
            "level": 2               | "level": 1                | links[1]             | hub - pole | different levels
            "source": "eye"          | "source": "pole"          | links[2]             | pole - pole | different levels
            "destination": "hub"     | "destination": "eye"      | links[4]             | nose - eye | must have a device at one end
            {"source": "lamp"        | {"source": "eye"          | links[5]             | second way | 'eye'
            {"source": "hub", "destination": "cloud", "latency": 60.5}, | | links          | cloud, hub | exactly one device
            "nodes"                  | "knots"                   | line 1               | 'nodes'    | is missing
            "rack":                  | "name": "x", "rack":      | line 4, key 'nodes[1].name' | : must | must not appear twice
            {"row": 3                | {"left": {}, "row": 3     | line 4, key 'nodes[1].rack.left' | : must | must not appear twice
            ]}                       | ]                         | line 19              | not well-formed JSON | ends before the document does
            ]}                       | ]} x                      | line 18              | not well-formed JSON | 'x' is no value
            ]}                       | ]}}                       | line 18              | not well-formed JSON | text follows after the document
            ]}                       | , ]}                      | line 18              | not well-formed JSON | a value must stand where ']' is
            60.5}                    | 60.5,}                    | line 12              | not well-formed JSON | a key in double quotes must stand where '}' is
            60.5                     | NaN                       | line 12              | not well-formed JSON | 'NaN' is no value
            60.5                     | 060.5                     | line 12              | not well-formed JSON | a 0 before other digits
            60.5                     | 60.                       | line 12              | not well-formed JSON | a digit must stand where '}' is
            60.5                     | 1e999                     | links[0].latency     | '1e999'    | must be a finite number
            "mips": 40000            | mips: 40000               | line 3               | not well-formed JSON | a key in double quotes must stand where 'm' is
            """)
    void inATopology(String from, String to, String place, String value, String rule) {
        assertRefused(Samples.TOPOLOGY, from, to, "topology.json", place, value, rule);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "ram": 10                | "ram": 10.0               | modules[0].ram       | '10.0'     | must be a whole number
            "mips": 500.0            | "mips": 500               | modules[0].mips      | '500'      | with a decimal point
            "name": "detect"         | "name": "filter"          | line 3, key 'modules[1]': name of module | 'filter' | must not appear twice
            "destination": "detect"  | "destination": "defect"   | line 6, key 'edges[1]': destination of edge CROP | 'defect' | must be one of: detect, filter
            "source": "filter"       | "source": "fitler"        | line 6, key 'edges[1]': source of edge CROP | 'fitler' | must be one of
            "tupleType": "CROP"      | "tupleType": "FRAME"      | line 6, key 'edges[1]': tupleType of edge | 'FRAME' | must not appear twice
            "module": "detect"       | "module": "defect"        | line 9, key 'mappings[1]': module of mapping | 'defect' | must be one of
            "out": "ALARM"           | "out": "ALARMS"           | line 9, key 'mappings[1]': out of mapping | 'ALARMS' | must be one of
            "edgeType": "MODULE"     | "edgeType": "MODULE", "virga": {} | line 6, key 'edges[1].virga' | edgeType SENSOR | must stand with
            "edgeType": "SENSOR"     | "edgeType": "SENSOR", "virga": 5 | line 5, key 'edges[0].virga' | '5' | must be a map
            "direction": "DOWN"      | "direction": "LEFT"       | edges[2].direction   | 'LEFT'     | must be one of: ACTUATOR, DOWN, UP
            "nwLength": 10.0         | "nwLength": -10.0         | edges[2].nwLength    | '-10.0'    | at least 0
            "cpuLength": 1.0         | "cpuLenght": 1.0          | edges[2].cpuLenght   | is unknown | known keys are cpuLength
            "selectivity": 0.25      | "selectivity": 1.25       | mappings[0].selectivity | '1.25'  | at most 1
            "in": "CROP"             | "in": "CRAP"              | line 9, key 'mappings[1]': in of mapping | 'CRAP' | must be one of: ALARM, CROP, FRAME
            ["FRAME", "filter"       | ["FRAME", "felter"        | line 10, key 'loops[0]': part of loop | 'felter' | must be one of
            """)
    void inAnApplication(String from, String to, String place, String value, String rule) {
        assertRefused(Samples.APPLICATION, from, to, "application.json", place, value, rule);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ID,Latitude              | Latitude,ID               | line 1               | header     | in this order
            Parent,                  |                           | line 1               | 'Parent'   | is missing
            2,50.111                 | 1,50.111                  | line 4               | 'ID': value '1' | must not appear twice
            2,50.111                 | 2.0,50.111                | line 4               | '2.0'      | without a decimal point
            50.119                   | 95.119                    | line 5               | '95.119'   | at most 90
            8.619                    | east                      | line 5               | 'east'     | must be a number
            1,2,1,VIC,Corner         | 1,2,7,VIC,Corner          | line 5               | '7'        | must be the ID of another resource
            1,2,1,VIC,Corner         | 1,3,1,VIC,Corner          | line 5               | '3'        | must be one more than that of its parent 1, which is 1
            1,2,1,VIC,Corner         | 1,2,3,VIC,Corner          | line 5               | '3'        | must be the ID of another resource
            1,1,0,VIC                | 1,0,0,VIC                 | line 3               | '0'        | one more than that of its parent 0, which is 0
            1,2,1,VIC,Corner         | 1,2,1,VIC                 | line 5               | 7 cells    | must have 8
            0,0,-1,VIC               | 0,0,-2,VIC                | line 2               | '-2'       | at least -1
            1,1,0,VIC                | 1,1,-1,VIC                | parent -1            | exactly one | found 2
            """)
    void inResources(String from, String to, String place, String value, String rule) {
        assertRefused(Samples.RESOURCES, from, to, "resources.csv", place, value, rule);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            time_s                   | when                      | line 1               | 'time_s'   | is missing
            8.6111,0                 | 8.6111,-1                 | line 2               | '-1'       | at least 0
            10.5                     | 20                        | line 4               | '20'       | must be after the line above
            8.6188                   | 188.6188                  | line 4               | '188.6188' | at most 180
            """)
    void inPositions(String from, String to, String place, String value, String rule) {
        assertRefused(Samples.USER, from, to, "user.csv", place, value, rule);
    }

    /** More than a table or a message can bear, and a little less. */
    @Test
    void namesHaveAnEnd() {
        String longest = "h".repeat(255);
        assertRefused(
                Samples.TOPOLOGY,
                "\"name\": \"hub\"",
                "\"name\": \"" + longest + "h\"",
                "topology.json",
                "nodes[1].name",
                "must have at most 255 characters, has 256",
                "'" + "h".repeat(40) + "...'");
        String text = Samples.TOPOLOGY.replace("\"hub\"", '"' + longest + '"');
        FogTopology read = FogTopologyFile.read(Samples.file(folder, "topology.json", text));
        assertEquals(longest, read.devices().get(1).name());
    }

    /** A mark of the byte order, which some editors put before every text. */
    @Test
    void aByteOrderMarkIsPassedOver() {
        assertEquals(
                FogTopologyFile.read(Samples.file(folder, "topology.json", Samples.TOPOLOGY)),
                FogTopologyFile.read(Samples.file(folder, "marked.json", "\uFEFF" + Samples.TOPOLOGY)));
        assertEquals(
                FogApplicationFile.read(Samples.file(folder, "application.json", Samples.APPLICATION)),
                FogApplicationFile.read(Samples.file(folder, "marked.json", "\uFEFF" + Samples.APPLICATION)));
        assertEquals(
                EdgeResources.read(Samples.file(folder, "resources.csv", Samples.RESOURCES))
                        .all(),
                EdgeResources.read(Samples.file(folder, "marked.csv", "\uFEFF" + Samples.RESOURCES))
                        .all());
        String message = assertThrows(
                        InvalidInputException.class,
                        () -> FogTopologyFile.read(Samples.file(folder, "marked.json", "\uFEFF")))
                .getMessage();
        assertTrue(message.contains("is empty"), message);
    }

    /** Levels are counted from the data centre on, and iFogSim2 makes an array of them. */
    @Test
    void theDataCentreIsOfLevelZero() {
        Path file = Samples.file(
                folder,
                "resources.csv",
                "ID,Latitude,Longitude,Block,Level,Parent,State,Details\n0,50,8,0,2147483647,-1,VIC,c\n");
        String message = assertThrows(InvalidInputException.class, () -> EdgeResources.read(file))
                .getMessage();
        assertTrue(message.contains("resources.csv, line 2: Level of resource 0"), message);
        assertTrue(message.contains("must be 0, was '2147483647'"), message);
    }
}
