// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What can be said without simulating: bounds on what can be served, and scenarios that cannot work as they stand.
 *
 * <p>{@link io.github.virgasim.analysis.WindowedBound} and {@link io.github.virgasim.analysis.ServableBound} are upper
 * bounds that hold for every policy; {@link io.github.virgasim.analysis.BidPrice} rejects what costs others more than it
 * earns, by the prices of a linear programme (ojalgo on the class path); {@link
 * io.github.virgasim.analysis.ScenarioCheck} finds streams that no instance can serve.
 *
 * <pre>{@code
 * ServingScenario scenario = Scenarios.named("aset-full-edge");
 * ScenarioCheck.of(scenario).requireNone();
 * double atMost = WindowedBound.share(scenario, 1);
 * }</pre>
 */
package io.github.virgasim.analysis;
