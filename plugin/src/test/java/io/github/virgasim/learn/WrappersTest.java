// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WrappersTest {
    /** Counts up; rewards are the square of the count; every second action is ruled out at odd counts. */
    private static final class Counter implements Environment {
        private final String kind;
        private int count;

        Counter(String kind) {
            this.kind = kind;
        }

        @Override
        public double[] reset(long seed) {
            count = (int) seed;
            return new double[] {count};
        }

        @Override
        public EnvironmentStep step(int action) {
            count++;
            return new EnvironmentStep(new double[] {count}, count * count, false, count > 8);
        }

        @Override
        public boolean[] allowed() {
            return new boolean[] {true, count % 2 == 0};
        }

        @Override
        public ObservationSpec observation() {
            return new ObservationSpec(List.of("count"));
        }

        @Override
        public ActionSpec actions() {
            return new ActionSpec(List.of("go", "run"));
        }

        @Override
        public Identity identity() {
            return Identity.of("kind", kind);
        }
    }

    static List<UnaryOperator<Environment>> wrappers() {
        return List.of(
                environment -> new ForwardingEnvironment(environment) {},
                environment -> new ScaledReward(environment, 1, 2),
                environment -> new RelativeReward(environment, new Still(environment), 0, 2));
    }

    /** An equal environment that goes its own way. */
    private static final class Still extends ForwardingEnvironment {
        Still(Environment like) {
            super(like);
        }

        @Override
        public double[] reset(long seed) {
            return new double[1];
        }

        @Override
        public EnvironmentStep step(int action) {
            return new EnvironmentStep(new double[1], 1, false, false);
        }
    }

    @ParameterizedTest
    @MethodSource("wrappers")
    void masksAndIdentityPassThrough(UnaryOperator<Environment> wrapper) {
        Environment plain = new Counter("plain");
        Environment wrapped = wrapper.apply(plain);
        assertArrayEquals(new double[] {4}, wrapped.reset(4));
        assertArrayEquals(new boolean[] {true, true}, wrapped.allowed());
        assertArrayEquals(new double[] {5}, wrapped.step(1).observation());
        assertArrayEquals(new boolean[] {true, false}, wrapped.allowed());
        assertEquals(plain.actions(), wrapped.actions());
        assertEquals(plain.observation(), wrapped.observation());
        assertTrue(wrapped.identity()
                .parts()
                .entrySet()
                .containsAll(plain.identity().parts().entrySet()));
        assertNotEquals(wrapped.identity(), wrapper.apply(new Counter("other")).identity());
    }

    @Test
    void whatAWrapperChangesIsPartOfTheIdentity() {
        Environment plain = new Counter("plain");
        Identity scaled = new ScaledReward(plain, 1, 2).identity();
        assertNotEquals(plain.identity(), scaled);
        assertNotEquals(new ScaledReward(plain, 1, 3).identity(), scaled);
        assertNotEquals(new ScaledReward(plain, 2, 2).identity(), scaled);
        Identity relative = new RelativeReward(plain, plain, 0, 2).identity();
        assertNotEquals(new RelativeReward(plain, plain, 1, 2).identity(), relative);
        assertNotEquals(new RelativeReward(plain, plain, 0, 3).identity(), relative);
    }

    @Test
    void rewardsAreScaledAndTakenRelative() {
        Environment plain = new Counter("plain");
        Environment scaled = new ScaledReward(plain, 1, 2);
        scaled.reset(2);
        assertEquals(2 * (9 + 1), scaled.step(0).reward());
        Environment relative = new RelativeReward(plain, new Still(plain), 0, 3);
        relative.reset(2);
        assertEquals(3 * (9 - 1), relative.step(0).reward());
        assertThrows(InvalidInputException.class, () -> new RelativeReward(plain, plain, 2, 1));
    }

    @Test
    void aSavedIdentityIsRecognisedAndAnotherOneNamed() throws IOException {
        Identity saved = Identity.of("reward", "plain").with("episode_s", 30);
        saved.requireSaved(Path.of("f"), written(saved));
        assertEquals(
                "f: episode_s must be as in the saved training, 30, was 21",
                refusal(saved, Identity.of("reward", "plain").with("episode_s", 21)));
        assertEquals(
                "f: episode_s must be as in the saved training, 30, was not there",
                refusal(saved, Identity.of("reward", "plain")));
        assertEquals(
                "f: weights must be as in the saved training, not there, was even",
                refusal(saved, saved.with("weights", "even")));
    }

    private static String refusal(Identity saved, Identity other) {
        return assertThrows(InvalidInputException.class, () -> other.requireSaved(Path.of("f"), written(saved)))
                .getMessage();
    }

    private static DataInputStream written(Identity identity) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        identity.write(new DataOutputStream(bytes));
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }
}
