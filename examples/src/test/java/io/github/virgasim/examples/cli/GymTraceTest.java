// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.examples.gym.GymClient;
import io.github.virgasim.learn.FlatEnvironment;
import io.github.virgasim.learn.FlatEnvironment.View;
import io.github.virgasim.learn.FlatSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Episodes that are played here, in Java, come out the same bit by bit on the other side of the pipe. The traces are left in
 * target/gym, where the tests of the Python package replay them.
 */
class GymTraceTest {
    private static final long SEED = 20;

    private static final Path FOLDER = Path.of("target", "gym");

    /** A request and the bits of all that came of it, one line for each of the two in a file. */
    private record Move(boolean reset, long seed, int[] actions, long[] numbers, byte[] mask, byte flags) {
        Move(boolean reset, long seed, int[] actions, View view) {
            this(reset, seed, actions, bits(view), mask(view), (byte)
                    ((view.terminated() ? 1 : 0) + (view.truncated() ? 2 : 0)));
        }

        private static long[] bits(View view) {
            double[] all = Arrays.copyOf(view.observation(), view.observation().length + view.rewards().length + 1);
            System.arraycopy(view.rewards(), 0, all, view.observation().length, view.rewards().length);
            all[all.length - 1] = view.time();
            return Arrays.stream(all).mapToLong(Double::doubleToLongBits).toArray();
        }

        private static byte[] mask(View view) {
            byte[] mask = new byte[view.allowed().length];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = (byte) (view.allowed()[i] ? 1 : 0);
            }
            return mask;
        }

        List<String> lines() {
            StringBuilder bits = new StringBuilder();
            for (byte one : mask) {
                bits.append(one);
            }
            return List.of(
                    reset
                            ? "reset " + seed
                            : "step "
                                    + Arrays.stream(actions)
                                            .mapToObj(String::valueOf)
                                            .collect(Collectors.joining(" ")),
                    flags + " " + bits + " "
                            + Arrays.stream(numbers).mapToObj(Long::toHexString).collect(Collectors.joining(" ")));
        }
    }

    private static int[] draw(FlatSpec spec, boolean[] allowed, SplittableRandom random) {
        int parts = spec.parts().size();
        int[] actions = new int[spec.agents() * parts];
        for (int at = 0; at < actions.length; at++) {
            int from = at / parts * spec.maskSize() + spec.maskAt(at % parts, actions[at - at % parts]);
            do {
                actions[at] = random.nextInt(spec.parts().get(at % parts).size());
            } while (!allowed[from + actions[at]]);
        }
        return actions;
    }

    private static List<Move> play(FlatEnvironment environment, int steps) {
        List<Move> moves = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(SEED);
        View view = environment.reset(SEED);
        moves.add(new Move(true, SEED, new int[0], view));
        for (int i = 0; i < steps; i++) {
            if (view.ended() || i == steps / 2) {
                view = environment.reset(SEED + i);
                moves.add(new Move(true, SEED + i, new int[0], view));
            }
            int[] actions = draw(environment.spec(), view.allowed(), random);
            view = environment.step(actions);
            moves.add(new Move(false, 0, actions, view));
        }
        return moves;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aset --episode-length 60",
                "ecsrl --episode-length 30",
                "elastic",
                "elastic --scenario tapfinger-multi-task --fidelity paper",
                "elastic --scenario tapfinger-container"
            })
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void comesOutTheSameOnTheOtherSide(String line) throws IOException, InterruptedException {
        List<String> words = Arrays.asList(line.split(" "));
        List<String> settings = words.subList(1, words.size());
        FlatEnvironment environment = GymCommand.open(words.get(0), settings).get();
        List<Move> moves = play(environment, words.get(0).equals("aset") ? 8 : 120);
        assertTrue(moves.stream().filter(Move::reset).count() >= 2, "an episode begins in the middle of another");
        write(line, moves);
        Process process = ChildJvm.piped("gym");
        try {
            GymClient client = new GymClient(process.getInputStream(), process.getOutputStream());
            client.open(2, words.get(0), settings.toArray(String[]::new));
            for (Move move : moves) {
                replay(client, move);
            }
        } finally {
            process.getOutputStream().close();
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "ends with its input");
        assertEquals(0, process.exitValue());
    }

    /** Plays a move in the second of two environments; the first one only rests. */
    private static void replay(GymClient client, Move move) throws IOException {
        int length = move.actions.length;
        int size = client.actions();
        int[] actions = new int[2 * size];
        System.arraycopy(move.actions, 0, actions, size, length);
        GymClient.State state = client.advance(new int[] {0, move.reset ? 2 : 1}, new long[] {0, move.seed}, actions);
        int seen = state.observations().length / 2;
        int agents = state.rewards().length / 2;
        long[] numbers = Arrays.copyOf(Arrays.copyOfRange(state.observations(), seen, 2 * seen), seen + agents + 1);
        System.arraycopy(state.rewards(), agents, numbers, seen, agents);
        numbers[seen + agents] = state.times()[1];
        assertArrayEquals(move.numbers, numbers);
        assertArrayEquals(move.mask, Arrays.copyOfRange(state.masks(), state.masks().length / 2, state.masks().length));
        assertEquals(move.flags, state.flags()[1]);
        assertEquals(4, state.flags()[0], "not started");
    }

    private static void write(String line, List<Move> moves) throws IOException {
        Files.createDirectories(FOLDER);
        List<String> lines = new ArrayList<>(List.of(line));
        moves.forEach(move -> lines.addAll(move.lines()));
        Files.write(FOLDER.resolve(line.replaceAll("[^a-z0-9]+", "-") + ".trace"), lines);
    }
}
