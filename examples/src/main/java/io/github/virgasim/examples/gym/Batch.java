// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.gym;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.FlatEnvironment;
import io.github.virgasim.learn.FlatEnvironment.View;
import io.github.virgasim.learn.FlatSpec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Environments of one kind that advance together. A request is checked as a whole before any environment moves. */
final class Batch {
    static final int REST = 0;
    static final int STEP = 1;
    static final int RESET = 2;

    private static final int TERMINATED = 1;
    private static final int TRUNCATED = 2;
    private static final int NOT_STARTED = 4;

    private final List<FlatEnvironment> environments;
    private final FlatSpec spec;
    private final View[] views;
    private final int[][] actions;
    private final int[] commands;
    private final long[] seeds;
    private final ByteBuffer state;

    /**
     * Makes a batch in which no episode has been started.
     *
     * @param environments at least one, all with the same shapes
     */
    Batch(List<FlatEnvironment> environments) {
        this.environments = environments;
        spec = environments.get(0).spec();
        int count = environments.size();
        views = new View[count];
        actions = new int[count][spec.agents() * spec.parts().size()];
        commands = new int[count];
        seeds = new long[count];
        long each = (long) spec.agents() * (spec.observation().size() + 1) * Double.BYTES
                + Double.BYTES
                + (long) spec.agents() * spec.maskSize()
                + 1;
        if (each * count > Frames.LONGEST) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "number of environments must be at most %d here, was %d",
                    Frames.LONGEST / each,
                    count));
        }
        state = Frames.withHeader((int) (each * count));
    }

    /**
     * Carries a request out.
     *
     * @param request seeds as 64-bit numbers; actions, environment after environment, as 32-bit numbers; a byte for each
     *     environment: {@link #REST}, {@link #STEP} or {@link #RESET}
     * @return the state of all environments, after room for a header
     */
    ByteBuffer advance(ByteBuffer request) {
        int count = views.length;
        int length = count * (Long.BYTES + actions[0].length * Integer.BYTES + 1);
        if (request.remaining() != length) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "a request to advance must have %d bytes, had %d", length, request.remaining()));
        }
        for (int i = 0; i < count; i++) {
            seeds[i] = request.getLong();
        }
        for (int[] action : actions) {
            for (int part = 0; part < action.length; part++) {
                action[part] = request.getInt();
            }
        }
        for (int i = 0; i < count; i++) {
            commands[i] = request.get();
            check(i);
        }
        double[][] rewards = new double[count][];
        for (int i = 0; i < count; i++) {
            rewards[i] = move(i);
        }
        return state(rewards);
    }

    private void check(int i) {
        int command = commands[i];
        if (command < REST || command > RESET) {
            throw new IllegalArgumentException("what an environment does must be 0, 1 or 2, was " + command);
        }
        if (command != STEP) {
            return;
        }
        if (views[i] == null || views[i].ended()) {
            throw new BatchException(
                    GymServer.ENDED,
                    i,
                    new InvalidInputException("the episode has ended, or none has been started; reset() starts one"));
        }
        int parts = spec.parts().size();
        int size = spec.maskSize();
        for (int agent = 0; agent < spec.agents(); agent++) {
            try {
                spec.requireAllowed(
                        agent,
                        Arrays.copyOfRange(actions[i], agent * parts, (agent + 1) * parts),
                        Arrays.copyOfRange(views[i].allowed(), agent * size, (agent + 1) * size));
            } catch (IllegalArgumentException problem) {
                throw new BatchException(GymServer.ACTION, i, new InvalidInputException(problem.getMessage()));
            }
        }
    }

    /** Moves an environment and returns its rewards; after a failure all must be reset. */
    private double[] move(int i) {
        try {
            switch (commands[i]) {
                case STEP -> views[i] = environments.get(i).step(actions[i]);
                case RESET -> views[i] = environments.get(i).reset(seeds[i]);
                default -> {
                    return new double[spec.agents()];
                }
            }
            return views[i].rewards();
        } catch (RuntimeException | OutOfMemoryError problem) {
            Arrays.fill(views, null);
            int kind = problem instanceof InvalidInputException ? GymServer.INPUT : GymServer.INTERNAL;
            throw new BatchException(kind, i, problem);
        }
    }

    private ByteBuffer state(double[][] rewards) {
        state.position(Frames.HEADER);
        for (View view : views) {
            for (int k = 0; k < spec.agents() * spec.observation().size(); k++) {
                state.putDouble(view == null ? 0 : view.observation()[k]);
            }
        }
        for (double[] reward : rewards) {
            for (double one : reward) {
                state.putDouble(one);
            }
        }
        for (View view : views) {
            state.putDouble(view == null ? 0 : view.time());
        }
        for (View view : views) {
            for (int k = 0; k < spec.agents() * spec.maskSize(); k++) {
                state.put((byte) (view != null && view.allowed()[k] ? 1 : 0));
            }
        }
        for (View view : views) {
            state.put((byte) flags(view));
        }
        return state;
    }

    private static int flags(View view) {
        if (view == null) {
            return NOT_STARTED;
        }
        return (view.terminated() ? TERMINATED : 0) | (view.truncated() ? TRUNCATED : 0);
    }
}
