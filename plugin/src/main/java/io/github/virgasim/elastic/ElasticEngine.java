// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Runs one episode: decisions, progress, arrivals, refill of the pending slots, timestep after timestep.
 *
 * <p>Memory depends on the tasks alive, not on those complete. Not thread-safe; two engines do not share anything.
 */
public final class ElasticEngine implements ElasticView {
    private final ElasticSetting setting;
    private final List<TaskType> types;
    private final ArrivalProcess arrivals;
    private final ElasticScheduler scheduler;
    private final UniformRandomProvider noise;
    private final EpisodeObserver observer;
    private final List<Cluster> clusters;
    private final Cluster[] byNumber;
    private final Gains gains;
    private final Plan plan;
    private final Set<Integer> lost = new HashSet<>();
    private long timestep;
    private long created;
    private long alive;

    /**
     * Makes an engine before its first decisions; the tasks of timestep 0 have arrived.
     *
     * @param setting clusters and rules
     * @param types the task types by number
     * @param arrivals at its beginning
     * @param scheduler decides
     * @param noise stream of the noise on progress
     * @param observer is told what happens
     * @throws io.github.virgasim.input.InvalidInputException if a type does not fit the setting
     */
    public ElasticEngine(
            ElasticSetting setting,
            List<TaskType> types,
            ArrivalProcess arrivals,
            ElasticScheduler scheduler,
            UniformRandomProvider noise,
            EpisodeObserver observer) {
        setting.check(types);
        this.setting = setting;
        this.types = List.copyOf(types);
        this.arrivals = arrivals;
        this.scheduler = Objects.requireNonNull(scheduler);
        this.noise = Objects.requireNonNull(noise);
        this.observer = Objects.requireNonNull(observer);
        List<Cluster> made = new ArrayList<>();
        for (Units capacity : setting.capacities()) {
            made.add(new Cluster(made.size(), capacity, setting.pendingSlots()));
        }
        clusters = List.copyOf(made);
        byNumber = made.toArray(Cluster[]::new);
        gains = new Gains(this.types);
        plan = new Plan(clusters);
        arrive();
    }

    private ElasticEngine(
            ElasticEngine other,
            ArrivalProcess arrivals,
            ElasticScheduler scheduler,
            UniformRandomProvider noise,
            EpisodeObserver observer) {
        setting = other.setting;
        types = other.types;
        this.arrivals = Objects.requireNonNull(arrivals);
        this.scheduler = Objects.requireNonNull(scheduler);
        this.noise = Objects.requireNonNull(noise);
        this.observer = Objects.requireNonNull(observer);
        Map<ElasticTask, ElasticTask> copies = new IdentityHashMap<>();
        clusters = other.clusters.stream()
                .map(cluster -> cluster.copy(task -> copies.computeIfAbsent(task, ElasticTask::copy)))
                .toList();
        byNumber = clusters.toArray(Cluster[]::new);
        gains = new Gains(types);
        plan = new Plan(clusters);
        lost.addAll(other.lost);
        timestep = other.timestep;
        created = other.created;
        alive = other.alive;
    }

    /**
     * Copies the episode as it is between two steps, to try out what may come. The copy shares nothing with this engine.
     *
     * @param future tasks that arrive from the next timestep on; its timesteps go on from there
     * @param decides in the copy
     * @param noiseAhead stream of the noise on progress
     * @param watches is told what happens in the copy
     * @return an engine at the same timestep
     */
    public ElasticEngine copy(
            ArrivalProcess future,
            ElasticScheduler decides,
            UniformRandomProvider noiseAhead,
            EpisodeObserver watches) {
        return new ElasticEngine(this, future, decides, noiseAhead, watches);
    }

    /** Runs until every task has arrived and is complete; without end if the scheduler never starts one. */
    public void run() {
        while (!isFinished()) {
            step();
        }
    }

    /**
     * Asks the scheduler once and carries its plan out; lets time pass unless, in multi-task mode, a task was started.
     *
     * @return true if time passed
     * @throws IllegalStateException if the plan starts a task twice or exceeds a capacity
     */
    public boolean step() {
        scheduler.decide(this, plan);
        boolean started = plan.apply(timestep);
        if (started && setting.mode() == ElasticSetting.Mode.MULTI_TASK) {
            return false;
        }
        pass();
        return true;
    }

    /**
     * Takes a cluster out of service for good, between two steps. Tasks that ran there lose their progress and wait again.
     * Whatever waits or is still to arrive may use the other clusters that it may use anyway; where there is none of them,
     * all that are left. Costs O(n log n) for n tasks of the cluster.
     *
     * @param cluster its number
     * @throws IllegalArgumentException if there is no such cluster, it is lost already, or it is the last one
     */
    public void lose(int cluster) {
        if (cluster < 0 || cluster >= clusters.size() || lost.contains(cluster) || lost.size() + 1 == clusters.size()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a cluster to be lost must be one of %d, not lost yet and not the last, was %d with %s lost",
                    clusters.size(),
                    cluster,
                    lost));
        }
        lost.add(cluster);
        // A task that has been started may wait again from now on, but not at its old places.
        clusters.forEach(Cluster::forgetStarted);
        List<ElasticTask> tasks = clusters.get(cluster).lose();
        tasks.sort(Comparator.comparingLong(ElasticTask::number));
        for (ElasticTask task : tasks) {
            boolean waitsElsewhere = task.cluster() < 0 && task.eligible().size() > 1;
            task.restart(left(task.eligible()));
            if (!waitsElsewhere) {
                task.eligible().forEach(other -> clusters.get(other).offer(task));
            }
        }
    }

    /** Returns those of some clusters that are not lost; all that are not lost if there is none among them. */
    private List<Integer> left(List<Integer> wanted) {
        List<Integer> left =
                wanted.stream().filter(each -> !lost.contains(each)).toList();
        return left.isEmpty()
                ? clusters.stream()
                        .map(Cluster::number)
                        .filter(each -> !lost.contains(each))
                        .toList()
                : left;
    }

    /**
     * Tells whether the episode is over.
     *
     * @return true if every task has arrived and is complete
     */
    public boolean isFinished() {
        return alive == 0 && arrivals.isExhausted();
    }

    @Override
    public long timestep() {
        return timestep;
    }

    @Override
    public List<Cluster> clusters() {
        return clusters;
    }

    /**
     * Returns how many tasks have arrived.
     *
     * @return from 0
     */
    public long created() {
        return created;
    }

    private void pass() {
        observer.decided(timestep, clusters);
        for (Cluster cluster : byNumber) {
            progress(cluster);
        }
        timestep++;
        if (setting.refill() == ElasticSetting.RefillOrder.QUEUE_FIRST) {
            refill();
        }
        arrive();
        refill();
        observer.passed(timestep - 1, alive, clusters);
    }

    private void refill() {
        for (Cluster cluster : byNumber) {
            cluster.refill();
        }
    }

    private void progress(Cluster cluster) {
        int complete = 0;
        for (int n = 0; n < cluster.runningCount(); n++) {
            ElasticTask task = cluster.running(n);
            task.pass(gain(task));
            if (task.isComplete()) {
                complete++;
                alive--;
                observer.completed(task, timestep);
            }
        }
        for (int n = cluster.runningCount() - 1; complete > 0; n--) {
            if (cluster.running(n).isComplete()) {
                cluster.removeRunning(n);
                complete--;
            }
        }
    }

    private double gain(ElasticTask task) {
        if (!task.works()) {
            return 0;
        }
        double width = task.type().noise();
        double gain = task.gain(gains);
        if (width > 0) {
            gain += width * (noise.nextDouble() - 0.5);
        }
        return Math.max(0, gain) * (task.isSwitched() ? setting.switchWeight() : 1);
    }

    private void arrive() {
        List<Arrival> now = arrivals.before(timestep);
        for (int i = 0; i < now.size(); i++) {
            Arrival arrival = now.get(i);
            Arrival possible = lost.isEmpty() ? arrival : new Arrival(arrival.type(), left(arrival.clusters()));
            ElasticTask task = new ElasticTask(created, possible, types.get(arrival.type()), timestep);
            created++;
            alive++;
            for (int place : task.places()) {
                byNumber[place].offer(task);
            }
        }
    }
}
