// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The bill of materials has no parent, so that its versions are said twice; they are the build's. */
class BomTest {
    private static final Pattern VERSION = Pattern.compile("<([a-z.-]*version)>([^<$]+)</");

    private static Map<String, String> versions(String pom) throws IOException {
        Map<String, String> versions = new HashMap<>();
        Matcher found = VERSION.matcher(Files.readString(Path.of(pom)));
        while (found.find()) {
            // A POM's own version comes first.
            versions.putIfAbsent(found.group(1), found.group(2));
        }
        return versions;
    }

    @Test
    void versionsAreThoseOfTheBuild() throws IOException {
        Map<String, String> build = versions("../pom.xml");
        Map<String, String> bom = versions("bom/pom.xml");
        assertTrue(bom.containsKey("encog.version") && bom.containsKey("ojalgo.version"), bom.toString());
        bom.forEach((name, version) -> assertEquals(build.get(name), version, name));
    }
}
