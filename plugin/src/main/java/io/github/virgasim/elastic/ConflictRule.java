// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Which of several clusters gets the task that all of them propose. */
public enum ConflictRule {
    /** The cluster with the lowest number: TapFinger's baselines Random and Min. */
    LOWER_NUMBER {
        @Override
        boolean isFirstWinner() {
            return true;
        }

        @Override
        double[] weights(List<Proposal> rivals, double[] room) {
            double[] weights = new double[rivals.size()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = -rivals.get(i).cluster();
            }
            return weights;
        }
    },
    /**
     * The largest posterior of Bayes' theorem, with the number of such tasks that the free units of a cluster hold as
     * its prior (paper section 4.3).
     */
    BAYES {
        @Override
        double[] weights(List<Proposal> rivals, double[] room) {
            double[] weights = new double[room.length];
            for (int i = 0; i < room.length; i++) {
                weights[i] = rivals.get(i).score() * Math.floor(room[i]);
            }
            return weights;
        }
    },
    /** The same with the softmax of the numbers, not rounded down, as the prior: TapFinger's published runs. */
    BAYES_SOFTMAX {
        @Override
        double[] weights(List<Proposal> rivals, double[] room) {
            double[] weights = new double[room.length];
            double most = 0;
            for (double each : room) {
                most = Math.max(most, each);
            }
            for (int i = 0; i < room.length; i++) {
                weights[i] = rivals.get(i).score() * Math.exp(room[i] - most);
            }
            return weights;
        }
    };

    /** Tells whether the first of the rivals wins whatever they propose. */
    boolean isFirstWinner() {
        return false;
    }

    /** Returns numbers of which the largest wins; room tells how many such tasks each rival's free units hold. */
    abstract double[] weights(List<Proposal> rivals, double[] room);

    /**
     * Resolves a conflict.
     *
     * @param rivals proposals of one task by several clusters
     * @param clusters all clusters by number
     * @param random decides between equal posteriors
     * @return the one that wins
     */
    public Proposal winner(List<Proposal> rivals, List<Cluster> clusters, UniformRandomProvider random) {
        if (rivals.size() == 1) {
            return rivals.get(0);
        }
        double[] room = new double[rivals.size()];
        for (int i = 0; i < room.length; i++) {
            Proposal rival = rivals.get(i);
            room[i] = room(
                    clusters.get(rival.cluster()).free(), rival.task().type().minimum());
        }
        double[] weights = weights(rivals, room);
        double largest = Double.NEGATIVE_INFINITY;
        List<Proposal> best = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > largest) {
                best.clear();
                largest = weights[i];
            }
            if (weights[i] == largest) {
                best.add(rivals.get(i));
            }
        }
        return best.get(best.size() == 1 ? 0 : random.nextInt(best.size()));
    }

    private static double room(Units free, Units minimum) {
        double room = Double.POSITIVE_INFINITY;
        for (int kind = 0; kind < free.kinds(); kind++) {
            if (minimum.get(kind) > 0) {
                room = Math.min(room, (double) free.get(kind) / minimum.get(kind));
            }
        }
        return room;
    }
}
