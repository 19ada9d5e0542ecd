// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * ECSRL: a scheduler that learns, by actor-critic, which device should answer a request. Its objective of energy and
 * degradation, its observations, the baselines it is compared with, its training and its trained network.
 *
 * <pre>{@code
 * ServingScenario scenario = Scenarios.named("ecsrl");
 * SchedulingPolicy agent = EcsrlNetwork.shipped().policy(scenario, 0.5);
 * RunSummary run = ServingRun.execute(scenario, agent, 1).summary();
 * }</pre>
 */
package io.github.virgasim.papers.ecsrl;
