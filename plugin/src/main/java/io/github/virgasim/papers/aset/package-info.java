// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * ASET: a scheduler of query streams that learns, by deep Q-learning, which static policy to put in force. What it
 * observes and chooses from, the loads it learns under, its training and its trained networks.
 *
 * <pre>{@code
 * ServingScenario scenario = Scenarios.named("aset-full-edge");
 * AsetNetwork network = AsetNetwork.shipped("aset-full-edge", AsetNetwork.bestState("aset-full-edge"));
 * RunSummary run = ServingRun.execute(scenario, network.policy(scenario, 1), 1).summary();
 * }</pre>
 */
package io.github.virgasim.papers.aset;
