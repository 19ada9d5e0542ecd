// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Draws the clusters that may run a task. */
public enum Eligibility {
    /**
     * The link to each cluster has a bandwidth drawn evenly from 0 to 10 Mbps and is used from 5 Mbps on (paper section
     * 5.1). All links are drawn again when none is fast enough, so that every task can run somewhere.
     */
    BANDWIDTH {
        @Override
        List<Integer> draw(int clusters, UniformRandomProvider random) {
            List<Integer> drawn = new ArrayList<>(clusters);
            while (drawn.isEmpty()) {
                for (int cluster = 0; cluster < clusters; cluster++) {
                    if (random.nextDouble() * LARGEST_MBPS >= NEEDED_MBPS) {
                        drawn.add(cluster);
                    }
                }
            }
            return drawn;
        }
    },
    /** The number of clusters is drawn evenly from 1 to all, then the clusters evenly: what the published runs did. */
    UNIFORM_COUNT {
        @Override
        List<Integer> draw(int clusters, UniformRandomProvider random) {
            int wanted = 1 + random.nextInt(clusters);
            List<Integer> drawn = new ArrayList<>(wanted);
            for (int cluster = 0; cluster < clusters; cluster++) {
                // Each cluster is kept with the share of places left among clusters left: an even draw in order.
                if (random.nextInt(clusters - cluster) < wanted - drawn.size()) {
                    drawn.add(cluster);
                }
            }
            return drawn;
        }
    };

    private static final double LARGEST_MBPS = 10;
    private static final double NEEDED_MBPS = 5;

    abstract List<Integer> draw(int clusters, UniformRandomProvider random);
}
