// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Tier;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In what order things happen beside queries, and until when. */
class AgendaTest {
    /** Ten seconds; monitoring every 4, samples every 5. */
    private static List<String> happenings(
            List<Client> clients, double decision, double placement, Disturbance... disturbances) {
        var device = TestScenarios.device("d");
        Worker worker = new Worker("w", device, 1, 1, 1e6, List.of(TestScenarios.variant("m", device, 1, 0, 1, 1)));
        Site site = new Site("s", Tier.EDGE, "", Link.NONE, Link.NONE, 1, List.of(worker));
        var settings =
                new ServingSettings(10, 0, Binding.STREAM, 1, 4, JitterModel.none(), ServiceLaw.deterministic(), 5);
        var workload =
                Workload.replay(List.of(TestScenarios.streamClass("k", QueryProcess.periodic(1), 1, 1)), clients);
        var scenario =
                new ServingScenario("t", new EdgeTopology(List.of(site)), workload, settings, List.of(disturbances));
        Agenda agenda = new Agenda(scenario, clients.iterator());
        agenda.planDecision(decision);
        agenda.planPlacement(placement);
        List<String> found = new ArrayList<>();
        while (agenda.time() < Double.POSITIVE_INFINITY) {
            double now = agenda.time();
            String what = agenda.item().name().toLowerCase(java.util.Locale.ROOT);
            switch (agenda.item()) {
                case CLIENT -> what += agenda.takeClient().site();
                case MONITORING -> agenda.monitoringDone(now);
                case DECISION -> agenda.planDecision(Double.POSITIVE_INFINITY);
                case PLACEMENT -> agenda.planPlacement(now + 20);
                case SAMPLE -> what += agenda.takeSample();
                case DISTURBANCE -> what += agenda.takeDisturbance().kind();
            }
            found.add(now + " " + what);
        }
        return found;
    }

    @Test
    void allComesInOrderOfTimeAndEndsWithTheDuration() {
        List<Client> clients = List.of(
                new Client(1, 0, 0, 1), new Client(4, 0, 0, 1), new Client(10, 0, 0, 1), new Client(11, 0, 0, 1));
        Disturbance fail = new Disturbance(6, Disturbance.Kind.FAIL, 0, 1);
        Disturbance never = new Disturbance(10.5, Disturbance.Kind.RECOVER, 0, 1);
        assertEquals(
                List.of(
                        "0.0 monitoring",
                        "1.0 client0",
                        // Where times are equal: clients, monitoring, decisions, placement, samples, disturbances.
                        "4.0 client0",
                        "4.0 monitoring",
                        "5.0 decision",
                        "5.0 placement",
                        "5.0 sample0",
                        "6.0 disturbanceFAIL",
                        "8.0 monitoring",
                        "10.0 sample1"),
                happenings(clients, 5, 5, never, fail));
    }

    @Test
    void whatIsDueAtTheVeryEndStillHappensButForClients() {
        List<Client> clients = List.of(new Client(10, 0, 0, 1));
        Disturbance last = new Disturbance(10, Disturbance.Kind.FAIL, 0, 1);
        assertEquals(
                List.of(
                        "0.0 monitoring",
                        "4.0 monitoring",
                        "5.0 sample0",
                        "8.0 monitoring",
                        "10.0 decision",
                        "10.0 placement",
                        "10.0 sample1",
                        "10.0 disturbanceFAIL"),
                happenings(clients, 10, 10, last));
    }
}
