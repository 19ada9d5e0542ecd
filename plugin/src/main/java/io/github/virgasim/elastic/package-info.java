// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Elastic machine learning tasks on edge clusters, scheduled in timesteps.
 *
 * <p>An {@link io.github.virgasim.elastic.ElasticEngine} runs one episode of an
 * {@link io.github.virgasim.elastic.ElasticExperiment}: tasks arrive at one or several clusters, wait in pending slots and
 * queues, and are started and resized by an {@link io.github.virgasim.elastic.ElasticScheduler}. How fast a task moves
 * is told by its {@link io.github.virgasim.elastic.ProgressModel}. The world and its schedulers are those of TapFinger (Li et
 * al., "TapFinger: Task Placement and Fine-Grained Resource Allocation for Edge Machine Learning"), whose experiments stand
 * in a package of their own.
 *
 * <p>Time is counted in whole timesteps from 0, progress from 0 to 1, and resources in whole units per kind. In the
 * experiments of the paper kind 0 is the CPU and kind 1 the GPU. Nothing here is thread-safe unless it is immutable.
 */
package io.github.virgasim.elastic;
