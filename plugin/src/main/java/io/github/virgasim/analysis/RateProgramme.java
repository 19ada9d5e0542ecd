// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import io.github.virgasim.analysis.RequestPools.Pool;
import io.github.virgasim.topology.Approach;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The linear programme behind the bounds: requests in pools share the machines' time,
 *
 * <pre>
 *   maximise sum x(p, m)   subject to   sum_m x(p, m) + up(p) &lt;= amount(p) + sum of up(q) over the pools q below p
 *                                       sum_p x(p, m) / capacity(p, m) &lt;= time(m)
 * </pre>
 *
 * <p>for each pool p and machine m. What is returned is the value of a solution of the dual, which is never too low, and a
 * solution of the programme itself has come as near to it as {@value #EXACT} of the value.
 */
final class RateProgramme {
    private static final double EXACT = 1e-10;
    private static final double GOOD_ENOUGH = 1e-9;
    private static final int MOST_STEPS = 100;
    private static final int NONE = RequestPools.NONE;

    private final RequestPools pools;
    /** Rows of pools and machines, {@link #NONE} for those without requests or time. */
    private final int[] poolRow;

    private final int[] machineRow;
    /** Amounts by pool, in units; then times by machine, in the time that the fastest one needs for a unit. */
    private final double[] limit;

    private final double unit;
    private final double[] fastest;
    /** The columns of a pool: to its machines, then to the pool above. */
    private final int[] firstColumn;

    private final InteriorPoint.Columns columns;

    /**
     * Solves the programme.
     *
     * @param pools who may be served where, and how fast
     * @param amount queries that enter at each pool, or their rate
     * @param workerTime what each worker can give [s], or the share of its time; not negative
     * @return the most that can be served, in the unit of the amounts
     * @throws IllegalStateException if rounding keeps the solution from being found to nine digits
     */
    static double most(RequestPools pools, double[] amount, double[] workerTime) {
        return new RateProgramme(pools, amount, workerTime).most();
    }

    private RateProgramme(RequestPools pools, double[] amount, double[] workerTime) {
        this.pools = pools;
        double[] time = new double[pools.machines()];
        for (int worker = 0; worker < workerTime.length; worker++) {
            if (pools.machineOf(worker) != NONE) {
                time[pools.machineOf(worker)] += workerTime[worker];
            }
        }
        poolRow = new int[pools.size()];
        machineRow = new int[time.length];
        fastest = new double[time.length];
        Arrays.fill(poolRow, NONE);
        Arrays.fill(machineRow, NONE);
        double[] supply = amount.clone();
        int rows = 0;
        double sum = 0;
        // A pool has a higher number than those above it.
        for (int p = pools.size() - 1; p >= 0; p--) {
            Pool pool = pools.pool(p);
            if (supply[p] > 0) {
                poolRow[p] = rows++;
                sum += amount[p];
                if (pool.next() != NONE) {
                    supply[pool.next()] += supply[p];
                }
                for (int i = 0; i < pool.machine().length; i++) {
                    int m = pool.machine()[i];
                    fastest[m] = time[m] > 0 ? Math.max(fastest[m], pool.capacity()[i]) : 0;
                }
            }
        }
        unit = sum / Math.max(1, rows);
        for (int m = 0; m < fastest.length; m++) {
            machineRow[m] = fastest[m] > 0 ? rows++ : NONE;
        }
        limit = new double[rows];
        firstColumn = new int[pools.size() + 1];
        for (int p = 0; p < pools.size(); p++) {
            firstColumn[p + 1] = firstColumn[p];
            if (poolRow[p] != NONE) {
                limit[poolRow[p]] = amount[p] / unit;
                firstColumn[p + 1] += columnsOf(pools.pool(p));
            }
        }
        for (int m = 0; m < time.length; m++) {
            if (machineRow[m] != NONE) {
                limit[machineRow[m]] = time[m] * fastest[m] / unit;
            }
        }
        columns = columns();
    }

    private int columnsOf(Pool pool) {
        int served = (int)
                Arrays.stream(pool.machine()).filter(m -> machineRow[m] != NONE).count();
        return served + (pool.next() == NONE ? 0 : 1);
    }

    private InteriorPoint.Columns columns() {
        int n = firstColumn[pools.size()];
        int[] one = new int[n];
        int[] other = new int[n];
        double[] coefficient = new double[n];
        double[] gain = new double[n];
        for (int p = 0; p < pools.size(); p++) {
            if (poolRow[p] == NONE) {
                continue;
            }
            Pool pool = pools.pool(p);
            int c = firstColumn[p];
            Arrays.fill(one, c, firstColumn[p + 1], poolRow[p]);
            for (int i = 0; i < pool.machine().length; i++) {
                int m = pool.machine()[i];
                if (machineRow[m] != NONE) {
                    other[c] = machineRow[m];
                    coefficient[c] = fastest[m] / pool.capacity()[i];
                    gain[c++] = 1;
                }
            }
            if (pool.next() != NONE) {
                other[c] = poolRow[pool.next()];
                coefficient[c] = -1;
            }
        }
        return new InteriorPoint.Columns(one, other, coefficient, gain);
    }

    private double most() {
        if (columns.one().length == 0) {
            return 0;
        }
        InteriorPoint point = new InteriorPoint(columns, limit, flows(), prices(), factor());
        double bound = bound(point.y());
        double reached = reached(point.x());
        for (int step = 0; step < MOST_STEPS && bound - reached > EXACT * bound; step++) {
            point.step();
            double above = bound(point.y());
            double below = reached(point.x());
            if (Double.isNaN(above + below)) {
                // At the optimum the last digits are gone.
                break;
            }
            bound = Math.min(bound, above);
            reached = Math.max(reached, below);
        }
        if (!(bound - reached <= GOOD_ENOUGH * bound)) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT, "linear programme ended between %s and %s", reached * unit, bound * unit));
        }
        return bound * unit;
    }

    /** Returns flows well inside the limits: each pool hands out half of what it has, machines are busy half the time. */
    private double[] flows() {
        double[] x = new double[columns.one().length];
        double[] supply = limit.clone();
        double[] work = new double[limit.length];
        for (int p = pools.size() - 1; p >= 0; p--) {
            for (int c = firstColumn[p]; c < firstColumn[p + 1]; c++) {
                x[c] = supply[poolRow[p]] / 2 / (firstColumn[p + 1] - firstColumn[p]);
                if (columns.gain()[c] > 0) {
                    work[columns.other()[c]] += columns.coefficient()[c] * x[c];
                } else {
                    supply[columns.other()[c]] += x[c];
                }
            }
        }
        for (int c = 0; c < x.length; c++) {
            if (columns.gain()[c] > 0) {
                int machine = columns.other()[c];
                x[c] *= Math.min(1, limit[machine] / 2 / work[machine]);
            }
        }
        return x;
    }

    /** Returns prices well inside theirs: 1 for machines, and more than 1 for pools, the more the further down. */
    private double[] prices() {
        double[] y = new double[limit.length];
        Arrays.fill(y, 1);
        for (int p = 0; p < pools.size(); p++) {
            int next = pools.pool(p).next();
            if (poolRow[p] != NONE && next != NONE) {
                y[poolRow[p]] = y[poolRow[next]] + 0.1;
            }
        }
        return y;
    }

    /** Returns the value of the dual for given prices of machines and the best ones of pools. */
    private double bound(double[] y) {
        double[] price = new double[pools.size()];
        double sum = 0;
        for (int p = 0; p < pools.size(); p++) {
            if (poolRow[p] != NONE) {
                int next = pools.pool(p).next();
                price[p] = next == NONE ? 0 : price[next];
                for (int c = firstColumn[p]; c < firstColumn[p + 1]; c++) {
                    if (columns.gain()[c] > 0) {
                        price[p] = Math.max(price[p], 1 - columns.coefficient()[c] * y[columns.other()[c]]);
                    }
                }
                sum += price[p] * limit[poolRow[p]];
            }
        }
        for (int row : machineRow) {
            sum += row == NONE ? 0 : y[row] * limit[row];
        }
        return sum;
    }

    /** Returns what flows amount to when those that break a limit are cut down. */
    private double reached(double[] x) {
        double[] work = new double[limit.length];
        for (int c = 0; c < x.length; c++) {
            work[columns.other()[c]] += columns.coefficient()[c] * x[c];
        }
        double[] supply = limit.clone();
        double sum = 0;
        for (int p = pools.size() - 1; p >= 0; p--) {
            double out = 0;
            double served = 0;
            for (int c = firstColumn[p]; c < firstColumn[p + 1]; c++) {
                boolean up = columns.gain()[c] == 0;
                int row = columns.other()[c];
                double flow = up ? x[c] : x[c] * Math.min(1, limit[row] / work[row]);
                out += flow;
                served += up ? 0 : flow;
            }
            if (out > 0) {
                double kept = Math.min(1, supply[poolRow[p]] / out);
                sum += served * kept;
                int next = pools.pool(p).next();
                if (next != NONE) {
                    supply[poolRow[next]] += (out - served) * kept;
                }
            }
        }
        return sum;
    }

    /** Returns what solves for the rows: those of a pool stand at its site, a machine's at the lowest of its pools. */
    private TreeFactor factor() {
        Map<Integer, Integer> nodes = new HashMap<>();
        for (int p = 0; p < pools.size(); p++) {
            if (poolRow[p] != NONE) {
                nodes.putIfAbsent(pools.pool(p).approach().site(), nodes.size());
            }
        }
        int[] nodeOf = new int[limit.length];
        int[] above = new int[nodes.size()];
        int[] lowest = new int[limit.length];
        Arrays.fill(above, NONE);
        for (int p = 0; p < pools.size(); p++) {
            if (poolRow[p] != NONE) {
                Approach approach = pools.pool(p).approach();
                int node = nodes.get(approach.site());
                int depth = 0;
                for (var up = approach.next(); up.isPresent(); up = up.get().next()) {
                    depth++;
                    if (above[node] == NONE) {
                        above[node] = nodes.getOrDefault(up.get().site(), NONE);
                    }
                }
                nodeOf[poolRow[p]] = node;
                for (int m : pools.pool(p).machine()) {
                    int row = machineRow[m];
                    if (row != NONE && depth >= lowest[row]) {
                        lowest[row] = depth;
                        nodeOf[row] = node;
                    }
                }
            }
        }
        return new TreeFactor(nodeOf, above, columns.one(), columns.other());
    }
}
