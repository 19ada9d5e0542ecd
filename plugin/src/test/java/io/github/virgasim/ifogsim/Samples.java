// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small files, each valid. */
final class Samples {
    static final String TOPOLOGY = """
            {
            \t"nodes": [
                {"name": "cloud", "type": "FOG_DEVICE", "level": 0, "mips": 40000, "ram": 32000, "upBw": 100, "downBw": 9000, "ratePerMips": 0.01},
                {"name": "hub", "type": "FOG_DEVICE", "level": 1, "mips": 3000, "ram": 4000, "upBw": 8000, "downBw": 7000, "ratePerMips": 0.0, "rack": {"row": 3, "left": true, "tag": "a\\/b"}},
                {"name": "pole", "type": "FOG_DEVICE", "level": 2, "mips": 900, "ram": 1000, "upBw": 5000, "downBw": 300, "ratePerMips": 0.0},
                {"name": "eye", "type": "SENSOR", "sensorType": "FRAME", "distribution": 2, "value": 40.0},
                {"name": "ear", "type": "SENSOR", "sensorType": "SOUND", "distribution": 1, "mean": 25.0, "stdDev": 2.5},
                {"name": "nose", "type": "SENSOR", "sensorType": "SMELL", "distribution": 3, "min": 100.0, "max": 300.0},
                {"name": "lamp", "type": "ACTUATOR", "actuatorType": "LIGHT"}
            ],
            "links": [
                {"source": "hub", "destination": "cloud", "latency": 60.5},
                {"source": "hub", "destination": "pole", "latency": 3.0},
                {"source": "eye", "destination": "pole", "latency": 1.0},
                {"source": "pole", "destination": "ear", "latency": 2.0},
                {"source": "nose", "destination": "hub", "latency": 1.0},
                {"source": "lamp", "destination": "pole", "latency": 1.0}
            ]}
            """;

    static final String APPLICATION = """
            {"application": "watch",
            "modules": [{"name": "filter", "ram": 10, "mips": 500.0, "size": 1000},
                {"name": "detect", "ram": 20, "mips": 900.0, "size": 2000, "virga": "served"}],
            "edges": [
                {"source": "FRAME", "destination": "filter", "period": 0.0, "cpuLength": 100.0, "nwLength": 9000.0, "tupleType": "FRAME", "direction": "UP", "edgeType": "SENSOR"},
                {"source": "filter", "destination": "detect", "period": 0.0, "cpuLength": 700.5, "nwLength": 9000.0, "tupleType": "CROP", "direction": "UP", "edgeType": "MODULE"},
                {"source": "detect", "destination": "LIGHT", "period": 0.0, "cpuLength": 1.0, "nwLength": 10.0, "tupleType": "ALARM", "direction": "DOWN", "edgeType": "ACTUATOR"}],
            "mappings": [{"module": "filter", "in": "FRAME", "out": "CROP", "selectivity": 0.25},
                {"module": "detect", "in": "CROP", "out": "ALARM", "selectivity": 1.0}],
            "loops": [["FRAME", "filter", "detect", "LIGHT"]]}
            """;

    static final String RESOURCES = """
            ID,Latitude,Longitude,Block,Level,Parent,State,Details
            0,50.10,8.60,0,0,-1,VIC,Centre
            1,50.11,8.61,1,1,0,VIC,Proxy of block 1
            2,50.111,8.611,1,2,1,VIC,
            3,50.119,8.619,1,2,1,VIC,Corner
            """;

    static final String USER = """
            Latitude,Longitude,time_s
            50.1111,8.6111,0
            50.1112,8.6112,10.5
            50.1188,8.6188,20
            """;

    private Samples() {}

    static Path file(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
