// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import java.util.Calendar;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Supplier;
import org.cloudbus.cloudsim.Log;
import org.cloudbus.cloudsim.core.CloudSim;
import org.fog.utils.MicroservicePlacementConfig;
import org.fog.utils.MigrationDelayMonitor;
import org.fog.utils.NetworkUsageMonitor;

/** The traps of iFogSim2's runs, in one place. */
final class FogRuns {
    /** iFogSim2 adds this time to acknowledgements alone here; nothing waits for it [time units]. */
    private static final double MIN_TIME_BETWEEN_EVENTS = 0.1;

    private FogRuns() {}

    /** Begins a simulation; one before it may have said when to end, which iFogSim2 does not forget by itself. */
    static void begin() {
        Log.disable();
        CloudSim.init(
                1, Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT), false, MIN_TIME_BETWEEN_EVENTS);
        CloudSim.terminateSimulation(Double.MAX_VALUE);
        forget();
    }

    /**
     * Builds and runs a simulation, and leaves nothing of it in iFogSim2's static fields: sums are 0 before and after, settings
     * are what they were.
     */
    static <T> T alone(Supplier<T> simulation) {
        boolean mute = Log.isDisabled();
        String mode = MicroservicePlacementConfig.PR_PROCESSING_MODE;
        begin();
        MicroservicePlacementConfig.PR_PROCESSING_MODE = MicroservicePlacementConfig.SEQUENTIAL;
        try {
            return simulation.get();
        } finally {
            MicroservicePlacementConfig.PR_PROCESSING_MODE = mode;
            Log.setDisabled(mute);
            forget();
        }
    }

    /** Takes from iFogSim2's sums, which can be added to alone, what they are. */
    private static void forget() {
        NetworkUsageMonitor.sendingTuple(1, -NetworkUsageMonitor.getNetworkUsage());
        MigrationDelayMonitor.setMigrationDelay(-MigrationDelayMonitor.getMigrationDelay());
    }

    /**
     * Does what may call a policy. iFogSim2 takes an IllegalArgumentException for one of its own, and says that it has not been
     * initialised.
     */
    static <T> T unmasked(Supplier<T> what) {
        try {
            return what.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("failed inside iFogSim2: " + e.getMessage(), e);
        }
    }
}
