// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.gym;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;

/** A server on a thread of its own, and its client. */
final class LocalServer implements AutoCloseable {
    private static final int PIPE = 1 << 20;

    final GymClient client;
    private final PipedOutputStream requests = new PipedOutputStream();
    private final Thread thread;

    LocalServer(GymServer.Opener opener) throws IOException {
        PipedInputStream in = new PipedInputStream(requests, PIPE);
        PipedOutputStream out = new PipedOutputStream();
        PipedInputStream answers = new PipedInputStream(out, PIPE);
        thread = new Thread(() -> {
            try (out) {
                new GymServer(in, out, opener, Throwable::getMessage).serve();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.start();
        client = new GymClient(answers, requests);
    }

    /** Closes the requests, after which the server ends by itself. */
    @Override
    public void close() throws IOException {
        requests.close();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new IllegalStateException("the server goes on after its input has ended");
        }
    }
}
