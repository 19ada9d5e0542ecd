// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.gym;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.FlatEnvironment;
import io.github.virgasim.learn.FlatSpec;
import io.github.virgasim.report.Provenance;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Serves environments to one other process, in frames ({@link Frames}) over a pair of streams. It speaks first (HELLO), then
 * answers each request with one frame, in order; SPEC and STATE say that it was done, ERROR that nothing was. It ends when
 * the other side closes its stream. The site's page "Python" describes the frames.
 */
public final class GymServer {
    /** Version of the frames' layout. */
    public static final int VERSION = 1;

    static final byte[] MAGIC = Frames.bytes("VIRGAGYM");

    /** Request: count, name and settings of environments; answered by SPEC. */
    static final int OPEN = 1;
    /** Request: seeds, actions, and for each environment whether it rests, steps or is reset; answered by STATE. */
    static final int ADVANCE = 2;

    static final int HELLO = 16;
    static final int SPEC = 17;
    static final int STATE = 18;
    static final int ERROR = 19;

    /** Kinds of errors: a value that the user gave; a choice that is not there; an episode that has ended; a broken frame. */
    static final int INPUT = 1;

    static final int ACTION = 2;
    static final int ENDED = 3;
    static final int FRAME = 4;
    /** A fault on this side; environments must be reset, as after INPUT in answer to ADVANCE. */
    static final int INTERNAL = 5;

    private static final int MOST = 100_000;

    private final Frames frames;
    private final Opener opener;
    private final Function<Throwable, String> words;
    private Batch batch;

    /** Finds environments. */
    @FunctionalInterface
    public interface Opener {
        /**
         * Opens environments of a name.
         *
         * @param name of the environment
         * @param settings as words of a command line, for example "--state", "aset-published"
         * @return makes them
         * @throws InvalidInputException if there is no such name, or a setting is bad
         * @throws IOException if a file cannot be read
         */
        Supplier<FlatEnvironment> open(String name, List<String> settings) throws IOException;
    }

    /**
     * Makes a server.
     *
     * @param in requests
     * @param out answers; nothing else may be written there
     * @param opener finds environments
     * @param words says in one line what went wrong
     */
    public GymServer(InputStream in, OutputStream out, Opener opener, Function<Throwable, String> words) {
        frames = new Frames(in, out);
        this.opener = opener;
        this.words = words;
    }

    /**
     * Serves until the other side goes.
     *
     * @throws IOException if a stream breaks, or what comes is no frame
     */
    public void serve() throws IOException {
        byte[] version = Frames.bytes(Provenance.version());
        ByteBuffer hello = Frames.withHeader(MAGIC.length + 2 * Integer.BYTES + version.length);
        Frames.putText(hello.put(MAGIC).putInt(VERSION), version);
        frames.write(HELLO, hello);
        for (Frames.Frame frame = frames.read(); frame != null; frame = frames.read()) {
            try {
                answer(frame);
            } catch (BatchException problem) {
                error(problem.kind, problem.environment, words.apply(problem.getCause()));
            } catch (InvalidInputException problem) {
                error(INPUT, -1, words.apply(problem));
            } catch (IllegalArgumentException problem) {
                error(FRAME, -1, problem.getMessage());
            }
        }
    }

    private void answer(Frames.Frame frame) throws IOException {
        switch (frame.type()) {
            case OPEN -> open(frame.payload());
            case ADVANCE -> {
                if (batch == null) {
                    throw new IllegalArgumentException("no environments have been opened");
                }
                frames.write(STATE, batch.advance(frame.payload()));
            }
            default ->
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "type of a frame must be 1 or 2, was %d", frame.type()));
        }
    }

    private void error(int kind, int environment, String message) throws IOException {
        byte[] text = Frames.bytes(message);
        ByteBuffer error = Frames.withHeader(3 * Integer.BYTES + text.length);
        Frames.putText(error.putInt(kind).putInt(environment), text);
        frames.write(ERROR, error);
    }

    private void open(ByteBuffer request) throws IOException {
        int count = number(request, "number of environments", 1, MOST);
        String name = Frames.text(request);
        int words = number(request, "number of settings", 0, request.remaining());
        List<String> settings = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            settings.add(Frames.text(request));
        }
        Supplier<FlatEnvironment> maker;
        try {
            maker = opener.open(name, settings);
        } catch (IOException | RuntimeException problem) {
            throw new BatchException(problem instanceof InvalidInputException ? INPUT : INTERNAL, -1, problem);
        }
        List<FlatEnvironment> environments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            environments.add(maker.get());
        }
        batch = new Batch(environments);
        frames.write(SPEC, spec(environments.get(0), count));
    }

    private static int number(ByteBuffer from, String what, int low, int high) {
        int number = from.remaining() < Integer.BYTES ? Integer.MIN_VALUE : from.getInt();
        if (number < low || number > high) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s must be between %d and %d, was %d", what, low, high, number));
        }
        return number;
    }

    private static ByteBuffer spec(FlatEnvironment environment, int count) {
        FlatSpec spec = environment.spec();
        List<byte[]> texts = new ArrayList<>();
        spec.observation().names().forEach(name -> texts.add(Frames.bytes(name)));
        spec.parts().forEach(part -> part.names().forEach(name -> texts.add(Frames.bytes(name))));
        texts.add(Frames.bytes(spec.clock()));
        environment.identity().parts().forEach((name, value) -> {
            texts.add(Frames.bytes(name));
            texts.add(Frames.bytes(value));
        });
        int parts = spec.parts().size();
        int length =
                texts.stream().mapToInt(text -> Integer.BYTES + text.length).sum();
        ByteBuffer frame = Frames.withHeader((6 + parts) * Integer.BYTES + length);
        frame.putInt(count)
                .putInt(spec.agents())
                .putInt(spec.observation().size())
                .putInt(spec.maskSize())
                .putInt(environment.identity().parts().size())
                .putInt(parts);
        spec.parts().forEach(part -> frame.putInt(part.size()));
        texts.forEach(text -> Frames.putText(frame, text));
        return frame;
    }
}
