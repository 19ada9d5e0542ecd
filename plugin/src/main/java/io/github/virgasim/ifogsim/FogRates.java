// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.Site;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.Workload;
import java.util.List;

/** How many queries of each class come from each site on the mean. */
final class FogRates {
    private final Workload workload;
    private final double[][] clients;

    FogRates(ServingScenario scenario) {
        workload = scenario.workload();
        double duration = scenario.settings().duration();
        List<Site> sites = scenario.topology().sites();
        clients = new double[sites.size()][workload.classes().size()];
        if (workload.isReplayed()) {
            for (Client client : workload.replayed()) {
                double present = Math.min(client.lifetime(), duration - client.time());
                clients[client.site()][client.streamClass()] += Math.max(0, present) / duration;
            }
            return;
        }
        double weights = sites.stream().mapToDouble(Site::clientWeight).sum();
        for (int site = 0; site < clients.length; site++) {
            for (int k = 0; k < clients[site].length; k++) {
                clients[site][k] = workload.clientRate()
                        * workload.expectedShare(k)
                        * workload.classes().get(k).meanLifetime()
                        * sites.get(site).clientWeight()
                        / weights;
            }
        }
    }

    /** Returns the mean rate of a class's queries at a site [queries/s]. */
    double queries(int site, int streamClass) {
        return clients[site][streamClass] * workload.classes().get(streamClass).rate();
    }
}
