// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The serving engine: a private event calendar in which queries travel, wait, run and return.
 *
 * <p>{@link io.github.virgasim.serving.ServingEngine} runs one scenario under one policy and one seed. It is advanced to
 * any moment or to the end, and looked into in between; the same scenario, policy and seed give the same bytes. Times
 * are in seconds, sizes in bytes, energies in joules. An engine is used by one thread, and any number of engines run
 * beside each other. A {@link io.github.virgasim.serving.QueryListener} sees each query.
 *
 * <pre>{@code
 * ServingEngine engine = new ServingEngine(Scenarios.named("aset-full-edge"), StaticPolicies.named("closest"), 1);
 * engine.advance(600);
 * engine.failWorker(0);
 * ServingStatistics result = engine.finish();
 * double served = (double) result.served() / result.offered();
 * }</pre>
 */
package io.github.virgasim.serving;
