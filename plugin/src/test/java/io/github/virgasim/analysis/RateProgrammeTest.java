// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Paths;
import io.github.virgasim.topology.Samples;
import io.github.virgasim.topology.Site;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;

/** The programme on pools against the one with a rate for each site, class and worker, solved by another method. */
class RateProgrammeTest {
    private static final double EXACT = 1e-9;

    @Test
    void poolsAndMachinesDoNotChangeTheValue() {
        int limited = 0;
        int smaller = 0;
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            EdgeTopology topology = tree(random);
            List<StreamClass> classes = new ArrayList<>();
            for (int k = 0; k <= random.nextInt(3); k++) {
                classes.add(streamClass("c" + k, random));
            }
            double[] factors = new double[topology.sites().size()];
            Arrays.setAll(factors, s -> random.nextInt(6) == 0 ? 4 : 1);
            double[][] amount = new double[factors.length][classes.size()];
            double sum = 0;
            for (double[] ofSite : amount) {
                for (int k = 0; k < ofSite.length; k++) {
                    ofSite[k] = 40 * random.nextInt(4) * random.nextDouble();
                    sum += ofSite[k];
                }
            }
            double[] time = random.doubles(topology.workers().size()).toArray();
            Arrays.setAll(time, n -> random.nextInt(5) == 0 ? 0 : random.nextInt(3) == 0 ? 1 : time[n]);

            RequestPools pools = new RequestPools(topology, classes, new Paths(topology, factors));
            double[] pooled = new double[pools.size()];
            for (int site = 0; site < amount.length; site++) {
                for (int k = 0; k < classes.size(); k++) {
                    pooled[pools.poolOf(site, k)] += amount[site][k];
                }
            }
            double value = RateProgramme.most(pools, pooled, time);
            double expected = single(topology, classes, factors, amount, time);
            assertEquals(expected, value, EXACT * (1 + expected), "seed " + seed);
            limited += expected > 0 && expected < (1 - 1e-6) * sum ? 1 : 0;
            smaller += pools.size() < amount.length * classes.size() && pools.machines() < time.length ? 1 : 0;
        }
        assertTrue(limited > 100 && smaller > 100, limited + " limited, " + smaller + " smaller");
    }

    /** Solves the programme that has a rate for each site, class and worker. */
    private static double single(
            EdgeTopology topology, List<StreamClass> classes, double[] factors, double[][] amount, double[] time) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        Expression[] work = new Expression[time.length];
        for (int n = 0; n < time.length; n++) {
            work[n] = model.newExpression("worker " + n).upper(time[n]);
        }
        for (int site = 0; site < amount.length; site++) {
            Link[] paths = topology.pathsFrom(site, factors);
            for (int k = 0; k < classes.size(); k++) {
                double[] capacity = new double[time.length];
                for (Instance i : topology.instances()) {
                    if (Candidates.meets(i, paths[i.siteIndex()], classes.get(k))) {
                        double own = i.variant().capacity(classes.get(k).size());
                        capacity[i.workerIndex()] = Math.max(capacity[i.workerIndex()], own);
                    }
                }
                if (amount[site][k] > 0) {
                    Expression demand = model.newExpression(site + "/" + k).upper(1);
                    for (int n = 0; n < time.length; n++) {
                        if (capacity[n] > 0) {
                            var x = model.newVariable(site + "/" + k + "@" + n)
                                    .lower(0)
                                    .weight(amount[site][k]);
                            demand.set(x, 1);
                            work[n].set(x, amount[site][k] / capacity[n]);
                        }
                    }
                }
            }
        }
        Optimisation.Result result = model.maximise();
        assertTrue(result.getState().isOptimal());
        return result.getValue();
    }

    /** Values from small sets, so that many sites and workers are alike, and deadlines that some paths just exceed. */
    private static EdgeTopology tree(Random random) {
        int count = 2 + random.nextInt(9);
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Worker> workers = new ArrayList<>();
            for (int w = i == 0 ? 1 : random.nextInt(4); w > 0; w--) {
                workers.add(worker("s" + i + "/w" + w, random));
            }
            String parent = i == 0 ? "" : "s" + random.nextInt(Math.min(i, 3));
            Link uplink = i == 0 ? Link.NONE : link(random);
            sites.add(Samples.site("s" + i, parent, uplink, link(random), workers.toArray(new Worker[0])));
        }
        return new EdgeTopology(sites);
    }

    private static Worker worker(String name, Random random) {
        List<ModelVariant> variants = new ArrayList<>();
        variants.add(Samples.variant("quick", 30, 0.02));
        if (random.nextBoolean()) {
            variants.add(Samples.variant("middle", 50, 0.05));
        }
        if (random.nextBoolean()) {
            variants.add(Samples.variant(Samples.ANSWERING, "other", 50, 0.03));
        }
        return Samples.worker(name, variants.toArray(new ModelVariant[0]));
    }

    private static Link link(Random random) {
        return new Link(0.005 * random.nextInt(4), 0.001 * random.nextInt(2), 1e7 * (1 + random.nextInt(2)));
    }

    private static StreamClass streamClass(String name, Random random) {
        return new StreamClass(
                name,
                random.nextInt(4) == 0 ? Samples.ANSWERING : Samples.DETECTION,
                1,
                QueryProcess.periodic(1),
                1 + 0.5 * random.nextInt(3),
                1e4 * random.nextInt(2),
                0,
                0.04 + 0.02 * random.nextInt(5),
                20 * random.nextInt(3),
                60);
    }
}
