// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.topology;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.List;

/**
 * A place with clients, workers or both.
 *
 * @param name unique in the topology
 * @param tier how far from the clients it is
 * @param parent the site that its uplink leads to, or the empty text for a root
 * @param uplink the link to the parent; {@link Link#NONE} for a root
 * @param access the link between the clients and the site; {@link Link#NONE} where there are no clients
 * @param clientWeight share of the clients that appear here, relative to the other sites; 0 for none
 * @param workers the machines that stand here, possibly none
 */
public record Site(
        String name, Tier tier, String parent, Link uplink, Link access, double clientWeight, List<Worker> workers) {

    /** Checks the values. */
    public Site {
        Checks.named("name of site", name);
        Checks.notNegative("client weight of site " + name, clientWeight);
        if (parent.equals(name)) {
            throw new InvalidInputException("uplink of site " + name + " must lead to another site, leads to itself");
        }
        workers = List.copyOf(workers);
    }

    /**
     * Returns the site with other machines.
     *
     * @param others the machines
     * @return the changed site
     */
    public Site withWorkers(List<Worker> others) {
        return new Site(name, tier, parent, uplink, access, clientWeight, others);
    }
}
