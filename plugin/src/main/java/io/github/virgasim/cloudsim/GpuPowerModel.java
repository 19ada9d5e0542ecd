// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.input.Checks;
import java.util.List;
import java.util.Objects;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.power.PowerMeasurement;
import org.cloudsimplus.power.models.PowerModelHostAbstract;

/**
 * The power that a host's devices draw at the wall. While an {@link InferenceBroker} serves through {@link GpuWorker}s of the host,
 * it is what the engine has as their mean power over the broker's last tick: idle power once, for as long as one of them was
 * up, and what each of them draws above it, up to the devices' maximum. Otherwise it follows the CPU utilisation as {@link
 * GpuSpec#power} has it.
 *
 * <p>The engine's own energies are more where several workers share a host, since each of them has idle power and maximum of
 * a whole device there. They are less where a worker has no VM and draws nothing, since the host that would have it is on
 * all the same: it draws idle power until it is shut down or all its cores have failed.
 *
 * <p>CloudSim Plus's {@code PowerModelHostSimple} may be set on a {@link GpuHost} instead. It follows the CPU utilisation,
 * which is the same where power grows linearly from idle to maximum and one batch runs at a time; but it refuses devices
 * that idle below 1 W, and reports NaN for a host whose cores have all failed.
 */
public final class GpuPowerModel extends PowerModelHostAbstract {
    private final GpuSpec device;
    private final int count;

    /**
     * Makes the model of a host with one device.
     *
     * @param device gives idle and maximum power [W]
     */
    public GpuPowerModel(GpuSpec device) {
        this(device, 1);
    }

    /**
     * Makes the model of a host that draws as much as several devices.
     *
     * @param device gives idle and maximum power of each [W]
     * @param count of devices, not negative
     */
    public GpuPowerModel(GpuSpec device, int count) {
        this.device = Objects.requireNonNull(device, "device");
        this.count = (int) Checks.within("number of devices", count, 0, Integer.MAX_VALUE);
    }

    @Override
    public PowerMeasurement getPowerMeasurement() {
        Host host = getHost();
        if (!host.isActive() || host.getWorkingPesNumber() == 0) {
            return new PowerMeasurement();
        }
        double range = count * (device.maxPower() - device.idlePower());
        List<GpuWorker> serving = host.getVmList().stream()
                .filter(vm -> vm instanceof GpuWorker worker && worker.isServing())
                .map(GpuWorker.class::cast)
                .toList();
        double aboveIdle = serving.isEmpty()
                ? count * (device.power(Math.min(1, host.getCpuPercentUtilization())) - device.idlePower())
                : serving.stream().mapToDouble(GpuWorker::getPowerAboveIdle).sum();
        double upShare =
                serving.stream().mapToDouble(GpuWorker::getUpShare).max().orElse(1);
        return new PowerMeasurement(count * device.idlePower() * upShare, Math.min(range, aboveIdle));
    }

    @Override
    protected double getPowerInternal(double utilizationFraction) {
        return count * device.power(utilizationFraction);
    }
}
