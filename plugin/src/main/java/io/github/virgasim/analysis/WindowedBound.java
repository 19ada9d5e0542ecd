// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import io.github.virgasim.input.Checks;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.serving.Disturbance;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Paths;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;

/**
 * A bound like {@link ServableBound} that follows the run: time is cut into windows, and also wherever a worker fails or
 * recovers or a link changes; for each window the linear programme is solved for the clients that are there in it, without
 * the workers that are down, with what is feasible over the links as they are. A policy that knew the future and moved
 * every stream at every instant could not serve more on the mean over the streams' random queries.
 *
 * <p>Where streams are bound and loads are seen as they are, no worker is given out beyond the admission limit; otherwise
 * it can be busy all the time, and go on with a window's queries for a deadline after it. Waiting, jitter and the size of
 * streams are left out. Takes one programme for each window.
 */
public final class WindowedBound {
    private static final double WINDOW = 10;

    private final ServingScenario scenario;
    private final EdgeTopology topology;
    private final List<StreamClass> classes;
    private final ServingSettings settings;
    private final double window;
    private final double deadline;
    private final double[] factors;
    private final boolean[] up;

    private WindowedBound(ServingScenario scenario, double window) {
        this.scenario = scenario;
        this.window = window;
        topology = scenario.topology();
        classes = scenario.workload().classes();
        settings = scenario.settings();
        deadline = classes.stream().mapToDouble(StreamClass::deadline).max().orElseThrow();
        factors = new double[topology.sites().size()];
        Arrays.fill(factors, 1);
        up = new boolean[topology.workers().size()];
        Arrays.fill(up, true);
    }

    /**
     * Bounds the share for one run, with windows of 10 s (our choice: clients stay for a minute or longer).
     *
     * @param scenario what is served
     * @param seed of the run, which fixes its clients
     * @return the largest share of the queries sent from warm-up to duration that can be expected to be served, 0 to 1; 1
     *     if there are no clients
     */
    public static double share(ServingScenario scenario, long seed) {
        return share(scenario, seed, WINDOW);
    }

    /**
     * Bounds the share for one run.
     *
     * @param scenario what is served
     * @param seed of the run
     * @param window length of a window [s], positive; halving it never raises the bound
     * @return the share
     */
    static double share(ServingScenario scenario, long seed, double window) {
        return new WindowedBound(scenario, Checks.positive("window [s] of the bound", window)).share(seed);
    }

    private double share(long seed) {
        List<Client> clients = clients(seed);
        double[] cuts = cuts();
        double sent = 0;
        double served = 0;
        int disturbed = 0;
        RequestPools pools = null;
        for (int i = 0; i + 1 < cuts.length; i++) {
            for (; disturbed < scenario.disturbances().size(); disturbed++) {
                Disturbance disturbance = scenario.disturbances().get(disturbed);
                if (disturbance.time() > cuts[i]) {
                    break;
                }
                if (apply(disturbance)) {
                    pools = null;
                }
            }
            pools = pools == null ? new RequestPools(topology, classes, new Paths(topology, factors)) : pools;
            double[] amount = amounts(pools, clients, cuts[i], cuts[i + 1]);
            sent += Arrays.stream(amount).sum();
            served += RateProgramme.most(pools, amount, times(cuts[i + 1] - cuts[i]));
        }
        return sent == 0 ? 1 : Math.min(1, served / sent);
    }

    private List<Client> clients(long seed) {
        List<Client> clients = new ArrayList<>();
        Iterator<Client> all = scenario.workload().clients(topology, new RandomStreams(seed), settings.duration());
        while (all.hasNext()) {
            Client client = all.next();
            if (client.time() >= settings.duration()) {
                break;
            }
            clients.add(client);
        }
        return clients;
    }

    private double[] cuts() {
        TreeSet<Double> cuts = new TreeSet<>();
        for (int i = 0; settings.warmup() + i * window < settings.duration(); i++) {
            cuts.add(settings.warmup() + i * window);
        }
        cuts.add(settings.duration());
        for (Disturbance disturbance : scenario.disturbances()) {
            if (disturbance.time() > settings.warmup() && disturbance.time() < settings.duration()) {
                cuts.add(disturbance.time());
            }
        }
        return cuts.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Returns whether it changed a link. */
    private boolean apply(Disturbance disturbance) {
        switch (disturbance.kind()) {
            case FAIL -> up[disturbance.target()] = false;
            case RECOVER -> up[disturbance.target()] = true;
            case SLOW_LINK -> factors[disturbance.target()] = disturbance.factor();
        }
        return disturbance.kind() == Disturbance.Kind.SLOW_LINK;
    }

    /** Returns for each group the queries to expect in [from, to). */
    private double[] amounts(RequestPools pools, List<Client> clients, double from, double to) {
        double[] amount = new double[pools.size()];
        for (Client client : clients) {
            double seconds = Math.min(to, client.time() + client.lifetime()) - Math.max(from, client.time());
            if (seconds > 0) {
                amount[pools.poolOf(client.site(), client.streamClass())] +=
                        seconds * classes.get(client.streamClass()).rate();
            }
        }
        return amount;
    }

    private double[] times(double length) {
        double physical = length + deadline;
        // Workers keep the limit for the mean rates of bound streams, however old the loads are that policies see.
        boolean limited = settings.binding() == Binding.STREAM;
        double time = limited ? Math.min(physical, settings.maxUtilization() * length) : physical;
        double[] times = new double[up.length];
        for (int n = 0; n < times.length; n++) {
            times[n] = up[n] ? time : 0;
        }
        return times;
    }
}
