// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import io.github.virgasim.input.InvalidInputException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;

/** iFogSim2 as a whole: whether it is there, and what it prints. */
public final class IFogSim {
    private IFogSim() {}

    /**
     * Checks that iFogSim2 is on the class path.
     *
     * @throws InvalidInputException if it is not; the message says what to add
     */
    public static void require() {
        require("iFogSim2", "org.fog.entities.FogDevice", "its classes (ifogsim.jar)");
    }

    /** Checks that what iFogSim2's placement requests are written in is on the class path. */
    static void requireJson() {
        require(
                "json-simple, which iFogSim2's placement logics use,",
                "org.json.simple.JSONObject",
                "json-simple-1.1.1.jar");
    }

    private static void require(String what, String type, String add) {
        try {
            Class.forName(type, false, IFogSim.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s must be on the class path, which has no class %s: add %s; it does not come with Virga",
                    what,
                    type,
                    add));
        }
    }

    /**
     * Does something and drops what is printed meanwhile: iFogSim2 prints a line for each module, and more. All of
     * {@code System.out} is silent until it is done, whoever prints.
     *
     * @param what to do, for example a study's run
     * @param <T> what comes of it
     * @return what has come of it
     */
    public static <T> T muted(Supplier<T> what) {
        PrintStream before = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            return what.get();
        } finally {
            System.setOut(before);
        }
    }
}
