// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;

/**
 * The linear programme behind the bounds: groups of equal requests share the workers' time,
 *
 * <pre>
 *   maximise sum x(g, n)   subject to   sum_n x(g, n) &lt;= amount(g)                     for each group g
 *                                       sum_g x(g, n) / capacity(g, n) &lt;= time(n)    for each worker n
 * </pre>
 */
final class RateProgramme {
    private RateProgramme() {}

    /**
     * Solves the programme.
     *
     * @param groups who may be served where, and how fast
     * @param amount queries of each group, or their rate
     * @param time what each worker can give [s], or the share of its time; not negative
     * @return the most that can be served, in the unit of the amounts
     */
    static double most(RequestGroups groups, double[] amount, double[] time) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        Expression[] work = new Expression[groups.workers()];
        for (int n = 0; n < work.length; n++) {
            work[n] = model.newExpression("worker " + n).upper(time[n]);
        }
        for (int g = 0; g < amount.length; g++) {
            Expression demand = model.newExpression("group " + g).upper(1);
            for (int n = 0; n < work.length; n++) {
                if (groups.capacity(g, n) > 0 && amount[g] > 0) {
                    // The variable is the share of the group's amount, so that all coefficients are near 1.
                    var x = model.newVariable(g + "@" + n).lower(0).weight(amount[g]);
                    demand.set(x, 1);
                    work[n].set(x, amount[g] / groups.capacity(g, n));
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
