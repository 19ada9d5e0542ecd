// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.workload;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.input.Names;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Site;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** The classes of streams and the clients that bring them, drawn at random or replayed from a list. */
public final class Workload {
    /** The most stream classes. */
    public static final int MOST_CLASSES = 1_000;

    private static final Comparator<Site> BY_NAME = Comparator.comparing(Site::name, Names.ORDER);
    /** By what classes are, so that a name decides only between classes that are alike. */
    private static final Comparator<StreamClass> BY_REQUIREMENTS = Comparator.comparing(StreamClass::rate)
            .reversed()
            .thenComparing(c -> c.task().name(), Names.ORDER)
            .thenComparing(StreamClass::deadline)
            .thenComparing(StreamClass::name, Names.ORDER);

    private final List<StreamClass> classes;
    private final ClientArrivals arrivals;
    private final Iterable<Client> trace;
    private long traced;
    private double lastTime;
    private int highestSite = -1;
    private RecordedFeatures recorded = RecordedFeatures.NONE;
    /** What was found last, as it takes a walk through the list. */
    private volatile Presence presence;

    /** How long the clients of each class are there in a run of a duration [s]. */
    private record Presence(double duration, double[] seconds) {}

    private Workload(List<StreamClass> classes, ClientArrivals arrivals, Iterable<Client> trace) {
        this.classes = checkClasses(classes);
        this.arrivals = arrivals;
        this.trace = trace;
        for (Client client : trace) {
            check(client);
        }
    }

    /**
     * Checks stream classes before any client is looked at.
     *
     * @param classes 1 to {@value #MOST_CLASSES}, with different names, not all with a share of 0
     * @return a copy that cannot be changed
     * @throws InvalidInputException if a rule is broken
     */
    public static List<StreamClass> checkClasses(List<StreamClass> classes) {
        Checks.count("number of stream classes", classes.size(), MOST_CLASSES);
        Set<String> names = new HashSet<>();
        for (StreamClass streamClass : classes) {
            if (!names.add(streamClass.name())) {
                throw new InvalidInputException("stream class '" + streamClass.name() + "' must not appear twice");
            }
        }
        if (classes.stream().allMatch(c -> c.share() == 0)) {
            throw new InvalidInputException("shares of stream classes must not all be 0");
        }
        return List.copyOf(classes);
    }

    private void check(Client client) {
        Checks.notNegative("time [s] of client " + traced, client.time());
        Checks.positive("lifetime [s] of client " + traced, client.lifetime());
        Checks.within("class index of client " + traced, client.streamClass(), 0, classes.size() - 1);
        Checks.within("site index of client " + traced, client.site(), 0, Integer.MAX_VALUE);
        if (client.time() < lastTime) {
            throw InvalidInputException.of(
                    "client " + traced, "time", client.time(), "must not be before the client above");
        }
        traced++;
        lastTime = client.time();
        highestSite = Math.max(highestSite, client.site());
        recorded = recorded.and(client.recorded());
    }

    /**
     * Makes a workload of random clients: class by share, site by client weight, exponential life time.
     *
     * @param classes 1 to {@value #MOST_CLASSES}, with different names
     * @param arrivals when clients arrive
     * @return the workload
     */
    public static Workload random(List<StreamClass> classes, ClientArrivals arrivals) {
        return new Workload(classes, arrivals, List.of());
    }

    /**
     * Makes a workload of given clients, which are gone through once to check them, and once more for each run.
     *
     * @param classes 1 to {@value #MOST_CLASSES}, with different names
     * @param clients in order of time, at least one; the same each time
     * @return the workload
     * @throws InvalidInputException if there is no client, or times fall
     */
    public static Workload replay(List<StreamClass> classes, Iterable<Client> clients) {
        Workload workload =
                new Workload(classes, null, clients instanceof List<Client> list ? List.copyOf(list) : clients);
        if (workload.traced == 0) {
            throw new InvalidInputException("number of clients in the trace must be at least 1, was '0'");
        }
        return workload;
    }

    /**
     * Makes a workload of recorded queries: each at its time, of its class and from its site. They are gone through once to
     * check them, and once more for each run, so that they may come from a file.
     *
     * @param classes 1 to {@value #MOST_CLASSES}, with different names, their queries {@link QueryProcess#recorded}; a class
     *     for each task, deadline and length of the response that occurs, while queries may have sizes of their own
     * @param queries in order of time, at least one; the same each time
     * @return the workload; a stream of it is there for as long as queries are apart on average, so that the load that
     *     streams stand for is the recorded one
     * @throws InvalidInputException if there is no query, times fall, or a class has another process
     */
    public static Workload recorded(List<StreamClass> classes, Iterable<RecordedQuery> queries) {
        double[] gap = new double[classes.size()];
        for (int k = 0; k < gap.length; k++) {
            if (!(classes.get(k).queries() instanceof QueryProcess.Recorded)) {
                throw new InvalidInputException(
                        "queries of class '" + classes.get(k).name() + "' must be recorded, as the workload's are");
            }
            gap[k] = 1 / classes.get(k).rate();
        }
        return replay(
                classes,
                () -> StreamSupport.stream(queries.spliterator(), false)
                        .map(query -> query.client(gap))
                        .iterator());
    }

    /**
     * Returns the stream classes.
     *
     * @return in the order given
     */
    public List<StreamClass> classes() {
        return classes;
    }

    /**
     * Tells whether the clients are a given list, whose rate cannot be changed.
     *
     * @return false if clients are drawn at random
     */
    public boolean isReplayed() {
        return arrivals == null;
    }

    /**
     * Returns how clients arrive.
     *
     * @return the kind of process; nothing if they are a given list
     */
    public Optional<String> arrivals() {
        return Optional.ofNullable(arrivals).map(ClientArrivals::name);
    }

    /**
     * Returns the mean rate at which clients arrive.
     *
     * @return [clients/s]; for a replayed list, its length over its last time, or 0 if that is 0
     */
    public double clientRate() {
        if (arrivals != null) {
            return arrivals.meanRate();
        }
        return lastTime == 0 ? 0 : traced / lastTime;
    }

    /**
     * Returns how many random events have to be drawn for the clients of a second of simulated time.
     *
     * @return [1/s]; 0 for a replayed list
     */
    public double drawRate() {
        return arrivals == null ? 0 : arrivals.drawRate();
    }

    /**
     * Estimates how many queries of a class are sent in a run.
     *
     * @param streamClass index of the class
     * @param duration length of the run [s]
     * @return expected number, rather above than below what comes, since clients that leave late are cut off at the end
     */
    public double expectedQueries(int streamClass, double duration) {
        StreamClass of = classes.get(streamClass);
        if (arrivals != null) {
            return expectedClients(streamClass, duration) * of.rate() * Math.min(of.meanLifetime(), duration);
        }
        Presence known = presence;
        if (known == null || known.duration != duration) {
            known = presence(duration);
            presence = known;
        }
        return of.rate() * known.seconds[streamClass];
    }

    private Presence presence(double duration) {
        double[] seconds = new double[classes.size()];
        for (Client client : trace) {
            if (client.time() >= duration) {
                break;
            }
            seconds[client.streamClass()] += Math.min(client.lifetime(), duration - client.time());
        }
        return new Presence(duration, seconds);
    }

    /**
     * Estimates how many random clients of a class arrive in a run.
     *
     * @param streamClass index of the class
     * @param duration length of the run [s]
     * @return mean number; 0 for a replayed list
     */
    public double expectedClients(int streamClass, double duration) {
        return arrivals == null ? 0 : arrivals.expectedClients(duration) * expectedShare(streamClass);
    }

    /**
     * Returns the part of random clients that is of a class.
     *
     * @param streamClass index of the class
     * @return share over the sum of all shares, 0 to 1
     */
    public double expectedShare(int streamClass) {
        double sum = classes.stream().mapToDouble(StreamClass::share).sum();
        return classes.get(streamClass).share() / sum;
    }

    /**
     * Returns the list of clients that is replayed.
     *
     * @return in order of time; empty if clients are drawn at random
     */
    public Iterable<Client> replayed() {
        return trace;
    }

    /**
     * Returns the highest index of a site in the list that is replayed.
     *
     * @return -1 if clients are drawn at random
     */
    public int highestSite() {
        return highestSite;
    }

    /**
     * Tells whether single queries are replayed, so that streams send one each.
     *
     * @return true for a {@link #recorded} workload
     */
    public boolean isRecorded() {
        return classes.get(0).queries() instanceof QueryProcess.Recorded;
    }

    /**
     * Tells what was recorded of queries besides times, classes and sites.
     *
     * @return nothing unless this is a {@link #recorded} workload
     */
    public RecordedFeatures recordedFeatures() {
        return recorded;
    }

    /**
     * Counts the queries of each request, by a walk through the list.
     *
     * @param duration length of the run [s]; queries after it are not sent
     * @return by number of the request; of length 0 if all queries are alone
     */
    public int[] requestSizes(double duration) {
        int[] sizes = new int[recorded.requests()];
        if (sizes.length > 0) {
            for (Client client : trace) {
                if (client.time() >= duration) {
                    break;
                }
                if (client.recorded() != null && client.recorded().request() != RecordedQuery.ALONE) {
                    sizes[client.recorded().request()]++;
                }
            }
        }
        return sizes;
    }

    /**
     * Returns the same workload with clients arriving at another mean rate.
     *
     * @param rate [clients/s], positive
     * @return the scaled workload
     * @throws InvalidInputException if this workload replays a list
     */
    public Workload withClientRate(double rate) {
        if (arrivals == null) {
            throw new InvalidInputException("the rate of a replayed client trace cannot be changed");
        }
        return random(classes, arrivals.withMeanRate(rate));
    }

    /**
     * Opens the clients of one run, drawn from streams "client-times" and "clients". Random clients do not depend on the
     * order in which sites and classes are given: sites are drawn by name, classes by falling rate, then task, deadline and
     * name.
     *
     * @param topology where clients appear
     * @param streams the run's random numbers
     * @param until how far the run goes [s]; clients after it need not be right
     * @return an iterator in order of time; endless unless this workload replays a list
     */
    public Iterator<Client> clients(EdgeTopology topology, RandomStreams streams, double until) {
        return arrivals == null ? trace.iterator() : new RandomClients(topology, streams, until);
    }

    private final class RandomClients implements Iterator<Client> {
        private final double until;
        private final ClientArrivals.Times times;
        private final UniformRandomProvider random;
        private final ZigguratSampler.Exponential exponential;
        private final Lots classLots = Lots.of(classes, BY_REQUIREMENTS, StreamClass::share);
        private final Lots siteLots;

        RandomClients(EdgeTopology topology, RandomStreams streams, double until) {
            this.until = until;
            times = arrivals.times(streams.stream("client-times"));
            random = streams.stream("clients");
            exponential = ZigguratSampler.Exponential.of(random);
            siteLots = Lots.of(topology.sites(), BY_NAME, Site::clientWeight);
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Client next() {
            int streamClass = classLots.draw(random);
            int site = siteLots.draw(random);
            double lifetime = classes.get(streamClass).meanLifetime() * exponential.sample();
            return new Client(times.next(until), streamClass, site, Math.max(lifetime, Checks.SMALLEST));
        }
    }

    /** Items with weights in an order of their own, so that what is drawn does not depend on the order in a file. */
    private record Lots(int[] items, double[] sums) {
        static <T> Lots of(List<T> all, Comparator<T> order, ToDoubleFunction<T> weight) {
            int[] items = IntStream.range(0, all.size())
                    .boxed()
                    .sorted(Comparator.comparing(all::get, order))
                    .mapToInt(Integer::intValue)
                    .toArray();
            double[] sums = Arrays.stream(items)
                    .mapToDouble(item -> weight.applyAsDouble(all.get(item)))
                    .toArray();
            for (int i = 1; i < sums.length; i++) {
                sums[i] += sums[i - 1];
            }
            return new Lots(items, sums);
        }

        /** Draws the first item whose cumulated weight is above a random part of the whole. */
        int draw(UniformRandomProvider random) {
            double u = random.nextDouble() * sums[sums.length - 1];
            int low = 0;
            int high = sums.length - 1;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (sums[middle] <= u) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return items[low];
        }
    }
}
