// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.random.RandomStreams;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFileTest {
    private static final String MAGIC = "test-training";

    @TempDir
    private Path folder;

    private static UniformRandomProvider random() {
        return new RandomStreams(1).stream("state");
    }

    @Test
    void aRandomGeneratorGoesOnWhereItWas() throws IOException {
        Path file = folder.resolve("state");
        UniformRandomProvider written = random();
        written.nextLong();
        StateFile.save(file, MAGIC, out -> StateFile.writeRandom(out, written));
        UniformRandomProvider read = random();
        StateFile.load(file, MAGIC, in -> StateFile.readRandom(in, read));
        assertEquals(written.nextLong(), read.nextLong());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 8, 15, 17, 40})
    void aStateOfAnotherLengthIsDamage(int length) throws IOException {
        Path file = folder.resolve("state");
        StateFile.save(file, MAGIC, out -> {
            out.writeInt(length);
            out.write(new byte[length]);
        });
        String message = assertThrows(
                        InvalidInputException.class,
                        () -> StateFile.load(file, MAGIC, in -> StateFile.readRandom(in, random())))
                .getMessage();
        assertTrue(message.contains("must be a saved training") && message.contains(length + " bytes"), message);
    }
}
