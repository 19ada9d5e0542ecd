// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.scheduling.Fallback;
import io.github.virgasim.serving.Disturbance;
import io.github.virgasim.serving.InstanceRules;
import io.github.virgasim.serving.JitterModel;
import io.github.virgasim.serving.SecondInference;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.workload.ClientArrivals;
import io.github.virgasim.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds a scenario in Java from parts that are named as in a scenario file, with the same usual values: measured jitter,
 * deterministic service, streams bound as a whole, admission up to full use, a timeline of 10 s.
 */
public final class ScenarioBuilder {
    private final String name;
    private final List<SiteBuilder> sites = new ArrayList<>();
    private final List<StreamClassBuilder> classes = new ArrayList<>();
    private final List<Disturbance> disturbances = new ArrayList<>();
    private ModelCatalog catalog = ModelCatalog.embedded();
    private ClientArrivals clients;
    private double duration;
    private double warmup;
    private ServingSettings.Binding binding = ServingSettings.Binding.STREAM;
    private Fallback fallback = Fallback.NEXT;
    private boolean preempt;
    private double maxUtilization = 1;
    private double monitoringInterval;
    private double timelineInterval = 10;
    private JitterModel jitter = JitterModel.measured();
    private ServiceLaw service = ServiceLaw.deterministic();
    private ServiceLaw overhead = ServiceLaw.deterministic();
    private InstanceRules instances = InstanceRules.DEFAULT;
    private Optional<SecondInference> secondInference = Optional.empty();

    /**
     * Starts a scenario with the embedded catalogue.
     *
     * @param name the scenario's name
     */
    public ScenarioBuilder(String name) {
        this.name = name;
    }

    /**
     * Sets what devices, models and tasks there are.
     *
     * @param other catalogue in which names are looked up
     * @return this builder
     */
    public ScenarioBuilder catalog(ModelCatalog other) {
        catalog = other;
        return this;
    }

    /**
     * Adds a site.
     *
     * @param site the site
     * @return this builder
     */
    public ScenarioBuilder site(SiteBuilder site) {
        sites.add(site);
        return this;
    }

    /**
     * Adds a class of streams.
     *
     * @param streamClass the class
     * @return this builder
     */
    public ScenarioBuilder streamClass(StreamClassBuilder streamClass) {
        classes.add(streamClass);
        return this;
    }

    /**
     * Sets how clients arrive; must be set.
     *
     * @param arrivals for example {@code ClientArrivals.poisson(1)}
     * @return this builder
     */
    public ScenarioBuilder clients(ClientArrivals arrivals) {
        clients = arrivals;
        return this;
    }

    /**
     * Sets how long clients send queries; must be set.
     *
     * @param seconds [s], positive
     * @return this builder
     */
    public ScenarioBuilder duration(double seconds) {
        duration = seconds;
        return this;
    }

    /**
     * Sets from when on queries are counted.
     *
     * @param seconds [s], below the duration
     * @return this builder
     */
    public ScenarioBuilder warmup(double seconds) {
        warmup = seconds;
        return this;
    }

    /**
     * Sets what a policy's choice holds for.
     *
     * @param choice whole streams unless set
     * @return this builder
     */
    public ScenarioBuilder binding(ServingSettings.Binding choice) {
        binding = choice;
        return this;
    }

    /**
     * Sets what static policies do where the pair that they name is full.
     *
     * @param choice the next pair unless set
     * @return this builder
     */
    public ScenarioBuilder fallback(Fallback choice) {
        fallback = choice;
        return this;
    }

    /**
     * Sets whether a policy may let bound streams give way to others.
     *
     * @param allowed not allowed unless set
     * @return this builder
     */
    public ScenarioBuilder preempt(boolean allowed) {
        preempt = allowed;
        return this;
    }

    /**
     * Sets the admission limit.
     *
     * @param limit on a worker's use, above 0; infinity sets none
     * @return this builder
     */
    public ScenarioBuilder maxUtilization(double limit) {
        maxUtilization = limit;
        return this;
    }

    /**
     * Sets how often the loads that policies see are renewed.
     *
     * @param seconds [s]; 0 for always
     * @return this builder
     */
    public ScenarioBuilder monitoringInterval(double seconds) {
        monitoringInterval = seconds;
        return this;
    }

    /**
     * Sets how network delays vary.
     *
     * @param model the model
     * @return this builder
     */
    public ScenarioBuilder jitter(JitterModel model) {
        jitter = model;
        return this;
    }

    /**
     * Sets how processing times vary.
     *
     * @param law the law
     * @return this builder
     */
    public ScenarioBuilder service(ServiceLaw law) {
        service = law;
        return this;
    }

    /**
     * Sets how overheads vary.
     *
     * @param law around the constants of the variants, which they are unless set
     * @return this builder
     */
    public ScenarioBuilder overhead(ServiceLaw law) {
        overhead = law;
        return this;
    }

    /**
     * Sets how instances treat their queries, and how they get into memory.
     *
     * @param rules the rules
     * @return this builder
     */
    public ScenarioBuilder instances(InstanceRules rules) {
        instances = rules;
        return this;
    }

    /**
     * Sets the length of a line of the timeline.
     *
     * @param seconds [s], positive; 10 unless set
     * @return this builder
     */
    public ScenarioBuilder timelineInterval(double seconds) {
        timelineInterval = seconds;
        return this;
    }

    /**
     * Lets results be made again by a better model.
     *
     * @param rule when
     * @return this builder
     */
    public ScenarioBuilder secondInference(SecondInference rule) {
        secondInference = Optional.of(rule);
        return this;
    }

    /**
     * Adds a failure, a recovery or a slow link.
     *
     * @param disturbance what happens, and when
     * @return this builder
     */
    public ScenarioBuilder disturbance(Disturbance disturbance) {
        disturbances.add(disturbance);
        return this;
    }

    /**
     * Makes the scenario.
     *
     * @return the scenario
     * @throws io.github.virgasim.input.InvalidInputException if a value breaks a rule or a name is unknown
     * @throws IllegalStateException if something that must be set is not
     */
    public ServingScenario build() {
        if (clients == null) {
            throw new IllegalStateException("scenario " + name + " must have clients");
        }
        return new ServingScenario(
                name,
                new EdgeTopology(sites.stream().map(site -> site.build(catalog)).toList()),
                Workload.random(classes.stream().map(one -> one.build(catalog)).toList(), clients),
                new ServingSettings(
                        duration,
                        warmup,
                        binding,
                        maxUtilization,
                        monitoringInterval,
                        jitter,
                        service,
                        timelineInterval,
                        instances,
                        secondInference,
                        overhead,
                        fallback,
                        preempt),
                disturbances);
    }
}
