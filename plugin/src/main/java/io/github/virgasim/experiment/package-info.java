// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What all experiments have in common, whatever they run: settings, seeds, trials, trainers, papers and their progress.
 *
 * <p>The seeds of {@link io.github.virgasim.experiment.Seeds} for training, selection and test are disjoint. A {@link
 * io.github.virgasim.experiment.Paper} names the scenarios, policies and agents of a publication, and the commands find
 * it here.
 *
 * <pre>{@code
 * List<Double> served = Seeds.test(20).stream()
 *         .map(seed -> ServingRun.execute(Scenarios.named("aset-full-edge"), new LeastImpedance(), seed).summary())
 *         .map(RunSummary::servedShare)
 *         .toList();
 * }</pre>
 */
package io.github.virgasim.experiment;
