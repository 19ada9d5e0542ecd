// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.scheduling.LeastImpedance;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.fog.utils.NetworkUsageMonitor;
import org.fog.utils.TimeKeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves behind in iFogSim2's static fields, for a study of one's own in the same JVM. */
class StaticStateTest {
    /** Counters of names, which go on; CloudSim's own state, which its {@code init} makes anew; an end that never comes. */
    private static final Set<String> HARMLESS = Set.of(
            "FogUtils.TUPLE_ID", "FogUtils.ENTITY_ID", "FogUtils.ACTUAL_TUPLE_ID", "TimeKeeper.simulationStartTime");

    @TempDir
    Path folder;

    @Test
    void aRunLeavesNothingBehind() throws Exception {
        RealIFogSim.assumeThere();
        IFogSimStudy study = new IFogSimStudy(Trio.scenario(folder, "4", "60"), 1e-3);
        NetworkUsageMonitor.sendingTuple(3, 5);
        Map<String, String> before = state();
        assertTrue(before.size() > 40, "fields are compared: " + before.size());
        assertEquals("15.0", before.put("NetworkUsageMonitor.networkUsage", "0.0"));
        IFogSim.muted(() -> study.run(new LeastImpedance(), 0));
        assertEquals(0, NetworkUsageMonitor.getNetworkUsage());
        assertEquals(before, state());
    }

    private static Map<String, String> state() throws Exception {
        Map<String, String> state = new TreeMap<>();
        for (Class<?> type : types()) {
            add(state, type, null);
        }
        add(state, TimeKeeper.class, TimeKeeper.getInstance());
        state.keySet().removeAll(HARMLESS);
        return state;
    }

    private static void add(Map<String, String> state, Class<?> type, Object of) throws Exception {
        for (Field field : type.getDeclaredFields()) {
            boolean isStatic = Modifier.isStatic(field.getModifiers());
            if (isStatic == (of == null) && !Modifier.isFinal(field.getModifiers())) {
                field.setAccessible(true);
                Object value = field.get(of);
                boolean plain = value instanceof Number || value instanceof Boolean || value instanceof String;
                boolean many = value instanceof Map || value instanceof Collection;
                if (plain || many) {
                    state.put(type.getSimpleName() + "." + field.getName(), value.toString());
                }
            }
        }
    }

    /** Returns iFogSim2's classes, apart from the core, that have all that they need. */
    private static List<Class<?>> types() throws Exception {
        List<Class<?>> types = new ArrayList<>();
        try (JarFile jar = new JarFile(System.getProperty("ifogsim.jar"))) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                String name = entry.getName().replace('/', '.');
                if (name.matches("org\\.(fog\\.(entities|mobilitydata|placement|utils|utils\\.distribution|application)"
                        + "|cloudbus\\.cloudsim)\\.\\w+\\.class")) {
                    try {
                        Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
                        type.getDeclaredFields();
                        types.add(type);
                    } catch (NoClassDefFoundError e) {
                        // It needs a library that is not there, so that no run can have touched it.
                        continue;
                    }
                }
            }
        }
        return types;
    }
}
