// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * TapFinger: the experiments of its evaluation on the engine of {@link io.github.virgasim.elastic}, and the schedulers
 * it is compared with. Where the paper and its published runs differ, {@link
 * io.github.virgasim.papers.tapfinger.Fidelity} names both.
 *
 * <pre>{@code
 * ElasticExperiment experiment = TapFinger.synthetic(3, 0.4, Fidelity.PAPER);
 * RandomStreams random = new RandomStreams(1);
 * EpisodeStatistics result = experiment.run(Baseline.MIN.scheduler(experiment, random), random);
 * }</pre>
 */
package io.github.virgasim.papers.tapfinger;
