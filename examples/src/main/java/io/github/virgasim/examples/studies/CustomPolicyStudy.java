// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.LeastImpedance;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.serving.ServingStatistics;
import java.util.List;
import java.util.Locale;

/** A policy of one's own, compared with one that ships. No CloudSim Plus here: the engine runs alone as well. */
public final class CustomPolicyStudy {
    private CustomPolicyStudy() {}

    /** Serves each stream with the most accurate model that has room, the fastest of equally accurate ones. */
    static final class MostAccurate implements SchedulingPolicy {
        @Override
        public String name() {
            return "most-accurate";
        }

        @Override
        public int choose(StreamRequest request, ServingView view) {
            // The candidates meet the stream's accuracy and deadline already; whether they have room is to be asked.
            Candidates candidates = view.candidates(request);
            int best = REJECT;
            for (int rank = 0; rank < candidates.size(); rank++) {
                int instance = candidates.instance(candidates.fastest(rank));
                if (view.hasRoom(instance, request)
                        && (best == REJECT || accuracy(view, instance) > accuracy(view, best))) {
                    best = instance;
                }
            }
            return best;
        }

        private static double accuracy(ServingView view, int instance) {
            return view.instances().get(instance).variant().accuracy();
        }
    }

    /**
     * Runs both policies on the same clients and prints what became of the queries.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        var scenario = Scenarios.named("aset-full-edge");
        for (SchedulingPolicy policy : List.of(new MostAccurate(), new LeastImpedance())) {
            ServingStatistics result = new ServingEngine(scenario, policy, 1).finish();
            System.out.printf(
                    Locale.ROOT,
                    "%-16s served %5.2f %%, late %5.2f %%, rejected %5.2f %%%n",
                    policy.name(),
                    100.0 * result.served() / result.offered(),
                    100.0 * result.late() / result.offered(),
                    100.0 * result.rejected() / result.offered());
        }
    }
}
