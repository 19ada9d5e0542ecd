// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import org.apache.commons.rng.UniformRandomProvider;

/** Draws the clusters that may run a task. */
public enum Eligibility {
    /**
     * The link to each cluster has a bandwidth drawn evenly from 0 to 10 Mbps and is used from 5 Mbps on (paper section
     * 5.1). All links are drawn again when none is fast enough, so that every task can run somewhere.
     */
    BANDWIDTH {
        @Override
        void draw(UniformRandomProvider random, boolean[] drawn) {
            boolean any = false;
            while (!any) {
                for (int cluster = 0; cluster < drawn.length; cluster++) {
                    drawn[cluster] = random.nextDouble() * LARGEST_MBPS >= NEEDED_MBPS;
                    any |= drawn[cluster];
                }
            }
        }
    },
    /** The number of clusters is drawn evenly from 1 to all, then the clusters evenly: what the published runs did. */
    UNIFORM_COUNT {
        @Override
        void draw(UniformRandomProvider random, boolean[] drawn) {
            int wanted = 1 + random.nextInt(drawn.length);
            for (int cluster = 0; cluster < drawn.length; cluster++) {
                // Each cluster is kept with the share of places left among clusters left: an even draw in order.
                drawn[cluster] = random.nextInt(drawn.length - cluster) < wanted;
                wanted -= drawn[cluster] ? 1 : 0;
            }
        }
    };

    private static final double LARGEST_MBPS = 10;
    private static final double NEEDED_MBPS = 5;

    /** Draws for every cluster whether it may run the task; true for at least one. */
    abstract void draw(UniformRandomProvider random, boolean[] drawn);
}
