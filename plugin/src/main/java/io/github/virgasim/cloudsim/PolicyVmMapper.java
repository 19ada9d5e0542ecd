// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.AdaptivePolicy;
import io.github.virgasim.scheduling.Choices;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.StreamClass;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.vms.Vm;

/**
 * Lets a scheduling policy choose the VMs of {@link InferenceCloudlet}s, by {@code broker.setVmMapper}.
 *
 * <p>Each Cloudlet is scheduled on its own. An instance's load is the number of its Cloudlets that are on the way,
 * waiting or running, as if they had to be worked off within one second; a worker has room while the same sum of
 * load / capacity over its instances stays within the scenario's admission limit.
 *
 * <p>A chosen Cloudlet's length is D_v(size) in microseconds, and its PEs are the VM's divided by the variant's
 * replicas, so that as many run side by side. What Cloudlets cannot show: batches, network delays, service laws, and
 * variants of one worker that do not wait for each other. CloudSim Plus asks when a Cloudlet is submitted, even if it has
 * a submission delay: submit each one when it is due. One that the policy rejects stays with the broker, which asks again
 * at the next submission. For times below 100 ms see the limits in {@link InferenceCloudlet}.
 */
public final class PolicyVmMapper implements Function<Cloudlet, Vm> {
    private final List<GpuWorker> workers;
    private final EdgeTopology topology;
    private final List<StreamClass> classes;
    private final SchedulingPolicy policy;
    private final CloudletView view;

    /**
     * Makes a mapper.
     *
     * @param scenario gives topology, classes and admission limit
     * @param workers one VM for each worker of the topology, in its order
     * @param policy decides where; a static one
     * @param seed of the policy's random numbers
     * @throws InvalidInputException if the policy is one that decides at regular times: Cloudlets offer no monitoring
     */
    public PolicyVmMapper(ServingScenario scenario, List<GpuWorker> workers, SchedulingPolicy policy, long seed) {
        this.workers = List.copyOf(workers);
        this.policy = Objects.requireNonNull(policy, "policy");
        if (policy instanceof AdaptivePolicy) {
            throw new InvalidInputException("policy '" + policy.name()
                    + "' must not need monitoring to choose VMs for Cloudlets; serve with an InferenceBroker");
        }
        topology = scenario.topology();
        classes = scenario.workload().classes();
        view = new CloudletView(scenario, this.workers, seed);
    }

    /**
     * Chooses a VM.
     *
     * @param cloudlet an {@link InferenceCloudlet}; any other Cloudlet keeps the VM that it is bound to
     * @return the VM, or {@link Vm#NULL} if the policy rejects the query
     * @throws io.github.virgasim.scheduling.PolicyFaultException if the policy chooses what it may not
     */
    @Override
    public Vm apply(Cloudlet cloudlet) {
        if (!(cloudlet instanceof InferenceCloudlet query)) {
            return cloudlet.getVm();
        }
        StreamClass streamClass = classes.get(query.getStreamClass());
        view.now = query.getSimulation().clock();
        int chosen = Choices.ask(
                policy, new StreamRequest(query.getSource(), query.getStreamClass(), streamClass), view, topology);
        if (chosen == SchedulingPolicy.REJECT) {
            return Vm.NULL;
        }
        Instance instance = view.instances().get(chosen);
        GpuWorker worker = workers.get(instance.workerIndex());
        double seconds = instance.variant().processingDelay(streamClass.size());
        query.setLength(Math.max(1, Math.round(seconds * GpuWorker.MIPS)));
        query.setPesNumber(
                Math.max(1, worker.getPesNumber() / instance.variant().replicas()));
        view.add(instance, streamClass);
        query.addOnFinishListener(info -> view.remove(instance, streamClass));
        return worker;
    }
}
