// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Decides which variant on which worker serves a stream or a query: what a policy sees, and the static policies of ASET.
 *
 * <p>A {@link io.github.virgasim.scheduling.SchedulingPolicy} is asked with a request and a {@link
 * io.github.virgasim.scheduling.ServingView} and answers with the number of an instance, or with {@code REJECT}. An
 * {@link io.github.virgasim.scheduling.AdaptivePolicy} is called at fixed times as well. A {@link
 * io.github.virgasim.scheduling.PlacementPolicy} says which variants are loaded where. The same objects decide in the
 * bare engine, under CloudSim Plus and inside iFogSim2.
 *
 * <pre>{@code
 * final class First implements SchedulingPolicy {
 *     public String name() {
 *         return "first";
 *     }
 *
 *     public int choose(StreamRequest request, ServingView view) {
 *         Candidates candidates = view.candidates(request);
 *         for (int rank = 0; rank < candidates.size(); rank++) {
 *             int instance = candidates.instance(rank);
 *             if (view.hasRoom(instance, request)) {
 *                 return instance;
 *             }
 *         }
 *         return REJECT;
 *     }
 * }
 * }</pre>
 */
package io.github.virgasim.scheduling;
