// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.elastic.AllocationMenu.Option;
import io.github.virgasim.input.Checks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Starts the task, and with the allocation, that costs least: expected timesteps times one plus the prices of what it
 * holds, which rise with the load. Not preemptive. It knows every type's speed law.
 *
 * <p>For each cluster and pending task it takes the cheapest allocation that is free, if that does not cost too much beside
 * an empty cluster, and scores it by cost, waiting time, further eligible clusters, room and balance, see {@link
 * ElasticPrices}. N clusters with p pending tasks and a menu of m allocations cost O(N p m).
 */
public final class PricedScheduler implements ElasticScheduler {
    private static final int CPU = 0;
    private static final int GPU = 1;
    private static final int MOST_RESERVED_FOR = 4;
    /** Timesteps of a GPU that a task in the queue is taken to need. */
    private static final double QUEUED_WORK = 5;

    private final ElasticPrices prices;
    private final AllocationMenu menu;
    private final double[] leastWork;
    private final Decision decision;
    private final UniformRandomProvider random;
    private final double mostCpus;
    private final double mostGpus;

    /** How the clusters decide together. */
    public enum Decision {
        /** The best scores of all clusters and tasks win, one task for each cluster. */
        JOINT,
        /** Each cluster proposes its best task; {@link ConflictRule#BAYES} gives it to one, the others wait. */
        INDEPENDENT
    }

    private record Candidate(double score, Cluster cluster, ElasticTask task, Units units) {}

    private record Offer(Units units, double cost) {}

    /** What a decision needs of one cluster. */
    private record State(Cluster cluster, List<ElasticTask> pending, Units free, double load, int inelastic) {}

    /**
     * Makes the scheduler, for tasks with exactly the kinds CPU and GPU.
     *
     * @param setting to be scheduled
     * @param menu of the task types by number
     * @param prices by which it weighs
     * @param decision how the clusters decide together
     * @param random stream that decides between equal claims
     * @throws io.github.virgasim.input.InvalidInputException if the setting has other than two kinds of resource
     */
    public PricedScheduler(
            ElasticSetting setting,
            AllocationMenu menu,
            ElasticPrices prices,
            Decision decision,
            UniformRandomProvider random) {
        Checks.within(
                "kinds of resource under the priced scheduler",
                setting.capacities().get(0).kinds(),
                2,
                2);
        this.prices = Objects.requireNonNull(prices);
        this.decision = Objects.requireNonNull(decision);
        this.random = Objects.requireNonNull(random);
        this.menu = menu;
        leastWork = new double[menu.types()];
        for (int type = 0; type < leastWork.length; type++) {
            leastWork[type] = menu.leastWork(type, GPU);
        }
        mostCpus = most(setting, CPU);
        mostGpus = most(setting, GPU);
    }

    private static double most(ElasticSetting setting, int kind) {
        return setting.capacities().stream()
                .mapToInt(units -> units.get(kind))
                .max()
                .orElseThrow();
    }

    @Override
    public void decide(ElasticView view, Plan plan) {
        List<State> states = view.clusters().stream().map(this::state).toList();
        List<Candidate> candidates = new ArrayList<>();
        for (State state : states) {
            if (state.free.get(CPU) > 0 && state.free.get(GPU) > 0) {
                addCandidates(view.timestep(), state, states, candidates);
            }
        }
        if (decision == Decision.JOINT) {
            startJointly(candidates, plan);
        } else {
            startIndependently(candidates, view.clusters(), plan);
        }
    }

    private State state(Cluster cluster) {
        List<ElasticTask> pending = cluster.pending();
        double work = QUEUED_WORK * cluster.queueLength();
        int inelastic = 0;
        for (ElasticTask task : pending) {
            work += leastWork[task.typeNumber()] / task.eligible().size();
            inelastic += isElastic(task) ? 0 : 1;
        }
        return new State(
                cluster, pending, cluster.free(), work / cluster.capacity().get(GPU), inelastic);
    }

    private boolean isElastic(ElasticTask task) {
        return menu.of(task.typeNumber()).size() > 1;
    }

    private void addCandidates(long timestep, State state, List<State> states, List<Candidate> candidates) {
        double gpuPrice = prices.gpuPrice(state.load);
        int reserved = (int) Math.round(Math.max(0, prices.reserve()) * Math.min(state.inelastic, MOST_RESERVED_FOR));
        int free = state.free.get(GPU);
        for (ElasticTask task : state.pending) {
            int gpus = isElastic(task) ? free - reserved : free;
            Offer offer = cheapest(task, state.free.get(CPU), gpus, gpuPrice);
            if (offer == null) {
                continue;
            }
            double here = costIn(state.cluster.capacity(), task, gpuPrice);
            double anywhere = here;
            double leastLoad = Double.POSITIVE_INFINITY;
            for (int number : task.eligible()) {
                State other = states.get(number);
                if (other != state) {
                    leastLoad = Math.min(leastLoad, other.load);
                    Units capacity = other.cluster.capacity();
                    if (capacity.get(GPU) > state.cluster.capacity().get(GPU)) {
                        anywhere = Math.min(anywhere, costIn(capacity, task, gpuPrice));
                    }
                }
            }
            if (offer.cost <= here * prices.mostHere(state.load)
                    && offer.cost <= anywhere * prices.mostElsewhere(state.load)) {
                double score = -prices.speed() * Math.log(offer.cost)
                        + prices.age() * (timestep - task.arrival()) / 10
                        - prices.choice() * (task.eligible().size() - 1)
                        - prices.excess() * (offer.cost / anywhere - 1)
                        + prices.room() * free / 16
                        - prices.balance() * (task.eligible().size() > 1 ? state.load - leastLoad : 0);
                candidates.add(new Candidate(score, state.cluster, task, offer.units));
            }
        }
    }

    private double costIn(Units capacity, ElasticTask task, double gpuPrice) {
        return cheapest(task, capacity.get(CPU), capacity.get(GPU), gpuPrice).cost;
    }

    /** Returns the cheapest allocation within so many units; null if not even the minimum fits. */
    private Offer cheapest(ElasticTask task, int cpus, int gpus, double gpuPrice) {
        Option best = null;
        double least = Double.POSITIVE_INFINITY;
        for (Option option : menu.of(task.typeNumber())) {
            Units units = option.units();
            if (units.get(CPU) <= cpus && units.get(GPU) <= gpus) {
                double cost = option.steps()
                        * (1 + gpuPrice * units.get(GPU) / mostGpus + prices.cpuPrice() * units.get(CPU) / mostCpus);
                if (cost < least) {
                    least = cost;
                    best = option;
                }
            }
        }
        return best == null ? null : new Offer(best.units(), least);
    }

    private static void startJointly(List<Candidate> candidates, Plan plan) {
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
        Set<Cluster> busy = new HashSet<>();
        Set<ElasticTask> taken = new HashSet<>();
        for (Candidate each : candidates) {
            if (!busy.contains(each.cluster) && taken.add(each.task)) {
                busy.add(each.cluster);
                plan.start(each.cluster.number(), each.task, each.units);
            }
        }
    }

    private void startIndependently(List<Candidate> candidates, List<Cluster> clusters, Plan plan) {
        Map<ElasticTask, List<Proposal>> proposals = new LinkedHashMap<>();
        for (int from = 0; from < candidates.size(); ) {
            int to = from + 1;
            while (to < candidates.size() && candidates.get(to).cluster == candidates.get(from).cluster) {
                to++;
            }
            Proposal best = best(candidates.subList(from, to));
            proposals.computeIfAbsent(best.task(), task -> new ArrayList<>()).add(best);
            from = to;
        }
        for (List<Proposal> rivals : proposals.values()) {
            Proposal winner = ConflictRule.BAYES.winner(rivals, clusters, random);
            plan.start(winner.cluster(), winner.task(), winner.units());
        }
    }

    /** Returns one cluster's best candidate, with the softmax of the scores as its probability. */
    private static Proposal best(List<Candidate> candidates) {
        Candidate best = candidates.get(0);
        for (Candidate each : candidates) {
            best = each.score > best.score ? each : best;
        }
        double sum = 0;
        for (Candidate each : candidates) {
            sum += Math.exp(each.score - best.score);
        }
        return new Proposal(best.cluster.number(), best.task, 1 / sum, best.units);
    }
}
