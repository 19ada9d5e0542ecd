// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

/**
 * The instances of each GPU at which queries wait, the one whose oldest query came first in front, lower numbers first among
 * equals. The first is known at once; an instance that has begun to wait joins at the end, and one whose oldest query has left
 * moves back past those who came before its next one.
 */
final class WaitingLines {
    private final Queries queries;
    private final Queues queues;
    private final int[] line;
    /** When the oldest query of each in line came [s]. */
    private final double[] since;

    /** Where each worker's line begins. */
    private final int[] begin;

    private final int[] length;

    /** Makes empty lines for the instances of each worker. */
    WaitingLines(int[][] instancesOf, Queries queries, Queues queues) {
        this.queries = queries;
        this.queues = queues;
        begin = new int[instancesOf.length];
        int instances = 0;
        for (int w = 0; w < begin.length; w++) {
            begin[w] = instances;
            instances += instancesOf[w].length;
        }
        line = new int[instances];
        since = new double[instances];
        length = new int[begin.length];
    }

    /** Returns at how many instances of a worker queries wait. */
    int length(int worker) {
        return length[worker];
    }

    /** Returns the instance at a place of a worker's line, from 0. */
    int at(int worker, int place) {
        return line[begin[worker] + place];
    }

    /** Puts an instance into line whose first query has just come. */
    void join(int worker, int instance) {
        double came = queries.arrived(queues.first(instance));
        int first = begin[worker];
        int place = first + length[worker]++;
        while (place > first && since[place - 1] == came && line[place - 1] > instance) {
            put(place, line[place - 1], since[place - 1]);
            place--;
        }
        put(place, instance, came);
    }

    /** Moves an instance whose oldest query has left, or takes it out if there is no other. */
    void firstLeft(int worker, int instance) {
        boolean stays = queues.length(instance) > 0;
        double came = stays ? queries.arrived(queues.first(instance)) : Double.POSITIVE_INFINITY;
        int last = begin[worker] + length[worker] - 1;
        int place = begin[worker];
        while (line[place] != instance) {
            place++;
        }
        while (place < last && (since[place + 1] < came || since[place + 1] == came && line[place + 1] < instance)) {
            put(place, line[place + 1], since[place + 1]);
            place++;
        }
        put(place, instance, came);
        if (!stays) {
            length[worker]--;
        }
    }

    private void put(int place, int instance, double came) {
        line[place] = instance;
        since[place] = came;
    }
}
