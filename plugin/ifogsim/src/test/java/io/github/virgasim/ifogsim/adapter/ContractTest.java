// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each signature that the adapters are compiled against is one of iFogSim2's. */
class ContractTest {
    private static final Path STUBS = Path.of("stubs", "target", "classes");

    private final List<String> broken = new ArrayList<>();
    private int compared;

    private static List<String> names() throws Exception {
        try (Stream<Path> files = Files.walk(STUBS)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> STUBS.relativize(file)
                            .toString()
                            .replace(".class", "")
                            .replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everySignatureIsOneOfIFogSim2() throws Exception {
        RealIFogSim.assumeThere();
        URL[] place = {STUBS.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(place, ClassLoader.getPlatformClassLoader())) {
            List<String> names = names();
            assertTrue(names.size() > 30, "stubs are there: " + names.size());
            for (String name : names) {
                compare(
                        Class.forName(name, false, loader),
                        Class.forName(name, false, getClass().getClassLoader()));
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(compared > 80, "members compared: " + compared);
    }

    private void compare(Class<?> stub, Class<?> real) throws Exception {
        String source =
                String.valueOf(real.getProtectionDomain().getCodeSource().getLocation());
        assertTrue(source.endsWith(".jar"), real + " comes from " + source);
        check(stub.isInterface() == real.isInterface(), stub + ": kind");
        check(
                Modifier.isAbstract(stub.getModifiers()) == Modifier.isAbstract(real.getModifiers()),
                stub + ": abstract");
        check(visible(stub.getModifiers(), real.getModifiers()), stub + ": visibility");
        for (Class<?> above = stub.getSuperclass(); above != null; above = above.getSuperclass()) {
            check(isBelow(real, above.getName()), stub + " must be a kind of " + above.getName());
        }
        for (Class<?> above : stub.getInterfaces()) {
            check(isBelow(real, above.getName()), stub + " must be a kind of " + above.getName());
        }
        for (Constructor<?> one : stub.getDeclaredConstructors()) {
            if (one.getParameterCount() > 0 && !isOwn(one)) {
                Member found = Arrays.stream(real.getDeclaredConstructors())
                        .filter(other ->
                                parameters(other.getParameterTypes()).equals(parameters(one.getParameterTypes())))
                        .findFirst()
                        .orElse(null);
                compare(one, found);
            }
        }
        for (Method one : stub.getDeclaredMethods()) {
            if (isOwn(one)) {
                continue;
            }
            Method found = method(real, one);
            compare(one, found);
            check(
                    found == null
                            || found.getReturnType()
                                    .getName()
                                    .equals(one.getReturnType().getName()),
                    one + ": type that is returned");
        }
        for (Field one : stub.getDeclaredFields()) {
            if (isOwn(one)) {
                continue;
            }
            Field found = field(real, one.getName());
            compare(one, found);
            if (found != null) {
                check(found.getType().getName().equals(one.getType().getName()), one + ": type");
            }
            if (found != null && Modifier.isFinal(one.getModifiers())) {
                assertNotNull(one.get(null), "constants have values");
                check(one.get(null).equals(found.get(null)), one + ": value " + found.get(null));
            }
        }
    }

    /** Tells whether a member is the stub's own affair, with which it holds what it is given. */
    private static boolean isOwn(Member one) {
        return Modifier.isPrivate(one.getModifiers()) || one.isSynthetic();
    }

    private void compare(Member stub, Member real) {
        compared++;
        check(real != null, stub + ": is not there");
        if (real != null) {
            check(Modifier.isStatic(stub.getModifiers()) == Modifier.isStatic(real.getModifiers()), stub + ": static");
            check(visible(stub.getModifiers(), real.getModifiers()), stub + ": visibility");
        }
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            broken.add(what);
        }
    }

    /** Tells whether what may be used of a stub may be used of the real one. */
    private static boolean visible(int stub, int real) {
        return Modifier.isPublic(stub)
                ? Modifier.isPublic(real)
                : Modifier.isPublic(real) || Modifier.isProtected(real);
    }

    private static boolean isBelow(Class<?> real, String name) {
        if (real == null) {
            return name.equals(Object.class.getName());
        }
        return real.getName().equals(name)
                || isBelow(real.getSuperclass(), name)
                || Arrays.stream(real.getInterfaces())
                        .anyMatch(one -> one.getName().equals(name));
    }

    private static Field field(Class<?> real, String wanted) {
        for (Class<?> at = real; at != null; at = at.getSuperclass()) {
            for (Field one : at.getDeclaredFields()) {
                if (one.getName().equals(wanted)) {
                    return one;
                }
            }
        }
        return null;
    }

    private static Method method(Class<?> real, Method wanted) {
        for (Class<?> at = real; at != null; at = at.getSuperclass()) {
            for (Method one : at.getDeclaredMethods()) {
                if (one.getName().equals(wanted.getName())
                        && !one.isBridge()
                        && parameters(one.getParameterTypes()).equals(parameters(wanted.getParameterTypes()))) {
                    return one;
                }
            }
        }
        return null;
    }

    private static String parameters(Class<?>[] types) {
        return Arrays.stream(types).map(Class::getName).collect(Collectors.joining(","));
    }
}
