// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.examples.gym.GymClient;
import io.github.virgasim.input.InvalidInputException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The command as other programs use it: a paper's environments, by name and with settings, over pipes. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class GymCommandTest {
    private static String refused(String name, String... settings) {
        return assertThrows(InvalidInputException.class, () -> GymCommand.open(name, List.of(settings)))
                .getMessage();
    }

    @Test
    void settingsAreThoseOfCommands() throws IOException {
        assertEquals(62, components("aset"));
        assertEquals(3 + 2, components("aset", "--state", "aset-published", "--topology", "dc-cloud"), "two workers");
        assertTrue(refused("atari")
                .contains("environment must be one of: aset, bandit, ecsrl, ecsrl-clusters, elastic, was 'atari'"));
        assertTrue(refused("aset", "--reward", "none").startsWith("reward must be one of: all-failures"));
        assertTrue(refused("aset", "--episode-length", "-1").contains("duration [s] of an episode must be positive"));
        assertTrue(refused("ecsrl", "--episode-length", "1").contains("--episode-length must be above"));
        assertTrue(refused("ecsrl", "--weights", "light").contains("--weights must be one of: adaptive, fixed"));
        assertTrue(refused("elastic", "--scenario", "aset").contains("tapfinger-"));
        String unknown = refused("aset", "--lamda", "3");
        assertTrue(unknown.startsWith("environment aset: Unknown options: '--lamda', '3'"), unknown);
        assertTrue(unknown.endsWith("it has the settings --topology, --state, --reward, --episode-length, --lambda"));
        assertTrue(refused("aset", "--lambda", "many").contains("'many' is not a double"));
        assertTrue(refused("aset", "--topology", "no/such.yaml").contains("no/such.yaml"));
        assertTrue(refused("aset", "--topology", "@no.yaml").contains("@no.yaml"), "no file of arguments");
    }

    private static int components(String name, String... settings) throws IOException {
        return GymCommand.open(name, List.of(settings))
                .get()
                .spec()
                .observation()
                .size();
    }

    @Test
    void framesAloneStandOnTheStandardOutput() throws Exception {
        Process process = ChildJvm.piped("gym");
        GymClient client = new GymClient(process.getInputStream(), process.getOutputStream());
        client.open(2, "bandit");
        for (int i = 0; i < 3; i++) {
            client.advance(new int[] {2, 2}, new long[2], new int[2]);
            client.advance(new int[] {1, 1}, new long[2], new int[2]);
        }
        GymClient.Refused refused = assertThrows(GymClient.Refused.class, () -> client.open(1, "bandit", "--x"));
        assertTrue(refused.getMessage().startsWith("environment bandit: Unknown option: '--x'"), refused.getMessage());
        process.getOutputStream().close();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "ends when the other side goes");
        assertEquals(0, process.exitValue());
        assertEquals(-1, process.getInputStream().read());
    }

    @Test
    void whatIsNoFrameEndsIt() throws Exception {
        Process process = ChildJvm.piped("gym");
        process.getOutputStream().write(new byte[] {-1, -1, -1, -1, -1, '\n'});
        process.getOutputStream().flush();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(LastNet.FAILED, process.exitValue());
    }
}
