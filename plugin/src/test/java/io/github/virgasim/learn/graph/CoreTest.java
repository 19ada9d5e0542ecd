// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.random.RandomStreams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Tape, optimiser and parameters together. */
class CoreTest {
    /** A network of two layers that learns the sign of a product, which no single layer can. */
    private static final class Product {
        final Parameters parameters = new Parameters();
        final Parameter w1;
        final Parameter b1;
        final Parameter w2;
        final Parameter b2;
        final Tape tape;
        final Adam adam;

        Product(MatrixKernel kernel) {
            var random = new RandomStreams(7).stream("weights");
            w1 = parameters.drawn("w1", 2, 16, 1, random);
            b1 = parameters.drawn("b1", 1, 16, 1, random);
            w2 = parameters.drawn("w2", 16, 1, 1, random);
            b2 = parameters.zeros("b2", 1, 1);
            tape = new Tape(kernel, parameters);
            adam = new Adam(parameters, 1);
        }

        double step() {
            float[] corners = {-1, -1, -1, 1, 1, -1, 1, 1};
            float[] wanted = {1, -1, -1, 1};
            tape.begin(true);
            Tensor x = tape.input(corners, 4, 2);
            Tensor hidden = Layers.linear(tape, x, tape.parameter(w1), tape.parameter(b1), Activation.RELU);
            Tensor y = Layers.linear(tape, hidden, tape.parameter(w2), tape.parameter(b2), Activation.NONE);
            Tensor loss = Losses.squaredError(tape, y, wanted, new float[] {.25f, .25f, .25f, .25f});
            tape.minimise(loss, 1);
            tape.gradients().clear();
            tape.backward();
            adam.step(tape.gradients(), 0.01);
            return loss.get(0, 0);
        }
    }

    @Test
    void networkLearns() {
        Product product = new Product(MatrixKernels.plain());
        double first = product.step();
        double last = first;
        for (int i = 0; i < 500; i++) {
            last = product.step();
        }
        assertTrue(first > 0.5 && last < 1e-3, String.format(Locale.ROOT, "loss went from %g to %g", first, last));
    }

    @Test
    void sameSeedAndKernelGiveTheSameBits() {
        for (MatrixKernel kernel : new MatrixKernel[] {MatrixKernels.plain(), MatrixKernels.fastest()}) {
            Product one = new Product(kernel);
            Product other = new Product(kernel);
            for (int i = 0; i < 200; i++) {
                assertEquals(one.step(), other.step());
            }
            assertArrayEquals(one.parameters.values(one.w1), other.parameters.values(other.w1));
        }
    }

    @Test
    void memoryDoesNotGrow() {
        Product product = new Product(MatrixKernels.plain());
        product.step();
        long once = product.tape.memory();
        for (int i = 0; i < 100; i++) {
            product.step();
        }
        assertEquals(once, product.tape.memory());
    }

    @Test
    void withoutLearningThereIsNothingToRunBackwards() {
        Product product = new Product(MatrixKernels.plain());
        product.tape.begin(false);
        Tensor y =
                Layers.linear(product.tape, product.tape.input(new float[2], 1, 2), product.tape.parameter(product.w1));
        product.tape.backward();
        assertEquals(0, product.tape.gradients().norm());
        assertEquals(16, y.columns());
    }

    @Test
    void adamClipsTheWholeGradient() {
        Parameters parameters = new Parameters();
        Parameter a = parameters.zeros("a", 1, 1);
        Parameter b = parameters.zeros("b", 1, 1);
        Gradients gradients = new Gradients(parameters);
        gradients.of(a)[0] = 30;
        gradients.of(b)[0] = 40;
        Adam adam = new Adam(parameters, 1);
        assertEquals(50, adam.step(gradients, 0.1));
        // The first step of Adam is its rate, whatever the gradient; the second shows the clipping.
        assertEquals(-0.1, parameters.values(a)[0], 1e-6);
        gradients.of(a)[0] = 0.6f;
        gradients.of(b)[0] = 0.8f;
        adam.step(gradients, 0.1);
        assertEquals(-0.2, parameters.values(a)[0], 1e-6, "both gradients were (0.6, 0.8) after clipping");
    }

    @Test
    void interruptedTrainingGoesOnExactly() throws IOException {
        Product whole = new Product(MatrixKernels.plain());
        Product first = new Product(MatrixKernels.plain());
        for (int i = 0; i < 20; i++) {
            whole.step();
            first.step();
        }
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        first.parameters.write(new DataOutputStream(saved));
        first.adam.write(new DataOutputStream(saved));
        Product second = new Product(MatrixKernels.plain());
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved.toByteArray()));
        second.parameters.read(in, "test");
        second.adam.read(in);
        for (int i = 0; i < 20; i++) {
            assertEquals(whole.step(), second.step());
        }
    }

    @Test
    void otherParametersAreRefused() throws IOException {
        Product product = new Product(MatrixKernels.plain());
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        product.parameters.write(new DataOutputStream(saved));
        Parameters fewer = new Parameters();
        fewer.zeros("w1", 2, 16);
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> read(fewer, saved));
        assertEquals("net: number of parameters must be 1 as in this network, was 4", e.getMessage());
        Parameters narrower = new Parameters();
        narrower.zeros("w1", 2, 8);
        narrower.zeros("b1", 1, 8);
        narrower.zeros("w2", 8, 1);
        narrower.zeros("b2", 1, 1);
        e = assertThrows(InvalidInputException.class, () -> read(narrower, saved));
        assertEquals("net: parameter 0 must be w1 of 2 x 8 as in this network, was w1 of 2 x 16", e.getMessage());
        product.parameters.set(product.w2, 3, 0, Float.NaN);
        ByteArrayOutputStream broken = new ByteArrayOutputStream();
        product.parameters.write(new DataOutputStream(broken));
        Parameters same = new Product(MatrixKernels.plain()).parameters;
        e = assertThrows(InvalidInputException.class, () -> read(same, broken));
        assertEquals("net: values of parameter w2 must be finite, one was NaN", e.getMessage());
    }

    private static void read(Parameters parameters, ByteArrayOutputStream saved) throws IOException {
        parameters.read(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())), "net");
    }

    @Test
    void approximationsAreClose() {
        double exp = 0;
        double tanh = 0;
        for (float x = -80; x < 80; x += 0.0137f) {
            exp = Math.max(exp, Math.abs(Approximations.exp(x) / Math.exp(x) - 1));
            tanh = Math.max(tanh, Math.abs(Approximations.tanh(x) - Math.tanh(x)));
        }
        assertTrue(exp < 2e-7 && tanh < 4e-7, String.format(Locale.ROOT, "errors were %g and %g", exp, tanh));
        assertEquals(1, Approximations.tanh(1e30f), 4e-7);
        assertTrue(Approximations.exp(-1e30f) < 1e-37);
        assertTrue(Float.isFinite(Approximations.exp(1e30f)));
    }

    @Test
    void arenaLendsWhatItGotBack() {
        Arena arena = new Arena();
        for (int n = 0; n < 5000; n++) {
            float[] array = arena.zeros(n);
            assertTrue(array.length >= n && array.length <= Math.max(16, 1.25 * n), n + " got " + array.length);
            Arrays.fill(array, 1);
            arena.reclaim();
            float[] again = arena.zeros(n);
            assertTrue(array == again);
            for (int i = 0; i < n; i++) {
                assertEquals(0, again[i]);
            }
            arena.reclaim();
        }
    }
}
