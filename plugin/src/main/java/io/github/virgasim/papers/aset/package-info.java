// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * ASET: a scheduler of query streams that learns, by deep Q-learning, which static policy to put in force. What it observes
 * and chooses from, the loads it learns under, its training and its trained networks.
 */
package io.github.virgasim.papers.aset;
