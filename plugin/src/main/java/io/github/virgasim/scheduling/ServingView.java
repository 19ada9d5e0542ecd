// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.RecordedQuery;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What a policy may see when it decides. The same view stands before a policy in the bare engine, in CloudSim Plus and in
 * a training loop. Nothing here is a mean over the run: loads are those of the last reading, which may be old, everything
 * else is momentary.
 */
public interface ServingView {
    /**
     * Returns the time of the decision.
     *
     * @return [s]
     */
    double now();

    /**
     * Returns all instances, whether in use or not.
     *
     * @return in the order of their indices
     */
    List<Instance> instances();

    /**
     * Returns the instances that meet a request's requirements.
     *
     * @param request who asks
     * @return possibly empty
     */
    Candidates candidates(StreamRequest request);

    /**
     * Returns L_vn(t).
     *
     * @param instance index of the instance
     * @return load [queries/s] at the last reading: the mean rates of the streams that were bound then, or, where each query is
     *     scheduled on its own, the rate over the second before
     */
    double load(int instance);

    /**
     * Returns how much of a worker's capacity would be left if a request were bound to one of its instances: the admission
     * limit minus the sum over the worker's variants of load / capacity, the request's own load included. Loads are those of
     * the last reading; whether worker and variant are there is momentary.
     *
     * @param instance index of the instance
     * @param request who asks
     * @return share of the worker's capacity, negative if the request does not fit; negative infinity if the worker is
     *     down or the variant is not in its memory
     */
    double room(int instance, StreamRequest request);

    /**
     * Tells whether a request's load fits beside the present one.
     *
     * @param instance index of the instance
     * @param request who asks
     * @return true if {@link #room} is not negative
     */
    default boolean hasRoom(int instance, StreamRequest request) {
        return room(instance, request) >= 0;
    }

    /**
     * Returns the queries that wait at an instance.
     *
     * @param instance index of the instance
     * @return number of queries now
     */
    int waiting(int instance);

    /**
     * Returns the batches that an instance runs.
     *
     * @param instance index of the instance
     * @return number of batches now
     */
    int running(int instance);

    /**
     * Returns by how much the batches that run on the GPU now would stretch one more of an instance.
     *
     * @param instance index of the instance
     * @return factor on the time alone; infinity if it does not fit into memory
     */
    double slowdown(int instance);

    /**
     * Returns what static policies do where the pair that they name has no room.
     *
     * @return the scenario's setting
     */
    default Fallback fallback() {
        return Fallback.NEXT;
    }

    /**
     * Tells whether a {@link PreemptingPolicy} may choose instances without room.
     *
     * @return the scenario's setting
     */
    default boolean preempts() {
        return false;
    }

    /**
     * Returns how many streams of a class are bound to an instance now.
     *
     * @param instance index of the instance
     * @param streamClass index of the class
     * @return number of streams; 0 where queries are scheduled one by one
     */
    default int bound(int instance, int streamClass) {
        return 0;
    }

    /**
     * Returns what a recording says of the query that asks.
     *
     * @return index of the instance that served it, {@link RecordedQuery#REJECTED} if it was turned away, or
     *     {@link RecordedQuery#UNDECIDED} if nothing was recorded
     */
    default int recorded() {
        return RecordedQuery.UNDECIDED;
    }

    /**
     * Returns the random numbers for policies; no other part of a run draws from them.
     *
     * @return the stream named "policy"
     */
    UniformRandomProvider random();
}
