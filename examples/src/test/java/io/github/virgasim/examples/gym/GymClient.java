// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.gym;

import io.github.virgasim.learn.FlatSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The other side of a {@link GymServer}, written from the description of the frames. */
public final class GymClient {
    private final Frames frames;
    int version;
    int count;
    int agents;
    int components;
    int maskSize;
    int[] choices;
    List<String> texts = new ArrayList<>();

    /** An answer that is an error. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        public final int kind;
        public final int environment;

        Refused(int kind, int environment, String message) {
            super(message);
            this.kind = kind;
            this.environment = environment;
        }
    }

    /** A state as it came: the bits of all numbers. */
    public record State(long[] observations, long[] rewards, long[] times, byte[] masks, byte[] flags) {}

    public GymClient(InputStream in, OutputStream out) throws IOException {
        frames = new Frames(in, out);
        Frames.Frame hello = frames.read();
        if (hello == null || hello.type() != GymServer.HELLO) {
            throw new IOException("no greeting");
        }
        hello.payload().position(GymServer.MAGIC.length);
        version = hello.payload().getInt();
    }

    public void open(int environments, String name, String... settings) throws IOException {
        ByteBuffer request = Frames.withHeader(1 << 16).putInt(environments);
        Frames.putText(request, Frames.bytes(name));
        request.putInt(settings.length);
        for (String setting : settings) {
            Frames.putText(request, Frames.bytes(setting));
        }
        ByteBuffer spec = exchange(GymServer.OPEN, request, GymServer.SPEC);
        count = spec.getInt();
        agents = spec.getInt();
        components = spec.getInt();
        maskSize = spec.getInt();
        spec.getInt();
        choices = new int[spec.getInt()];
        for (int part = 0; part < choices.length; part++) {
            choices[part] = spec.getInt();
        }
        texts.clear();
        while (spec.hasRemaining()) {
            texts.add(Frames.text(spec));
        }
    }

    /** Returns the length of an environment's actions. */
    public int actions() {
        return agents * choices.length;
    }

    boolean fits(FlatSpec spec) {
        List<Integer> sizes = spec.parts().stream().map(part -> part.size()).toList();
        return spec.agents() == agents
                && spec.observation().names().equals(texts.subList(0, components))
                && spec.maskSize() == maskSize
                && sizes.equals(Arrays.stream(choices).boxed().toList());
    }

    public State advance(int[] commands, long[] seeds, int[] actions) throws IOException {
        ByteBuffer request = Frames.withHeader(seeds.length * 8 + actions.length * 4 + commands.length);
        for (long seed : seeds) {
            request.putLong(seed);
        }
        for (int action : actions) {
            request.putInt(action);
        }
        for (int command : commands) {
            request.put((byte) command);
        }
        ByteBuffer state = exchange(GymServer.ADVANCE, request, GymServer.STATE);
        State read = new State(
                longs(state, count * agents * components),
                longs(state, count * agents),
                longs(state, count),
                bytes(state, count * agents * maskSize),
                bytes(state, count));
        if (state.hasRemaining()) {
            throw new IOException("a state is too long");
        }
        return read;
    }

    private static long[] longs(ByteBuffer from, int length) {
        long[] values = new long[length];
        for (int i = 0; i < length; i++) {
            values[i] = from.getLong();
        }
        return values;
    }

    private static byte[] bytes(ByteBuffer from, int length) {
        byte[] values = new byte[length];
        from.get(values);
        return values;
    }

    /** Sends any frame and takes its answer. */
    public ByteBuffer exchange(int type, ByteBuffer request, int expected) throws IOException {
        frames.write(type, request);
        Frames.Frame answer = frames.read();
        if (answer == null) {
            throw new IOException("the server has gone");
        }
        if (answer.type() == GymServer.ERROR) {
            throw new Refused(answer.payload().getInt(), answer.payload().getInt(), Frames.text(answer.payload()));
        }
        if (answer.type() != expected) {
            throw new IOException("unexpected answer " + answer.type());
        }
        return answer.payload();
    }
}
