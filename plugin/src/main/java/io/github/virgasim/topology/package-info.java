// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Sites in tiers, their links and workers.
 *
 * <p>An {@link io.github.virgasim.topology.EdgeTopology} is a tree of sites whose {@link
 * io.github.virgasim.topology.Link links} have a mean delay, a jitter and a bandwidth. Each {@link
 * io.github.virgasim.topology.Worker} is a device with the variants that are loaded on it; an {@link
 * io.github.virgasim.topology.Instance} is one variant on one worker, and instances are numbered through the topology.
 *
 * <pre>{@code
 * EdgeTopology topology = Scenarios.named("aset-dc-cloud").topology();
 * for (Instance instance : topology.instancesAt(topology.siteIndex("dc"))) {
 *     System.out.println(instance);
 * }
 * }</pre>
 */
package io.github.virgasim.topology;
