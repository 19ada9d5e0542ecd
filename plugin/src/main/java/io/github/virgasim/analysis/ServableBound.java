// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;

/**
 * The largest share of queries that any scheduler could serve, had it to deal with mean rates only: a linear programme
 * that splits the rate offered at each site by each class over the workers that have a feasible variant,
 *
 * <pre>
 *   maximise sum x(g, n)   subject to   sum_n x(g, n) &lt;= rate(g)               for each group g of equal requests
 *                                       sum_g x(g, n) / capacity(g, n) &lt;= 1    for each worker n
 * </pre>
 *
 * <p>Feasible is what meets accuracy and expected delay by ASET's rule 2 (d + 2 sigma) + D_v &lt;= D on the planned links;
 * capacity(g, n) is that of the worker's best feasible variant. Queueing, jitter, failures, slowed
 * links and the granularity of streams, which all lower what can be served, are left out, so no policy can stay above the
 * bound for long. Sites with
 * the same candidates are one group, which keeps large topologies small.
 */
public final class ServableBound {
    private final List<Integer> groupClass = new ArrayList<>();
    private final List<double[]> groupCapacity = new ArrayList<>();
    private final int[][] groupOf;
    private final int workers;
    private final double seconds;

    /**
     * Finds the groups of requests.
     *
     * @param scenario whose topology and classes count
     */
    public ServableBound(ServingScenario scenario) {
        EdgeTopology topology = scenario.topology();
        List<StreamClass> classes = scenario.workload().classes();
        List<Instance> instances = topology.instances();
        workers = topology.workers().size();
        seconds = scenario.settings().duration() - scenario.settings().warmup();
        groupOf = new int[topology.sites().size()][classes.size()];
        double[] planned = new double[topology.sites().size()];
        Arrays.fill(planned, 1);
        Map<List<Object>, Integer> known = new LinkedHashMap<>();
        for (int site = 0; site < groupOf.length; site++) {
            Link[] paths = topology.pathsFrom(site, planned);
            for (int k = 0; k < classes.size(); k++) {
                double[] capacity =
                        capacities(new Candidates(instances, paths, classes.get(k)), instances, classes.get(k));
                List<Object> key = List.of(k, Arrays.stream(capacity).boxed().toList());
                Integer group = known.get(key);
                if (group == null) {
                    group = groupClass.size();
                    known.put(key, group);
                    groupClass.add(k);
                    groupCapacity.add(capacity);
                }
                groupOf[site][k] = group;
            }
        }
    }

    private double[] capacities(Candidates candidates, List<Instance> instances, StreamClass streamClass) {
        double[] capacity = new double[workers];
        for (int i = 0; i < candidates.size(); i++) {
            Instance instance = instances.get(candidates.instance(i));
            capacity[instance.workerIndex()] = Math.max(
                    capacity[instance.workerIndex()], instance.variant().capacity(streamClass.size()));
        }
        return capacity;
    }

    /**
     * Bounds the share for rates as they were in a run, from warm-up to duration.
     *
     * @param statistics how many queries each class sent at each site
     * @return the largest share of those queries that could have been served, 0 to 1; 1 if there were none
     */
    public double share(ServingStatistics statistics) {
        double[] rate = new double[groupClass.size()];
        double total = 0;
        for (int site = 0; site < groupOf.length; site++) {
            for (int k = 0; k < groupOf[site].length; k++) {
                double offered = statistics.offeredAt(site, k) / seconds;
                rate[groupOf[site][k]] += offered;
                total += offered;
            }
        }
        return total == 0 ? 1 : Math.min(1, largestRate(rate) / total);
    }

    private double largestRate(double[] rate) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        Expression[] work = new Expression[workers];
        for (int n = 0; n < workers; n++) {
            work[n] = model.newExpression("worker " + n).upper(1);
        }
        for (int g = 0; g < rate.length; g++) {
            Expression demand = model.newExpression("group " + g).upper(1);
            double[] capacity = groupCapacity.get(g);
            for (int n = 0; n < workers; n++) {
                if (capacity[n] > 0 && rate[g] > 0) {
                    // The variable is the share of the group's rate, so that all coefficients are near 1.
                    var x = model.newVariable(g + "@" + n).lower(0).weight(rate[g]);
                    demand.set(x, 1);
                    work[n].set(x, rate[g] / capacity[n]);
                }
            }
        }
        Optimisation.Result result = model.maximise();
        if (!result.getState().isOptimal()) {
            throw new IllegalStateException("linear programme ended " + result.getState());
        }
        return result.getValue();
    }
}
