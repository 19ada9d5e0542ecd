// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Who asks for what and when: stream classes, client arrivals, query processes.
 *
 * <p>A {@link io.github.virgasim.workload.Workload} is the {@link io.github.virgasim.workload.ClientArrivals arrivals}
 * of clients and the {@link io.github.virgasim.workload.StreamClass classes} that they belong to. Each client keeps one
 * stream of queries for its lifetime; a {@link io.github.virgasim.workload.QueryProcess} says when its queries are sent.
 * Rates are per second.
 *
 * <pre>{@code
 * ClientArrivals bursts = ClientArrivals.onOff(4, 0.4, 30, 60);
 * QueryProcess camera = QueryProcess.periodic(15);
 * System.out.println(bursts.meanRate() + " clients/s, " + camera.rate() + " queries/s each");
 * }</pre>
 */
package io.github.virgasim.workload;
