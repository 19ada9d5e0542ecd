// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.gpu.GpuSpec;
import io.github.virgasim.input.Checks;
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
        double power = device.power(Math.min(1, host.getCpuPercentUtilization()));
        return new PowerMeasurement(count * device.idlePower(), count * (power - device.idlePower()));
    }

    @Override
    protected double getPowerInternal(double utilizationFraction) {
        return count * device.power(utilizationFraction);
    }
}
