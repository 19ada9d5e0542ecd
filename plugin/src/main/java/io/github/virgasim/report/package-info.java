// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What is left of runs: summaries with confidence intervals, CSV files and text tables, figures, and the provenance of
 * all of them.
 *
 * <pre>{@code
 * ServingScenario scenario = Scenarios.named("aset-full-edge");
 * RunSummary run = ServingRun.execute(scenario, new LeastImpedance(), 1).summary();
 * TextTable table = new TextTable("policy", "served %", "p99 ms");
 * table.row(
 *         run.policy(),
 *         TextTable.number(100 * run.servedShare(), 2),
 *         TextTable.number(1000 * run.p99Latency(), 1));
 * System.out.print(table.markdown());
 * }</pre>
 */
package io.github.virgasim.report;
