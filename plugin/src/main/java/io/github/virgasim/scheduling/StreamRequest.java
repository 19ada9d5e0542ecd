// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

import io.github.virgasim.workload.StreamClass;

/**
 * What asks to be served: all queries of a class that enter at a site look the same to a policy.
 *
 * @param source index of the clients' site in the topology
 * @param classIndex index of the class in the workload
 * @param streamClass the class, with its task and requirements
 */
public record StreamRequest(int source, int classIndex, StreamClass streamClass) {}
