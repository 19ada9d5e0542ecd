// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told who has not got iFogSim2, and what is printed by those who have. */
class IFogSimTest {
    @TempDir
    Path folder;

    /** Returns this test's classes without those that have a certain one among them. */
    private static URLClassLoader without(String type) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            URL url = new File(entry).toURI().toURL();
            try (URLClassLoader one = new URLClassLoader(new URL[] {url}, null)) {
                if (one.getResource(type.replace('.', '/') + ".class") == null) {
                    urls.add(url);
                }
            } catch (IOException e) {
                throw new IllegalStateException(entry, e);
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    @Test
    void whereIFogSim2IsMissingItIsNamed() throws Exception {
        try (URLClassLoader loader = without("org.fog.entities.FogDevice")) {
            for (String study : List.of("IFogSimStudy", "ElasticFogStudy")) {
                var constructor = loader.loadClass("io.github.virgasim.ifogsim.adapter." + study)
                        .getConstructors()[0];
                Throwable cause = assertThrows(
                                InvocationTargetException.class, () -> constructor.newInstance(null, 1.0))
                        .getCause();
                assertEquals("InvalidInputException", cause.getClass().getSimpleName(), cause.toString());
                assertEquals(
                        "iFogSim2 must be on the class path, which has no class org.fog.entities.FogDevice: add its classes"
                                + " (ifogsim.jar); it does not come with Virga",
                        cause.getMessage());
            }
        }
    }

    @Test
    void whereJsonSimpleIsMissingItIsNamed() throws Exception {
        try (URLClassLoader loader = without("org.json.simple.JSONObject")) {
            Class<?> study = loader.loadClass("io.github.virgasim.ifogsim.adapter.IFogSimStudy");
            Class<?> seam = loader.loadClass("io.github.virgasim.ifogsim.adapter.IFogSimStudy$Seam");
            Object made = study.getConstructors()[0].newInstance(scenario(loader), 1.0);
            var place = study.getMethod("place", seam, Supplier.class);
            place.invoke(made, seam.getEnumConstants()[0], (Supplier<?>) () -> null);
            Throwable cause = assertThrows(
                            InvocationTargetException.class,
                            () -> place.invoke(made, seam.getEnumConstants()[1], (Supplier<?>) () -> null))
                    .getCause();
            assertTrue(cause.getMessage().contains("json-simple"), cause.toString());
            assertTrue(cause.getMessage().contains("add json-simple-1.1.1.jar"), cause.toString());
        }
    }

    /** Returns a scenario of classes that a loader has. */
    private Object scenario(URLClassLoader loader) throws Exception {
        Path file = folder.resolve("plain.yaml");
        Files.writeString(file, Trio.PLAIN.replace("ACCESS", "0").replace("REQUEST", "0"));
        return loader.loadClass("io.github.virgasim.scenario.Scenarios")
                .getMethod("read", Path.class)
                .invoke(null, file);
    }

    @Test
    void whatIsMissingIsNamedAtOnce() {
        String message = assertThrows(NullPointerException.class, () -> new IFogSimStudy(null, 1))
                .getMessage();
        assertEquals("scenario", message);
        IFogSimStudy study = new IFogSimStudy(Trio.scenario(folder, "0", "0"), 1);
        IFogSimStudy.Seam seam = IFogSimStudy.Seam.MODULE_PLACEMENT;
        assertEquals(
                "seam",
                assertThrows(NullPointerException.class, () -> study.place(null, () -> null))
                        .getMessage());
        assertEquals(
                "maker",
                assertThrows(NullPointerException.class, () -> study.place(seam, null))
                        .getMessage());
        assertEquals(
                "listener",
                assertThrows(NullPointerException.class, () -> study.listen(null))
                        .getMessage());
        assertEquals(
                "policy",
                assertThrows(NullPointerException.class, () -> study.run(null, 0))
                        .getMessage());
        assertEquals(
                "experiment",
                assertThrows(NullPointerException.class, () -> new ElasticFogStudy(null, 1))
                        .getMessage());
    }

    @Test
    void printsAreDroppedUntilItIsDone() {
        PrintStream before = System.out;
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        PrintStream own = new PrintStream(seen, true, StandardCharsets.UTF_8);
        System.setOut(own);
        try {
            System.out.print("a");
            assertEquals(7, IFogSim.muted(() -> {
                System.out.print("b");
                return 7;
            }));
            assertThrows(
                    IllegalStateException.class,
                    () -> IFogSim.muted(() -> {
                        throw new IllegalStateException("fails");
                    }));
            assertSame(own, System.out);
            System.out.print("c");
        } finally {
            System.setOut(before);
        }
        assertEquals("ac", seen.toString(StandardCharsets.UTF_8));
    }
}
