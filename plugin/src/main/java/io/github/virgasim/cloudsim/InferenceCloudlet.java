// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import org.cloudsimplus.cloudlets.CloudletSimple;
import org.cloudsimplus.utilizationmodels.UtilizationModel;
import org.cloudsimplus.utilizationmodels.UtilizationModelFull;

/**
 * A query as a Cloudlet, for studies that are built on Cloudlets. {@link PolicyVmMapper} chooses its VM with a scheduling
 * policy, and sets its length and PEs to what the chosen variant takes.
 *
 * <p>Times come from CloudSim Plus and are coarse. Completions are only looked for every minimum time between events plus
 * 10 ms: with a minimum of 1 ms, 50 ms long jobs at 60 % load were reported with a mean of 123 ms instead of 88 ms, and
 * with the default of 0.1 s the same load even saturates, since a job takes 110 ms or more. Use Cloudlets for processing
 * times well above 100 ms, with a small minimum time; otherwise use an {@link InferenceBroker}. A Cloudlet also takes
 * 0.7 KB that are kept to the end of the simulation.
 */
public class InferenceCloudlet extends CloudletSimple {
    private final int streamClass;
    private final int source;

    /**
     * Makes a query that is not placed yet.
     *
     * @param streamClass index of its class in the workload
     * @param source index of the client's site in the topology
     */
    public InferenceCloudlet(int streamClass, int source) {
        super(1, 1);
        this.streamClass = streamClass;
        this.source = source;
        setUtilizationModelCpu(new UtilizationModelFull());
        setUtilizationModelRam(UtilizationModel.NULL);
        setUtilizationModelBw(UtilizationModel.NULL);
    }

    /**
     * Returns the query's class.
     *
     * @return index in the workload
     */
    public final int getStreamClass() {
        return streamClass;
    }

    /**
     * Returns where the query comes from.
     *
     * @return index of the site in the topology
     */
    public final int getSource() {
        return source;
    }
}
