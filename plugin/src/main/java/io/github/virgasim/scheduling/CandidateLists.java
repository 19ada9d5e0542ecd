// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

import io.github.virgasim.topology.Approach;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Paths;
import io.github.virgasim.workload.StreamClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The candidates for all sites and classes over the links as they are, found when first asked for. Sites that are alike
 * share lists, so that memory grows with sites, and with instances times classes times the depth of the tree. Not
 * thread-safe.
 */
public final class CandidateLists {
    private final List<Instance> instances;
    private final List<StreamClass> classes;
    private final Paths paths;
    private final Map<Approach, Candidates[]> known = new HashMap<>();

    /**
     * Begins without any list.
     *
     * @param topology gives the instances
     * @param classes what is required
     * @param paths over the topology's links as they are
     */
    public CandidateLists(EdgeTopology topology, List<StreamClass> classes, Paths paths) {
        instances = topology.instances();
        this.classes = classes;
        this.paths = paths;
    }

    /**
     * Returns the candidates for a class's clients at a site.
     *
     * @param source index of the clients' site
     * @param streamClass index of the class
     * @return the same object for sites that have no instance of their own and are alike
     */
    public Candidates of(int source, int streamClass) {
        return of(paths.fromClients(source), streamClass);
    }

    private Candidates of(Approach approach, int streamClass) {
        Candidates[] lists = known.computeIfAbsent(approach, a -> new Candidates[classes.size()]);
        if (lists[streamClass] == null) {
            Candidates beyond =
                    approach.next().map(next -> of(next, streamClass)).orElse(null);
            lists[streamClass] = Candidates.of(approach, instances, classes.get(streamClass), beyond);
        }
        return lists[streamClass];
    }
}
