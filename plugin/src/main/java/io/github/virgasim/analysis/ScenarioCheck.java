// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Link;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Looks at a scenario before it runs: how many instances may serve each class from each site, and what cannot work or looks
 * like a slip. Nothing is simulated; sites that are equal are looked at once. The planned links count, without
 * disturbances. Immutable once made, except that what is asked for is remembered; not thread-safe.
 */
public final class ScenarioCheck {
    private final EdgeTopology topology;
    private final ServingScenario scenario;
    private final Offers offers;
    private final int[] orbit;
    private final Map<Integer, List<Reach>> reaches = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private ScenarioCheck(ServingScenario scenario) {
        this.scenario = scenario;
        topology = scenario.topology();
        offers = new Offers(scenario);
        orbit = SiteOrbits.of(topology, offers::kind);
        Demand demand = Demand.of(scenario);
        findings.addAll(new RequirementCheck(scenario, demand, this::reach).findings());
        findings.addAll(new DemandCheck(scenario, demand).findings());
        checkConfidence();
        findings.addAll(ValueCheck.of(scenario, findings));
        findings.addAll(EffectCheck.of(scenario));
    }

    private void checkConfidence() {
        for (StreamClass streamClass : scenario.workload().classes()) {
            if (streamClass.minConfidence() > 0) {
                if (scenario.settings().secondInference().isEmpty()) {
                    addConfidence(streamClass, "nothing is inferred twice unless serving has confidence_concentration");
                } else if (topology.inDataCenters(streamClass.task()).isEmpty()) {
                    addConfidence(
                            streamClass,
                            "nothing is inferred twice, since no data centre has a model for "
                                    + streamClass.task().name());
                }
            }
        }
    }

    private void addConfidence(StreamClass streamClass, String nearest) {
        findings.add(new Finding(
                Finding.Kind.SUSPICIOUS,
                "class " + streamClass.name(),
                "min_confidence",
                Digits.of(streamClass.minConfidence()),
                nearest));
    }

    /**
     * Checks a scenario.
     *
     * @param scenario what is going to be served
     * @return candidates and findings
     */
    public static ScenarioCheck of(ServingScenario scenario) {
        return new ScenarioCheck(scenario);
    }

    /**
     * Looks for values of a catalogue that look like slips. {@link #of} does so for what a scenario deploys.
     *
     * @param catalog the catalogue
     * @return the findings in the catalogue's order, none if all is well
     */
    public static List<Finding> catalogue(ModelCatalog catalog) {
        return ValueCheck.of(catalog.variants());
    }

    /**
     * Returns what has been found.
     *
     * @return none if all is well
     */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /**
     * Throws if something has been found, for those who want no run that may be in vain.
     *
     * @throws InvalidInputException with all findings in its message
     */
    public void requireNone() {
        if (!findings.isEmpty()) {
            throw new InvalidInputException(findings.stream().map(Finding::text).collect(Collectors.joining("\n")));
        }
    }

    /**
     * Counts the candidates of a class at a site, as {@link io.github.virgasim.scheduling.Candidates} finds them.
     *
     * @param site index of the clients' site
     * @param streamClass index of the class
     * @return instances for the task that are accurate and fast enough
     */
    public int candidates(int site, int streamClass) {
        return reach(site, streamClass).candidates;
    }

    private Reach reach(int site, int streamClass) {
        return reaches.computeIfAbsent(orbit[site], key -> look(site)).get(streamClass);
    }

    private List<Reach> look(int site) {
        double[] planned = new double[orbit.length];
        Arrays.fill(planned, 1);
        Link[] paths = topology.pathsFrom(site, planned);
        List<Reach> found = new ArrayList<>();
        for (StreamClass streamClass : scenario.workload().classes()) {
            Reach reach = new Reach(streamClass, scenario.settings());
            for (int target = 0; target < paths.length; target++) {
                for (Offers.Offer offer : offers.at(target)) {
                    reach.look(offer, paths[target]);
                }
            }
            found.add(reach);
        }
        return found;
    }
}
