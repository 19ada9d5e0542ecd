// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import io.github.virgasim.scheduling.Monitoring;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** The dual that gives {@link BidPrice} its prices; apart from it, so that it can be loaded without ojAlgo and say so. */
final class PriceProgramme {
    private PriceProgramme() {}

    /**
     * Solves the dual for one level of demand.
     *
     * @param groups who may be served where, and how fast
     * @param demand rate of each group [queries/s]
     * @param level factor of the demand
     * @param usable share of each worker that can be given out
     * @param monitoring tells which workers are up
     * @return what a second of each worker is worth, in queries
     */
    static double[] prices(RequestGroups groups, double[] demand, double level, double usable, Monitoring monitoring) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        Variable[] ofWorker = new Variable[groups.workers()];
        for (int n = 0; n < ofWorker.length; n++) {
            ofWorker[n] = model.newVariable("worker " + n).lower(0).weight(usable);
        }
        for (int g = 0; g < demand.length; g++) {
            Variable surplus = model.newVariable("group " + g).lower(0).weight(level * demand[g]);
            for (int n = 0; n < ofWorker.length; n++) {
                if (groups.capacity(g, n) > 0 && demand[g] > 0 && monitoring.isUp(n)) {
                    Expression covered = model.newExpression(g + "@" + n).lower(1);
                    covered.set(surplus, 1);
                    covered.set(ofWorker[n], 1 / groups.capacity(g, n));
                }
            }
        }
        Optimisation.Result result = model.minimise();
        double[] prices = new double[ofWorker.length];
        for (int n = 0; n < prices.length; n++) {
            prices[n] = result.doubleValue(n);
        }
        return prices;
    }
}
