// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.workload.Client;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** What happens besides queries: when the next client, reading, decision, sample and disturbance are due. */
final class Agenda {
    /** What is due next. */
    enum Item {
        CLIENT,
        MONITORING,
        DECISION,
        PLACEMENT,
        SAMPLE,
        DISTURBANCE
    }

    private static final Item[] ITEMS = Item.values();

    private final ServingSettings settings;
    private final Iterator<Client> clients;
    private final List<Disturbance> disturbances;
    private Client client;
    private int disturbed;
    private int samples;
    private final double[] due = new double[ITEMS.length];
    private Item next = Item.CLIENT;
    private double nextTime = Double.POSITIVE_INFINITY;

    Agenda(ServingScenario scenario, Iterator<Client> clients) {
        settings = scenario.settings();
        disturbances = scenario.disturbances();
        this.clients = clients;
        Arrays.fill(due, Double.POSITIVE_INFINITY);
        if (settings.monitoringInterval() > 0) {
            plan(Item.MONITORING, 0);
        }
        planSample();
        planDisturbance();
        fetchClient();
    }

    /** Returns when something is due, or infinity if nothing is until the scenario's end. */
    double time() {
        return nextTime;
    }

    Item item() {
        return next;
    }

    /** Returns the client that arrives now, and goes on to the next one. */
    Client takeClient() {
        Client arrived = client;
        fetchClient();
        return arrived;
    }

    private void fetchClient() {
        client = clients.hasNext() ? clients.next() : null;
        // A client that comes at the very end sends nothing any more.
        boolean comes = client != null && client.time() < settings.duration();
        plan(Item.CLIENT, comes ? client.time() : Double.POSITIVE_INFINITY);
    }

    Disturbance takeDisturbance() {
        Disturbance now = disturbances.get(disturbed++);
        planDisturbance();
        return now;
    }

    private void planDisturbance() {
        boolean more = disturbed < disturbances.size();
        plan(Item.DISTURBANCE, more ? disturbances.get(disturbed).time() : Double.POSITIVE_INFINITY);
    }

    /** Returns the index of the sample that is due, and plans the next one. */
    int takeSample() {
        int taken = samples++;
        planSample();
        return taken;
    }

    /** The last line of the timeline ends with the run, and may be shorter. */
    private void planSample() {
        double from = settings.timelineInterval() * samples;
        double to = settings.timelineInterval() * (samples + 1);
        boolean isLast = to > settings.duration() && from < settings.duration() * (1 - Timeline.SLACK);
        plan(Item.SAMPLE, isLast ? settings.duration() : to);
    }

    void monitoringDone(double now) {
        plan(Item.MONITORING, now + settings.monitoringInterval());
    }

    void planDecision(double time) {
        plan(Item.DECISION, time);
    }

    void planPlacement(double time) {
        plan(Item.PLACEMENT, time);
    }

    private void plan(Item item, double time) {
        due[item.ordinal()] = time <= settings.duration() ? time : Double.POSITIVE_INFINITY;
        next = Item.CLIENT;
        for (Item other : ITEMS) {
            if (due[other.ordinal()] < due[next.ordinal()]) {
                next = other;
            }
        }
        nextTime = due[next.ordinal()];
    }
}
