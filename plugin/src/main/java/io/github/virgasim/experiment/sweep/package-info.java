// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Sweeps: scenarios x parameters x policies x seeds, of any size. Each run is a pure function of a {@link
 * io.github.virgasim.experiment.sweep.SweepJob}, which can be sent anywhere, to a flat row.
 *
 * <pre>{@code
 * SweepPlan plan = new SweepPlan(
 *         "load",
 *         List.of("aset-full-edge"),
 *         Map.of("clients.lambda_per_min", List.of("20", "60")),
 *         List.of("closest", "least-impedance"),
 *         1,
 *         20);
 * SweepRunner runner = new SweepRunner();
 * SweepRow first = runner.run(plan.job(0));
 * }</pre>
 */
package io.github.virgasim.experiment.sweep;
