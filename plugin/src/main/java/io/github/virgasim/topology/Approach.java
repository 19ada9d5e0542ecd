// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.topology;

import java.util.List;
import java.util.Optional;

/**
 * The arrival at a site over a path, and how it goes on from there: down to the sites below, or up to the next site, whose
 * approach is another one. All places that come to a site over equal paths have this approach in common. Found by
 * {@link Paths}.
 */
public final class Approach {
    private final Paths paths;
    private final int site;
    private final Link path;
    private final Approach next;
    /** The subtree's part of the order of all sites. */
    private final int first;

    private final int end;
    /** The paths to the sites of the subtree, in that order; made when first asked for. */
    private Link[] links;

    Approach(Paths paths, int site, Link path, Approach next) {
        this.paths = paths;
        this.site = site;
        this.path = path;
        this.next = next;
        first = paths.subtrees().place(site);
        end = first + paths.subtrees().size(site);
    }

    /**
     * Returns the site that is arrived at.
     *
     * @return its index
     */
    public int site() {
        return site;
    }

    /**
     * Returns the arrival at the site above, over this path and the uplink.
     *
     * @return nothing at the root
     */
    public Optional<Approach> next() {
        return Optional.ofNullable(next);
    }

    /**
     * Returns the instances at the site and below it.
     *
     * @return site after site, each followed by all that are below it
     */
    public List<Instance> instances() {
        return paths.subtrees()
                .inOrder(site)
                .mapToObj(paths::instancesAt)
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Tells where another site stands in the order of {@link #instances()} of an approach further up.
     *
     * @param other index of the site
     * @return 0 if it is this site or below it; negative if it comes before those, positive if behind
     */
    public int side(int other) {
        int place = paths.subtrees().place(other);
        return place < first ? -1 : place < end ? 0 : 1;
    }

    /**
     * Returns the path to a site: up as far as needed and down again.
     *
     * @param target index of the site
     * @return the whole path from where this approach begins
     */
    public Link to(int target) {
        int place = paths.subtrees().place(target);
        Approach approach = this;
        while (place < approach.first || place >= approach.end) {
            approach = approach.next;
        }
        return approach.links()[place - approach.first];
    }

    private Link[] links() {
        if (links == null) {
            links = paths.subtrees()
                    .inOrder(site)
                    .mapToObj(target -> path.then(paths.down(site, target)))
                    .toArray(Link[]::new);
        }
        return links;
    }
}
