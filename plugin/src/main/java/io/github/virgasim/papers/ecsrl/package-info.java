// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * ECSRL: a scheduler that learns, by actor-critic, which device should answer a request. Its objective of energy and
 * degradation, its observations, the baselines it is compared with, its training and its trained network.
 */
package io.github.virgasim.papers.ecsrl;
