// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.Closest;
import io.github.virgasim.scheduling.PolicyFaultException;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.serving.ServingScenario;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What papers bring is known by name, so that names must be different and true. */
class PaperNamesTest {
    private record Stub(String name, List<NamedPolicy> policies) implements Paper {}

    private record Problem(String name, List<NamedEnvironment> environments) implements Paper {
        Problem(String name, NamedEnvironment one) {
            this(name, List.of(one));
        }
    }

    private static NamedPolicy policy(String name, SchedulingPolicy made) {
        return NamedPolicy.plain(name, false, base -> (scenario, seed) -> made);
    }

    private static void assertRefused(String what, Paper... papers) {
        InvalidInputException e =
                assertThrows(InvalidInputException.class, () -> Papers.requireDifferent(List.of(papers)));
        assertTrue(e.getMessage().startsWith(what + " must be there once on the class path"), e.getMessage());
        assertTrue(e.getMessage().contains(PaperNamesTest.class.getName()), e.getMessage());
    }

    @Test
    void namesThatAreTakenAreRefused() {
        Paper mine = new Stub("mine", List.of(policy("own", new Closest())));
        Papers.requireDifferent(List.of(mine, new Stub("other", List.of(policy("another", new Closest())))));
        assertRefused("paper 'mine'", mine, new Stub("mine", List.of()));
        assertRefused("policy 'own'", mine, new Stub("other", mine.policies()));
        Paper problem = new Problem("a", new NamedEnvironment("p", "d", List.of(), arguments -> null));
        assertRefused(
                "environment 'p'",
                problem,
                new Problem("b", problem.environments().get(0)));
        assertRefused("policy 'closest'", new Stub("other", List.of(policy("closest", new Closest()))));
    }

    @Test
    void aPolicyHasTheNameUnderWhichItIsKnown() throws IOException {
        ScenarioSource source = ScenarioSource.of("aset-dc-cloud");
        ServingScenario scenario = Scenarios.named("aset-dc-cloud");
        assertEquals(
                "closest",
                policy("closest", new Closest())
                        .opener()
                        .open(source, scenario, null)
                        .maker()
                        .make(scenario, 1)
                        .name());
        for (SchedulingPolicy wrong : new SchedulingPolicy[] {new Closest(), null}) {
            PolicyMaker maker =
                    policy("mine", wrong).opener().open(source, scenario, null).maker();
            PolicyFaultException e = assertThrows(PolicyFaultException.class, () -> maker.make(scenario, 1));
            assertTrue(e.getMessage().startsWith("policy 'mine' must have this name"), e.getMessage());
        }
    }
}
