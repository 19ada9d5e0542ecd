// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * A placement of GPU workers on hosts that learns by the policy gradient: the park of hosts it is trained and compared in,
 * its training, and the allocation policy that uses its network in any CloudSim Plus study.
 */
package io.github.virgasim.papers.placement;
