// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Learners on Encog's networks: double deep Q-learning with a replay buffer, and advantage actor-critic with masks.
 *
 * <p>Encog holds the network, its activation functions and the forward pass. Its trainers are not used: those of 3.4
 * take the derivative of the wrong layer's activation function, so that every network whose output and hidden layers
 * differ gets wrong gradients, and they start threads that keep a JVM alive. {@link
 * io.github.virgasim.learn.encog.Gradient} and {@link io.github.virgasim.learn.Adam} take their place. Nothing
 * here starts a thread or keeps static state; objects are used by one thread each.
 */
package io.github.virgasim.learn.encog;
