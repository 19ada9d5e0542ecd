// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import io.github.virgasim.scenario.ScenarioBuilder;
import io.github.virgasim.scenario.SiteBuilder;
import io.github.virgasim.scenario.StreamClassBuilder;
import io.github.virgasim.scenario.WorkerBuilder;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.workload.ClientArrivals;
import io.github.virgasim.workload.QueryProcess;

/** What the studies of one card share: photos and camera frames come to a server over a link of 1 ms. */
final class OneCard {
    private OneCard() {}

    /** Returns a scenario in which clients of both classes come, each with 25 queries a second for a minute on the mean. */
    static ScenarioBuilder scenario(String name, WorkerBuilder card, double clientsPerSecond) {
        return new ScenarioBuilder(name)
                .site(new SiteBuilder("server", Tier.DATA_CENTER)
                        .clients(1, new Link(0.001, 0, 1e9))
                        .worker(card))
                .streamClass(new StreamClassBuilder("photos", "image-classification")
                        .queries(QueryProcess.poisson(25), 0.050176)
                        .bytes(30_000, 500)
                        .deadline(0.1)
                        .minAccuracy(70)
                        .meanLifetime(60))
                .streamClass(new StreamClassBuilder("frames", "object-detection")
                        .queries(QueryProcess.periodic(25), 0.4096)
                        .bytes(60_000, 2_000)
                        .deadline(0.1)
                        .minAccuracy(35)
                        .meanLifetime(60))
                .clients(ClientArrivals.poisson(clientsPerSecond))
                .duration(120)
                .warmup(60);
    }
}
