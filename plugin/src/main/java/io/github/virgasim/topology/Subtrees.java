// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.topology;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The sites of a tree in an order in which each is followed by all that are below it. */
final class Subtrees {
    private final int[] place;
    private final int[] siteAt;
    private final int[] size;

    Subtrees(EdgeTopology topology) {
        int n = topology.sites().size();
        place = new int[n];
        siteAt = new int[n];
        size = new int[n];
        int[] next = new int[n];
        int[] child = new int[n];
        Arrays.fill(child, -1);
        int root = -1;
        // The children of a site are a chain: the first one, and for each the next.
        for (int site = n - 1; site >= 0; site--) {
            int parent = topology.parent(site);
            if (parent < 0) {
                root = site;
                next[site] = -1;
            } else {
                next[site] = child[parent];
                child[parent] = site;
            }
        }
        int count = 0;
        for (int site = root; site >= 0; ) {
            place[site] = count;
            siteAt[count++] = site;
            if (child[site] >= 0) {
                site = child[site];
                continue;
            }
            while (site >= 0 && next[site] < 0) {
                size[site] = count - place[site];
                site = topology.parent(site);
            }
            if (site >= 0) {
                size[site] = count - place[site];
                site = next[site];
            }
        }
    }

    /** Returns a site's place in the order. */
    int place(int site) {
        return place[site];
    }

    /** Returns how many sites there are below a site, with itself. */
    int size(int site) {
        return size[site];
    }

    /** Returns a site and those below it, in order. */
    IntStream inOrder(int site) {
        return IntStream.range(place[site], place[site] + size[site]).map(at -> siteAt[at]);
    }
}
