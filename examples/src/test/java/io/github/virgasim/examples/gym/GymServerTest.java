// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.gym;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.examples.gym.GymClient.Refused;
import io.github.virgasim.examples.gym.GymClient.State;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.ActionSpec;
import io.github.virgasim.learn.FlatEnvironment;
import io.github.virgasim.learn.FlatSpec;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.learn.ObservationSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The frames, with environments that are made for it: two agents count down from the seed. */
class GymServerTest {
    private static final long BAD_SEED = 666;
    private static final long BROKEN_SEED = 667;

    /** Ends when the count is 0. The choice "double" is allowed while the count is even. */
    private static final class Countdown implements FlatEnvironment {
        private long count;

        @Override
        public FlatSpec spec() {
            return new FlatSpec(
                    2,
                    new ObservationSpec(List.of("count", "agent", "half")),
                    List.of(new ActionSpec(List.of("single", "double"))),
                    "steps");
        }

        private View view(double paid, boolean ended) {
            double[] seen = {count, 0, 0.5, count, 1, 0.5};
            boolean even = count % 2 == 0;
            return new View(
                    seen, new boolean[] {true, even, true, even}, new double[] {paid, paid + 1}, count, ended, false);
        }

        @Override
        public View reset(long seed) {
            if (seed == BAD_SEED) {
                throw new InvalidInputException("seed must be another one");
            }
            if (seed == BROKEN_SEED) {
                throw new IndexOutOfBoundsException("a fault of the environment");
            }
            count = seed;
            return view(0, false);
        }

        @Override
        public View step(int[] actions) {
            count -= 1 + actions[0];
            return view(actions[0] + 10 * actions[1], count <= 0);
        }

        @Override
        public Identity identity() {
            return Identity.of("problem", "countdown");
        }
    }

    private static LocalServer server() throws IOException {
        return new LocalServer((name, settings) -> {
            if (!name.equals("countdown") || !settings.isEmpty()) {
                throw new InvalidInputException(
                        "environment must be countdown without settings, was " + name + settings);
            }
            return Countdown::new;
        });
    }

    private static double at(long[] bits, int index) {
        return Double.longBitsToDouble(bits[index]);
    }

    @Test
    void greetsAndDescribes() throws Exception {
        try (LocalServer server = server()) {
            GymClient client = server.client;
            assertEquals(1, client.version);
            client.open(3, "countdown");
            assertEquals(3, client.count);
            assertTrue(client.fits(new Countdown().spec()));
            assertEquals(
                    List.of("count", "agent", "half", "single", "double", "steps", "problem", "countdown"),
                    client.texts);
        }
    }

    @Test
    void stepsResetsAndRestsInOneRequest() throws Exception {
        try (LocalServer server = server()) {
            server.client.open(3, "countdown");
            State first = server.client.advance(new int[] {2, 2, 0}, new long[] {4, 1, 0}, new int[6]);
            assertArrayEquals(new byte[] {0, 0, 4}, first.flags(), "the third has not been started");
            assertEquals(4, at(first.observations(), 0));
            assertEquals(1, at(first.observations(), 4), "second agent");
            State second =
                    server.client.advance(new int[] {1, 1, 2}, new long[] {0, 0, 9}, new int[] {1, 0, 0, 0, 0, 0});
            assertEquals(2, at(second.observations(), 0), "double");
            assertEquals(0, at(second.observations(), 6));
            assertEquals(9, at(second.observations(), 12));
            assertArrayEquals(new double[] {1, 2, 0, 1, 0, 1}, rewards(second));
            assertArrayEquals(new byte[] {0, 1, 0}, second.flags(), "the second has ended");
            assertArrayEquals(new byte[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0}, second.masks());
            State third = server.client.advance(new int[] {0, 0, 1}, new long[3], new int[6]);
            assertEquals(2, at(third.observations(), 0), "rests");
            assertEquals(0, at(third.rewards(), 0));
            assertEquals(8, at(third.times(), 2));
        }
    }

    private static double[] rewards(State state) {
        return Arrays.stream(state.rewards())
                .mapToDouble(Double::longBitsToDouble)
                .toArray();
    }

    private static Refused refused(GymClient client, int[] commands, int... actions) {
        return assertThrows(Refused.class, () -> client.advance(commands, new long[commands.length], actions));
    }

    @Test
    void refusesAsAWholeAndGoesOn() throws Exception {
        try (LocalServer server = server()) {
            GymClient client = server.client;
            client.open(2, "countdown");
            assertEquals(GymServer.ENDED, refused(client, new int[] {1, 0}, 0, 0, 0, 0).kind);
            client.advance(new int[] {2, 2}, new long[] {4, 5}, new int[4]);
            Refused masked = refused(client, new int[] {1, 1}, 0, 0, 0, 1);
            assertEquals(GymServer.ACTION, masked.kind);
            assertEquals(1, masked.environment);
            assertEquals("action of agent 1, part 0: 'double' (1) is not allowed now", masked.getMessage());
            Refused absent = refused(client, new int[] {1, 1}, -1, 0, 0, 0);
            assertEquals("action of agent 0, part 0 must be between 0 and 1, was -1", absent.getMessage());
            State after = client.advance(new int[] {0, 0}, new long[2], new int[4]);
            assertEquals(4, at(after.observations(), 0), "the first did not move either");
        }
    }

    @Test
    void passesOnWhatIsWrongWithNamesSettingsAndSeeds() throws Exception {
        try (LocalServer server = server()) {
            GymClient client = server.client;
            Refused unknown = assertThrows(Refused.class, () -> client.open(1, "count", "--x"));
            assertEquals(GymServer.INPUT, unknown.kind);
            assertEquals("environment must be countdown without settings, was count[--x]", unknown.getMessage());
            client.open(2, "countdown");
            client.advance(new int[] {2, 2}, new long[] {4, 5}, new int[4]);
            Refused bad = assertThrows(
                    Refused.class, () -> client.advance(new int[] {1, 2}, new long[] {0, BAD_SEED}, new int[4]));
            assertEquals(GymServer.INPUT, bad.kind);
            assertEquals(1, bad.environment);
            Refused broken = assertThrows(
                    Refused.class, () -> client.advance(new int[] {2, 0}, new long[] {BROKEN_SEED, 0}, new int[4]));
            assertEquals(GymServer.INTERNAL, broken.kind);
            assertEquals("a fault of the environment", broken.getMessage());
            assertEquals(GymServer.ENDED, refused(client, new int[] {0, 1}, 0, 0, 0, 0).kind, "all must be reset");
        }
    }

    @Test
    void answersFramesThatDoNotFit() throws Exception {
        try (LocalServer server = server()) {
            GymClient client = server.client;
            for (ByteBuffer payload : List.of(
                    Frames.withHeader(0),
                    Frames.withHeader(8).putInt(0).putInt(0),
                    Frames.withHeader(8).putInt(1).putInt(1 << 30),
                    Frames.withHeader(8).putInt(1).putInt(-1))) {
                Refused refused =
                        assertThrows(Refused.class, () -> client.exchange(GymServer.OPEN, payload, GymServer.SPEC));
                assertEquals(GymServer.FRAME, refused.kind);
            }
            assertEquals(GymServer.FRAME, refused(client, new int[] {0}).kind, "nothing has been opened");
            client.open(1, "countdown");
            assertEquals(GymServer.FRAME, refused(client, new int[] {2}, 0).kind, "an action too few");
            assertEquals(GymServer.FRAME, refused(client, new int[] {3}, 0, 0).kind, "no such command");
            Refused type = assertThrows(Refused.class, () -> client.exchange(77, Frames.withHeader(0), GymServer.SPEC));
            assertEquals("type of a frame must be 1 or 2, was 77", type.getMessage());
            client.advance(new int[] {2}, new long[] {3}, new int[2]);
        }
    }

    @Test
    void refusesMoreEnvironmentsThanAFrameHolds() throws Exception {
        try (LocalServer server = server()) {
            assertEquals(GymServer.FRAME, assertThrows(Refused.class, () -> server.client.open(0, "countdown")).kind);
            assertEquals(
                    GymServer.FRAME, assertThrows(Refused.class, () -> server.client.open(100_001, "countdown")).kind);
        }
    }

    @Test
    void endsWithItsInputAndGivesUpOnWhatIsNoFrame() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] cut = ByteBuffer.allocate(9)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(100)
                .array();
        new GymServer(new ByteArrayInputStream(cut), out, (name, settings) -> Countdown::new, Throwable::toString)
                .serve();
        GymServer lost = new GymServer(
                new ByteArrayInputStream(Frames.bytes("GET / HTTP/1.1\r\n")),
                out,
                (name, settings) -> Countdown::new,
                Throwable::toString);
        assertTrue(assertThrows(IOException.class, lost::serve).getMessage().startsWith("a frame must have 0 to"));
    }
}
