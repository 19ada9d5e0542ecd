// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import io.github.virgasim.learn.Environment;
import io.github.virgasim.learn.Identity;
import io.github.virgasim.learn.StateFile;
import io.github.virgasim.random.RandomStreams;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;

/** What every training consists of besides its agent: the problem, how it is learned, the seed, the episodes so far. */
final class TrainingState {
    private final String magic;
    private final Environment environment;
    private final Object settings;
    private long seed;
    private long episodes;

    /**
     * Makes the state of a training that has not begun.
     *
     * @param magic says in files what kind of training it is
     * @param environment where the agent learns
     * @param settings how it learns, told apart by their texts
     * @param seed of the training
     */
    TrainingState(String magic, Environment environment, Object settings, long seed) {
        this.magic = magic;
        this.environment = environment;
        this.settings = settings;
        this.seed = seed;
    }

    /** Starts the next episode and returns its first observation. */
    double[] nextEpisode() {
        return environment.reset(seedOf(episodes));
    }

    /** Returns the seed of an episode, given its number. */
    long seedOf(long episode) {
        return new RandomStreams(seed).stream("episode-" + episode).nextLong();
    }

    /** Counts an episode that has ended, and returns its number. */
    long endEpisode() {
        return episodes++;
    }

    long episodes() {
        return episodes;
    }

    private Identity identity() {
        return environment
                .identity()
                .with("observations", environment.observation().names())
                .with("actions", environment.actions().names())
                .with("settings", settings);
    }

    void save(Path file, StateFile.Content<DataOutput> agent) throws IOException {
        StateFile.save(file, magic, out -> {
            identity().write(out);
            out.writeLong(seed);
            out.writeLong(episodes);
            agent.to(out);
        });
    }

    /** Replaces the state by one that was saved; must be of the same problem, learned in the same way. */
    void load(Path file, StateFile.Parser agent) {
        StateFile.load(file, magic, in -> read(file, in, agent));
    }

    private void read(Path file, DataInput in, StateFile.Parser agent) throws IOException {
        identity().requireSaved(file, in);
        seed = in.readLong();
        episodes = in.readLong();
        agent.from(in);
    }
}
