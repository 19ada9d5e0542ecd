// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Reinforcement learning without a simulator and without a learning library: what an environment is, how experience is
 * kept, how exploration fades. Learners live in sub-packages, for example {@link io.github.virgasim.agent.encog}.
 */
package io.github.virgasim.agent;
