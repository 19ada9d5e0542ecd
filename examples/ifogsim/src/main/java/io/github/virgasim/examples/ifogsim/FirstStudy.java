// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.ifogsim;

import io.github.virgasim.ifogsim.adapter.IFogSim;
import io.github.virgasim.ifogsim.adapter.IFogSimStudy;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.LeastImpedance;
import java.util.Map;

/** A scenario and a policy of Virga in iFogSim2: the first example on the site's page. */
final class FirstStudy {
    public static void main(String[] args) {
        var scenario = Scenarios.named("aset-full-edge", Map.of("serving.warmup_s", "5", "serving.duration_s", "20"));
        // A unit of iFogSim2's time is a millisecond here; iFogSim2 itself does not say.
        var study = new IFogSimStudy(scenario, 1e-3);
        for (long seed : new long[] {0, 1, 2}) {
            var run = IFogSim.muted(() -> study.run(new LeastImpedance(), seed));
            System.out.println(run.summary());
        }
    }
}
