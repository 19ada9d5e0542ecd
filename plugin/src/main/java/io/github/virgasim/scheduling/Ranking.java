// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Candidates in one order: which position comes at which rank. Where there are candidates beyond, the order is theirs with
 * the own ones put in and the skipped ones left out; what is kept is the few places where that happens, and not a list of
 * all. Ranks in sequence take O(1) time, others O(log m) for m own candidates.
 */
final class Ranking {
    /** What comes first. */
    enum Order {
        LISTED {
            @Override
            int compare(Candidates one, int position, Candidates other, int there) {
                return Integer.compare(one.instance(position), other.instance(there));
            }
        },
        NEAREST {
            @Override
            int compare(Candidates one, int position, Candidates other, int there) {
                int order = Double.compare(one.networkDelay(position), other.networkDelay(there));
                return order != 0 ? order : fasterOrNamedFirst(one, position, other, there);
            }
        },
        FARTHEST {
            @Override
            int compare(Candidates one, int position, Candidates other, int there) {
                int order = Double.compare(other.networkDelay(there), one.networkDelay(position));
                return order != 0 ? order : fasterOrNamedFirst(one, position, other, there);
            }
        },
        FASTEST {
            @Override
            int compare(Candidates one, int position, Candidates other, int there) {
                int order = Double.compare(one.latency(position), other.latency(there));
                return order != 0 ? order : Integer.compare(one.tie(position), other.tie(there));
            }
        };

        abstract int compare(Candidates one, int position, Candidates other, int there);

        private static int fasterOrNamedFirst(Candidates one, int position, Candidates other, int there) {
            int order = Double.compare(one.processing(position), other.processing(there));
            return order != 0 ? order : Integer.compare(one.tie(position), other.tie(there));
        }
    }

    private final Candidates candidates;
    private final int[] own;
    /** Null where there are no candidates beyond. */
    private final Ranking beyond;
    /**
     * The ranks in turns, of those beyond and of own ones, which may be empty: where each turn starts, and what to add to
     * a rank here to have the rank there.
     */
    private final int[] start;

    private final int[] shift;
    private int last;

    Ranking(Order order, Candidates candidates) {
        this.candidates = candidates;
        own = sorted(order, candidates);
        beyond = null;
        start = null;
        shift = null;
    }

    Ranking(Order order, Candidates candidates, Candidates outer, Ranking beyond) {
        this.candidates = candidates;
        this.beyond = beyond;
        own = sorted(order, candidates);
        int[] before = Arrays.stream(own)
                .map(position -> beyond.rankOf(order, candidates, position, outer))
                .toArray();
        int[] skipped = IntStream.range(candidates.firstSkipped(), candidates.firstSkipped() + candidates.skipped())
                .map(position -> beyond.rankOf(order, outer, position, outer))
                .sorted()
                .toArray();
        int[] starts = new int[2 * (own.length + skipped.length) + 3];
        int[] shifts = new int[starts.length];
        int turns = 0;
        int there = 0;
        int rank = 0;
        for (int i = 0, j = 0; i < own.length || j < skipped.length; ) {
            int next =
                    Math.min(i < own.length ? before[i] : outer.size(), j < skipped.length ? skipped[j] : outer.size());
            starts[turns] = rank;
            shifts[turns++] = there - rank;
            rank += next - there;
            there = next;
            starts[turns] = rank;
            shifts[turns++] = i - rank;
            for (; i < own.length && before[i] == next; i++) {
                rank++;
            }
            if (j < skipped.length && skipped[j] == next) {
                there++;
                j++;
            }
        }
        starts[turns] = rank;
        shifts[turns++] = there - rank;
        starts[turns++] = candidates.size();
        start = Arrays.copyOf(starts, turns);
        shift = Arrays.copyOf(shifts, turns);
    }

    private static int[] sorted(Order order, Candidates candidates) {
        return IntStream.range(0, candidates.own())
                .boxed()
                .sorted((one, other) -> order.compare(candidates, one, candidates, other))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Returns how many of the candidates ranked here come before a candidate. */
    private int rankOf(Order order, Candidates one, int position, Candidates ranked) {
        int low = 0;
        int high = ranked.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(ranked, at(middle), one, position) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns the position at a rank. */
    int at(int rank) {
        if (beyond == null) {
            return own[rank];
        }
        int turn = last;
        if (rank < start[turn] || rank >= start[turn + 1]) {
            turn = turnOf(rank);
            last = turn;
        }
        int there = rank + shift[turn];
        return (turn & 1) == 1 ? own[there] : candidates.inside(beyond.at(there));
    }

    /** Returns the turn that a rank belongs to: the last one that starts at or before it. */
    private int turnOf(int rank) {
        int low = 0;
        int high = start.length - 1;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (start[middle] <= rank) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
