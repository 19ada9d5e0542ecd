// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.PolicyFaultException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class LastNetTest {
    /** A command that ends with a problem. */
    @Command(name = "boom", scope = CommandLine.ScopeType.INHERIT)
    private record Boom(Throwable problem) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            if (problem instanceof Error error) {
                throw error;
            }
            throw (Exception) problem;
        }
    }

    private final StringWriter err = new StringWriter();

    /** Runs a command that ends with a problem; a stack trace may show only if it was asked for. */
    private void assertReported(int exitCode, String message, Throwable problem) {
        CommandLine command = Virga.commandLine();
        command.addSubcommand(new Boom(problem)).setErr(new PrintWriter(err));
        assertEquals(exitCode, command.execute("boom"));
        assertEquals("virga: " + message, err.toString().stripTrailing());
        assertEquals(exitCode, command.execute("boom", "--verbose"));
        assertTrue(err.toString().contains("\tat "));
    }

    static List<Throwable> wrapped() {
        InvalidInputException bad = new InvalidInputException("x.csv, line 3: bad");
        return List.of(
                bad,
                new ExecutionException(bad),
                new ExecutionException("a task failed", bad),
                new CompletionException(bad),
                new InvocationTargetException(bad),
                new IllegalStateException(bad),
                new RuntimeException(new IllegalStateException(new ExecutionException(bad))),
                new ExceptionInInitializerError(bad),
                new UncheckedIOException(new IOException(bad)));
    }

    @ParameterizedTest
    @MethodSource("wrapped")
    void badInputIsBadInputHoweverItIsWrapped(Throwable problem) {
        assertReported(2, "x.csv, line 3: bad", problem);
    }

    @Test
    void filesAreNamed() {
        assertReported(
                1,
                "a/b.csv: No space left on device",
                new FileSystemException("a/b.csv", null, "No space left on device"));
    }

    @Test
    void filesAreNamedInside() {
        assertReported(1, "x.csv: no such file", new UncheckedIOException(new NoSuchFileException("x.csv")));
    }

    @Test
    void permissionsAreNamed() {
        assertReported(1, "x.csv: permission denied", new ExecutionException(new AccessDeniedException("x.csv")));
    }

    @Test
    void pathsAreNamed() {
        String charset = System.getProperty("sun.jnu.encoding");
        assertReported(
                2,
                "path 'a\0b' cannot be used (Nul character not allowed); names of files are in " + charset
                        + " here, which the variable LC_ALL sets",
                new InvalidPathException("a\0b", "Nul character not allowed"));
    }

    @Test
    void tooLittleMemorySaysWhatToRaise() {
        long most = Runtime.getRuntime().maxMemory() >> 20;
        assertReported(
                1,
                "out of memory (Java heap space): the JVM may use " + most
                        + " MiB; give it more, for example by java -Xmx" + 2 * most + "m -jar virga.jar",
                new ExecutionException(new OutOfMemoryError("Java heap space")));
    }

    @Test
    void faultsOfPoliciesAreNotVirgas() {
        assertReported(
                1,
                "policy 'mine' chose instance 7",
                new ExecutionException(new PolicyFaultException("policy 'mine' chose instance 7")));
        NullPointerException fault = new NullPointerException("gone");
        fault.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("java.util.X", "y", "X.java", 1),
            new StackTraceElement("org.mine.Policy", "choose", "Policy.java", 5),
            new StackTraceElement("io.github.virgasim.x.Y", "z", "Y.java", 12)
        });
        StringWriter text = new StringWriter();
        assertEquals(70, LastNet.report(fault, new PrintWriter(text), false));
        assertTrue(
                text.toString()
                        .contains("at org.mine.Policy.choose(Policy.java:5) (which is not Virga's), called at"
                                + " io.github.virgasim.x.Y.z(Y.java:12)"),
                text.toString());
    }

    @Test
    void faultsOfVirgaAreToBeReported() {
        NullPointerException fault = new NullPointerException("two\nlines");
        StackTraceElement own = new StackTraceElement("io.github.virgasim.x.Y", "z", "Y.java", 12);
        fault.setStackTrace(new StackTraceElement[] {new StackTraceElement("java.util.X", "y", "X.java", 1), own});
        assertReported(
                70,
                "internal error: java.lang.NullPointerException: two lines, at io.github.virgasim.x.Y.z(Y.java:12); please"
                        + " report it with the command line at https://github.com/virgasim/virga/issues (--verbose shows all)",
                new IllegalStateException(fault));
    }

    @Test
    void endlessRecursionIsReportedToo() {
        StackOverflowError fault = new StackOverflowError();
        fault.setStackTrace(new StackTraceElement[] {new StackTraceElement("java.util.X", "y", "X.java", 1)});
        assertReported(
                70,
                "internal error: java.lang.StackOverflowError, not in Virga's own code; java -Xss8m may help; please report"
                        + " it with the command line at https://github.com/virgasim/virga/issues (--verbose shows all)",
                fault);
    }

    @Test
    void ownMessagesAreNotTakenOff() {
        IllegalStateException fault = new IllegalStateException("no route", new InvalidInputException("bad"));
        StringWriter text = new StringWriter();
        assertEquals(70, LastNet.report(fault, new PrintWriter(text), false));
        assertTrue(text.toString().contains("IllegalStateException: no route"), text.toString());
        assertFalse(text.toString().contains("\tat "), text.toString());
    }

    @Test
    void everyCommandHasTheOption() {
        assertVerbose(Virga.commandLine());
    }

    private static void assertVerbose(CommandLine command) {
        assertTrue(command.getCommandSpec().optionsMap().containsKey("--verbose"), command.getCommandName());
        command.getSubcommands().values().forEach(LastNetTest::assertVerbose);
    }

    @Test
    void theAddressIsTheProjects() throws IOException {
        String url =
                Files.readString(Path.of("..", "pom.xml")).replaceFirst("(?s).*<scm[ >].*?<url>(.*?)</url>.*", "$1");
        assertEquals(url + "/issues", LastNet.ISSUES);
    }
}
