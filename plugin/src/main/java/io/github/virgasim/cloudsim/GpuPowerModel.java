// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.gpu.GpuSpec;
import java.util.Objects;
import org.cloudsimplus.hosts.Host;
import org.cloudsimplus.power.PowerMeasurement;
import org.cloudsimplus.power.models.PowerModelHostAbstract;

/**
 * The power that a device draws at the wall, linear in its utilisation as {@link GpuSpec#power} has it.
 *
 * <p>CloudSim Plus's {@code PowerModelHostSimple} computes the same and may be set on a {@link GpuHost} instead; but it
 * refuses devices that idle below 1 W, and reports NaN for a host whose cores have all failed. Here such a host draws
 * nothing, whereas {@code ServingEngine.energy} counts idle power for workers that are down.
 */
public final class GpuPowerModel extends PowerModelHostAbstract {
    private final GpuSpec device;

    /**
     * Makes the model of one host.
     *
     * @param device gives idle and maximum power [W]
     */
    public GpuPowerModel(GpuSpec device) {
        this.device = Objects.requireNonNull(device, "device");
    }

    @Override
    public PowerMeasurement getPowerMeasurement() {
        Host host = getHost();
        if (!host.isActive() || host.getWorkingPesNumber() == 0) {
            return new PowerMeasurement();
        }
        double power = device.power(Math.min(1, host.getCpuPercentUtilization()));
        return new PowerMeasurement(device.idlePower(), power - device.idlePower());
    }

    @Override
    protected double getPowerInternal(double utilizationFraction) {
        return device.power(utilizationFraction);
    }
}
