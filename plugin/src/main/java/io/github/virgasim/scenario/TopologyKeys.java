// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.scenario.Key.Block;
import io.github.virgasim.scenario.Key.Items;

/** The keys of sites. */
final class TopologyKeys {
    static final Key NAME = Key.text("name", "Name of the site; with a count, numbers are put behind it.");
    static final Key COUNT =
            Key.count("count", "How many such sites there are.").usual(1);
    static final Key TIER =
            Key.choice("tier", "tier", "Where the site stands.", "edge", "central-office", "data-center");

    static final Key TO = Key.text("to", "Name of the site above.");
    static final Key DELAY = Key.notNegative("delay_ms", "Mean delay one way [ms].");
    static final Key JITTER = Key.notNegative("jitter_ms", "Standard deviation of the delay one way [ms].");
    static final Key BANDWIDTH = Key.positive("bandwidth_mbps", "Bandwidth [Mbit/s].");
    static final Section LINK = Section.of(DELAY, JITTER, BANDWIDTH);
    static final Section LINK_UP = Section.of(TO, DELAY, JITTER, BANDWIDTH);

    static final Key UPLINK = Key.of("uplink", new Block(LINK_UP), "Link to the site above; exactly one site has none.")
            .optional();
    static final Key ACCESS = Key.of("access", new Block(LINK), "Link between clients and the site.")
            .optional();
    static final Key CLIENT_WEIGHT = Key.notNegative(
                    "client_weight", "Share of the clients that come here, relative to other sites.")
            .usual(0.0);
    static final Key WORKERS = Key.of(
                    "workers", new Items(new Block(WorkerKeys.WORKER)), "GPUs of the site, or cards cut into slices.")
            .optional();

    static final Section SITE = Section.of(NAME, COUNT, TIER, UPLINK, ACCESS, CLIENT_WEIGHT, WORKERS);

    private TopologyKeys() {}
}
