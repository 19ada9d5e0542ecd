// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn;

/**
 * How a training episode went.
 *
 * @param episode number of the episode, from 0
 * @param length steps taken in the episode, at least 1
 * @param totalReward sum of its rewards, not discounted
 * @param totalSteps steps taken in all episodes up to the end of this one
 * @param epsilon share of random actions at its end, from 0 to 1
 * @param meanLoss mean loss of the updates made in the episode; NaN if there was none
 */
public record EpisodeReport(
        long episode, int length, double totalReward, long totalSteps, double epsilon, double meanLoss) {}
