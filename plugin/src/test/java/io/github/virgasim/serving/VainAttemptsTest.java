// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.LeastImpedance;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingSettings.Binding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that found nothing do not ask the policy in vain, and are not kept waiting either. */
class VainAttemptsTest {
    /** Asks as the engine did before it knew what is vacant. */
    private static boolean isRoomFor(StreamRequest request, ServingView view) {
        Candidates candidates = view.candidates(request);
        for (int position = 0; position < candidates.size(); position++) {
            if (view.hasRoom(candidates.instance(position), request)) {
                return true;
            }
        }
        return false;
    }

    /** Workers fail, memory is given to others, links become slower: whoever is turned away was turned away by all. */
    @Test
    void noQueryIsTurnedAwayWhileACandidateHasRoom() {
        long rejected = 0;
        for (int seed = 0; seed < 60; seed++) {
            ServingScenario drawn = RandomScenarios.mixed().scenario(seed);
            ServingScenario scenario = drawn.withSettings(
                    drawn.settings().withBinding(Binding.STREAM).withMonitoringInterval(0));
            ServingEngine engine = new ServingEngine(scenario, new LeastImpedance(), seed);
            var next = engine.advanceToQuery();
            while (next.isPresent()) {
                StreamRequest request = next.get();
                boolean room = isRoomFor(request, engine.view());
                long before = engine.monitoring().rejected(request.classIndex());
                engine.sendQuery();
                if (engine.monitoring().rejected(request.classIndex()) > before) {
                    rejected++;
                    assertFalse(room, "seed " + seed + " at " + engine.now());
                }
                next = engine.advanceToQuery();
            }
        }
        assertTrue(rejected > 1000, "rejected: " + rejected);
    }

    /** A policy that counts how often it is asked, and how often for nothing. */
    private static final class Counting implements SchedulingPolicy {
        private long asked;
        private long vain;

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public int choose(StreamRequest request, ServingView view) {
            int choice = new LeastImpedance().choose(request, view);
            asked++;
            vain += choice == REJECT ? 1 : 0;
            return choice;
        }
    }

    /** Whether or not preemption is allowed: this policy has nobody give way. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void atAnInternetProvidersScaleHardlyAnyAttemptIsVain(boolean preempt) {
        ServingScenario bundled = Scenarios.named("aset-full-edge-isp");
        ServingScenario scenario = bundled.withSettings(bundled.settings().withPreempt(preempt));
        Counting policy = new Counting();
        ServingEngine engine = new ServingEngine(scenario, policy, 1);
        engine.advance(60);
        long turnedAway = 0;
        for (int k = 0; k < scenario.workload().classes().size(); k++) {
            turnedAway += engine.monitoring().rejected(k);
        }
        assertEquals(0, scenario.settings().monitoringInterval());
        assertTrue(turnedAway > 5000, "queries turned away: " + turnedAway);
        // Streams ask in vain with their first query only.
        assertTrue(policy.vain < policy.asked / 4, policy.vain + " of " + policy.asked);
    }
}
