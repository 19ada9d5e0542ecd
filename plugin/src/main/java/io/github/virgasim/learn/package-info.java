// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Reinforcement learning without a simulator and without a paper: what an environment is, how experience is kept, how
 * exploration fades, what returns, losses and optimisers compute. Learners live in sub-packages that do not know each
 * other, for example {@link io.github.virgasim.learn.encog}.
 *
 * <p>An {@link io.github.virgasim.learn.Environment} is a problem for one agent with numbered actions, a {@link
 * io.github.virgasim.learn.MultiAgentEnvironment} one for several; both say in each step which actions are allowed.
 *
 * <pre>{@code
 * EpsilonSchedule exploration = new EpsilonSchedule(1, 0.05, 10_000);
 * double half = exploration.at(5_000);
 * }</pre>
 */
package io.github.virgasim.learn;
