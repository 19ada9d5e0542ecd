// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Reinforcement learning without a simulator and without a paper: what an environment is, how experience is kept, how
 * exploration fades, what returns, losses and optimisers compute. Learners live in sub-packages that do not know each other,
 * for example {@link io.github.virgasim.learn.encog}.
 */
package io.github.virgasim.learn;
