// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.Workload;
import java.util.Iterator;

/**
 * Who will ask for something in a run.
 *
 * @param asks for each site and class, whether clients may come before the run's end
 * @param replayed whether the clients are those of a trace
 * @param clients number of the trace's clients that come before the run's end
 * @param first when the trace's first client comes [s]; infinite if there is none
 * @param last when the last of those clients leaves [s]
 */
record Demand(boolean[][] asks, boolean replayed, long clients, double first, double last) {
    static Demand of(ServingScenario scenario) {
        Workload workload = scenario.workload();
        int classes = workload.classes().size();
        boolean[][] asks = new boolean[scenario.topology().sites().size()][classes];
        if (!workload.isReplayed()) {
            for (int site = 0; site < asks.length; site++) {
                boolean populated = scenario.topology().sites().get(site).clientWeight() > 0;
                for (int k = 0; k < classes; k++) {
                    asks[site][k] = populated && workload.classes().get(k).share() > 0;
                }
            }
            return new Demand(asks, false, 0, 0, Double.POSITIVE_INFINITY);
        }
        double end = scenario.settings().duration();
        double first = Double.POSITIVE_INFINITY;
        double last = 0;
        long clients = 0;
        Iterator<Client> trace = workload.clients(scenario.topology(), new RandomStreams(0), end);
        while (trace.hasNext()) {
            Client client = trace.next();
            first = Math.min(first, client.time());
            if (client.time() >= end) {
                break;
            }
            asks[client.site()][client.streamClass()] = true;
            last = Math.max(last, client.time() + client.lifetime());
            clients++;
        }
        return new Demand(asks, true, clients, first, last);
    }
}
