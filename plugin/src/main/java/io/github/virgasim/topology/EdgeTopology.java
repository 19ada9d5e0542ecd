// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.topology;

import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.input.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Sites joined by their uplinks to one tree, the workers on them and the instances on those. Immutable; workers and
 * instances are numbered in the order of the sites.
 */
public final class EdgeTopology {
    /** The most sites. */
    public static final int MOST_SITES = 100_000;

    /** The most workers. */
    public static final int MOST_WORKERS = 200_000;

    private static final int MOST_STEPS = 1_000;
    /** Leaves room for links that become slower. */
    private static final double LONGEST_DELAYS = 1e40;

    private final List<Site> sites;
    private final Map<String, Integer> siteIndex = new HashMap<>();
    private final int[] parent;
    private final Subtrees subtrees;
    private final Map<String, Integer> workerIndex = new HashMap<>();
    private final List<Worker> workers;
    private final int[] siteOfWorker;
    private final List<Instance> instances;
    /** The first worker of each site, and the first instance of each worker; a last entry ends the last ones. */
    private final int[] firstWorker;

    private final int[] firstInstance;

    /**
     * Makes a topology.
     *
     * @param sites 1 to {@value #MOST_SITES}; exactly one has no parent
     * @throws InvalidInputException if there are more sites, more than {@value #MOST_WORKERS} workers or more than 1000
     *     uplinks in a row, names repeat, a parent is unknown, uplinks form a cycle or several trees, no site has
     *     clients, or nothing is deployed
     */
    public EdgeTopology(List<Site> sites) {
        Checks.count("number of sites", sites.size(), MOST_SITES);
        this.sites = List.copyOf(sites);
        for (Site site : sites) {
            if (siteIndex.putIfAbsent(site.name(), siteIndex.size()) != null) {
                throw new InvalidInputException("site '" + site.name() + "' must not appear twice");
            }
        }
        int machines = 0;
        double delays = 0;
        for (Site site : sites) {
            machines += site.workers().size();
            delays += site.uplink().delay()
                    + site.uplink().jitter()
                    + site.access().delay()
                    + site.access().jitter();
        }
        Checks.atMost("number of workers of all sites", machines, MOST_WORKERS);
        Checks.atMost("sum of the delays and jitters [s] of all links", delays, LONGEST_DELAYS);
        parent = new int[sites.size()];
        linkParents();
        subtrees = new Subtrees(this);
        firstWorker = new int[sites.size() + 1];
        workers = workersOf(sites);
        siteOfWorker = new int[workers.size()];
        for (int s = 0; s < sites.size(); s++) {
            Arrays.fill(siteOfWorker, firstWorker[s], firstWorker[s + 1], s);
        }
        firstInstance = new int[workers.size() + 1];
        instances = List.of(deploy());
        if (sites.stream().allMatch(site -> site.clientWeight() == 0)) {
            throw new InvalidInputException("client weights must not all be 0: no site has clients");
        }
        Checks.atLeastOne("number of deployed model variants", instances.size());
    }

    private void linkParents() {
        List<String> roots = new ArrayList<>();
        for (int i = 0; i < parent.length; i++) {
            String name = sites.get(i).parent();
            if (name.isEmpty()) {
                parent[i] = -1;
                roots.add(sites.get(i).name());
            } else {
                parent[i] = siteIndex.get(
                        Checks.oneOf("uplink of site " + sites.get(i).name(), name, siteIndex.keySet()));
            }
        }
        for (int i = 0; i < parent.length; i++) {
            int steps = 0;
            for (int up = i; up >= 0; up = parent[up]) {
                if (++steps > Math.min(parent.length, MOST_STEPS)) {
                    throw new InvalidInputException(String.format(
                            Locale.ROOT,
                            "uplinks must not form a cycle or be more than %d in a row, but they do from site %s",
                            MOST_STEPS,
                            sites.get(i).name()));
                }
            }
        }
        if (roots.size() != 1) {
            throw new InvalidInputException("exactly one site must have no uplink, found " + String.join(", ", roots));
        }
    }

    private List<Worker> workersOf(List<Site> sites) {
        List<Worker> all = new ArrayList<>();
        for (int s = 0; s < sites.size(); s++) {
            for (Worker worker : sites.get(s).workers()) {
                if (workerIndex.putIfAbsent(worker.name(), all.size()) != null) {
                    throw new InvalidInputException("worker '" + worker.name() + "' must not appear twice");
                }
                all.add(worker);
            }
            firstWorker[s + 1] = all.size();
        }
        return List.copyOf(all);
    }

    /** Numbers the instances by place, and ranks them by name. */
    private Instance[] deploy() {
        for (int w = 0; w < workers.size(); w++) {
            firstInstance[w + 1] =
                    firstInstance[w] + workers.get(w).allVariants().size();
        }
        Instance[] deployed = new Instance[firstInstance[workers.size()]];
        int[] byName = IntStream.range(0, workers.size())
                .boxed()
                .sorted(Comparator.comparing(w -> workers.get(w).name(), Names.ORDER))
                .mapToInt(Integer::intValue)
                .toArray();
        int rank = 0;
        for (int w : byName) {
            List<ModelVariant> variants = workers.get(w).allVariants();
            List<ModelVariant> sorted = variants.stream()
                    .sorted(Comparator.comparing(v -> v.model().name(), Names.ORDER))
                    .toList();
            for (ModelVariant variant : sorted) {
                int index = firstInstance[w] + variants.indexOf(variant);
                deployed[index] = new Instance(index, rank++, variant, workers.get(w), w, siteOfWorker[w]);
            }
        }
        return deployed;
    }

    /**
     * Returns all sites.
     *
     * @return in the order given
     */
    public List<Site> sites() {
        return sites;
    }

    /**
     * Returns all workers.
     *
     * @return in the order of their sites
     */
    public List<Worker> workers() {
        return workers;
    }

    /**
     * Returns all instances.
     *
     * @return in the order of their workers
     */
    public List<Instance> instances() {
        return instances;
    }

    /**
     * Returns the instances at a site.
     *
     * @param site index into {@link #sites()}
     * @return in the order of the site's workers
     */
    public List<Instance> instancesAt(int site) {
        return instances.subList(firstInstance[firstWorker[site]], firstInstance[firstWorker[site + 1]]);
    }

    /**
     * Returns the instances on a worker.
     *
     * @param worker index into {@link #workers()}
     * @return in the order of {@link Worker#allVariants()}
     */
    public List<Instance> instancesOn(int worker) {
        return instances.subList(firstInstance[worker], firstInstance[worker + 1]);
    }

    /**
     * Finds a site's position.
     *
     * @param name the site's name
     * @return index into {@link #sites()}
     * @throws InvalidInputException if the name is unknown
     */
    public int siteIndex(String name) {
        return siteIndex.get(Checks.oneOf("site", name, siteIndex.keySet()));
    }

    /**
     * Finds a worker's position.
     *
     * @param name the worker's name
     * @return index into {@link #workers()}
     * @throws InvalidInputException if the name is unknown
     */
    public int workerIndex(String name) {
        return workerIndex.get(Checks.oneOf("worker", name, workerIndex.keySet()));
    }

    /**
     * Returns the site that a worker stands on.
     *
     * @param worker index into {@link #workers()}
     * @return index into {@link #sites()}
     */
    public int siteOfWorker(int worker) {
        return siteOfWorker[worker];
    }

    /**
     * Returns the paths from one site's clients to every site: the access link, then the uplinks to the nearest common
     * ancestor and down again. Time grows with sites times depth of the tree; {@link Paths} keeps the paths from many.
     *
     * @param source index of the clients' site
     * @param factors multiplies delay and jitter of each site's uplink; one for every site
     * @return one path for every site, in the order of the sites
     */
    public Link[] pathsFrom(int source, double[] factors) {
        Approach approach = new Paths(this, factors).fromClients(source);
        return IntStream.range(0, sites.size()).mapToObj(approach::to).toArray(Link[]::new);
    }

    /** Returns the site that a site's uplink leads to, or -1. */
    int parent(int site) {
        return parent[site];
    }

    Subtrees subtrees() {
        return subtrees;
    }

    /**
     * Finds what does a task in the data centres.
     *
     * @param task the task
     * @return instances there, in the order of their indices
     */
    public List<Instance> inDataCenters(InferenceTask task) {
        return instances.stream()
                .filter(instance -> sites.get(instance.siteIndex()).tier() == Tier.DATA_CENTER)
                .filter(instance -> instance.variant().model().task().equals(task))
                .toList();
    }
}
