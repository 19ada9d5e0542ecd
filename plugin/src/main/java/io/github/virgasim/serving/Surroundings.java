// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.scheduling.AdaptivePolicy;
import io.github.virgasim.scheduling.DemandPlacement;
import io.github.virgasim.scheduling.PlacementPolicy;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.workload.Client;
import java.util.Iterator;
import java.util.Objects;

/** Everything that happens besides queries: clients come, policies decide, workers and links change, samples are taken. */
final class Surroundings {
    private final ServingSettings settings;
    private final int workers;
    private final Agenda agenda;
    private final Traffic traffic;
    private final Network network;
    private final InFlight inFlight;
    private final Streams streams;
    private final LiveView view;
    private final Bindings bindings;
    private final LiveDeployment deployment;
    private final ServingStatistics statistics;
    private PlacementPolicy placement;
    private double sampledBusyTime;

    Surroundings(
            ServingScenario scenario,
            Iterator<Client> clients,
            Traffic traffic,
            Network network,
            InFlight inFlight,
            Streams streams,
            LiveView view,
            Bindings bindings,
            ServingStatistics statistics) {
        settings = scenario.settings();
        workers = scenario.topology().workers().size();
        agenda = new Agenda(scenario, clients);
        this.traffic = traffic;
        this.network = network;
        this.inFlight = inFlight;
        this.streams = streams;
        this.view = view;
        this.bindings = bindings;
        this.statistics = statistics;
        deployment = new LiveDeployment(scenario.topology(), inFlight.servers(), bindings);
        inFlight.onLoaded(bindings::somethingReleased);
        if (bindings.policy() instanceof AdaptivePolicy) {
            agenda.planDecision(0);
        }
        if (settings.instances().placementPeriod() < Double.POSITIVE_INFINITY) {
            setPlacement(new DemandPlacement(settings.instances().placementPeriod()), 0);
        }
    }

    /** Returns when something is due, or infinity. */
    double time() {
        return agenda.time();
    }

    /** Handles what is due now. */
    void handleNext(double now) {
        switch (agenda.item()) {
            case CLIENT -> traffic.admit(agenda.takeClient(), now);
            case MONITORING -> monitor(now);
            case DECISION -> decide(now);
            case PLACEMENT -> place(now);
            case SAMPLE -> sample(agenda.takeSample(), now);
            case DISTURBANCE -> apply(agenda.takeDisturbance(), now);
        }
    }

    private void monitor(double now) {
        view.now = now;
        view.monitor();
        bindings.somethingReleased();
        agenda.monitoringDone(now);
    }

    private void decide(double now) {
        AdaptivePolicy adaptive = (AdaptivePolicy) bindings.policy();
        view.now = now;
        adaptive.decide(view);
        // Streams that found nothing under the last decision may find something under this one.
        bindings.somethingReleased();
        if (bindings.policy() == adaptive) { // otherwise another has taken over, whose decisions are planned
            agenda.planDecision(now + ScenarioLimits.checkDecisions(adaptive.period(), settings.duration()));
        }
    }

    private void place(double now) {
        view.now = now;
        placement.place(
                view, deployment(now, "placement policy " + placement.getClass().getName()));
        planPlacement(now);
    }

    private void planPlacement(double now) {
        agenda.planPlacement(now + ScenarioLimits.checkDecisions(placement.period(), settings.duration()));
    }

    private void sample(int line, double now) {
        double busy = 0;
        for (int worker = 0; worker < workers; worker++) {
            busy += inFlight.servers().meters().busyTime(worker, now);
        }
        double interval = settings.timelineInterval();
        double length = now < (line + 1) * interval ? now - line * interval : interval;
        double mean = (busy - sampledBusyTime) / workers / length;
        sampledBusyTime = busy;
        statistics.timeline().sample(line, mean, streams.inUse(), bindings.boundStreams());
    }

    private void apply(Disturbance disturbance, double now) {
        int target = disturbance.target();
        switch (disturbance.kind()) {
            case FAIL -> change(target, inFlight.servers().state(target).fail(), now);
            case RECOVER -> change(target, inFlight.servers().state(target).recover(), now);
            case SLOW_LINK -> slowUplink(target, disturbance.factor());
        }
    }

    /** Puts a worker into another state, with all that follows. */
    void change(int worker, WorkerState state, double now) {
        if (!inFlight.change(worker, state, now)) {
            return;
        }
        if (inFlight.servers().isUp(worker)) {
            bindings.somethingReleased();
        } else {
            bindings.workerFailed(worker);
        }
    }

    void slowUplink(int site, double factor) {
        if (network.slowUplink(site, Disturbance.checkFactor(factor))) {
            bindings.linksChanged();
        }
    }

    void setPolicy(SchedulingPolicy next, double now) {
        bindings.setPolicy(next);
        agenda.planDecision(next instanceof AdaptivePolicy ? now : Double.POSITIVE_INFINITY);
    }

    void setPlacement(PlacementPolicy policy, double now) {
        placement = Objects.requireNonNull(policy, "policy");
        planPlacement(now);
    }

    LiveDeployment deployment(double now, String whoActs) {
        return deployment.at(now, whoActs);
    }
}
