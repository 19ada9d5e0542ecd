// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

import io.github.virgasim.topology.Instance;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What a policy may see when it decides. The same view stands before a policy in the bare engine, in CloudSim Plus and in
 * a training loop. Loads are as the monitoring reports them, so they may be old.
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
     * @return load [queries/s], as last monitored
     */
    double load(int instance);

    /**
     * Tells whether a request's load fits beside the present one: the worker is up, and the sum over its variants of
     * load / capacity stays within the admission limit.
     *
     * @param instance index of the instance
     * @param request who asks
     * @return true if it fits
     */
    boolean hasRoom(int instance, StreamRequest request);

    /**
     * Returns the random numbers for policies; no other part of a run draws from them.
     *
     * @return the stream named "policy"
     */
    UniformRandomProvider random();
}
