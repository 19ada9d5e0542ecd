// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.serving.ServingStatistics;
import io.github.virgasim.workload.StreamClass;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import org.cloudsimplus.builders.tables.MarkdownTable;
import org.cloudsimplus.builders.tables.Table;
import org.cloudsimplus.builders.tables.TableBuilderAbstract;

/**
 * Prints what became of the queries after the warm-up, up to now: one row for each class of streams. Latencies are means and
 * percentiles of those answered.
 */
public class ServingTableBuilder extends TableBuilderAbstract<StreamClass> {
    private static final String QUERIES = "Queries";
    private static final String PERCENT = "%";
    private static final String MILLISECONDS = "ms";
    private static final double PER_SECOND = 1e3;

    private final ServingStatistics statistics;
    private final List<StreamClass> classes;

    /**
     * Prepares a Markdown table of a broker's results.
     *
     * @param broker whose queries
     */
    public ServingTableBuilder(InferenceBroker broker) {
        this(broker.getStatistics(), broker.getEngine().scenario().workload().classes(), new MarkdownTable());
    }

    /**
     * Prepares a table of a kind of one's own choice.
     *
     * @param statistics the results
     * @param classes the workload's classes, in its order
     * @param table how to print
     */
    public ServingTableBuilder(ServingStatistics statistics, List<StreamClass> classes, Table table) {
        super(classes, table);
        this.statistics = statistics;
        this.classes = classes;
    }

    @Override
    protected void createTableColumns() {
        addColumn(getTable().newColumn("Class"), StreamClass::name);
        count("Offered", statistics::offered);
        count("Served", statistics::served);
        count("Late", statistics::late);
        count("Rejected", statistics::rejected);
        count("Under way", statistics::underWay);
        number("In time", PERCENT, k -> 100.0 * statistics.served(k) / statistics.offered(k));
        number("Mean latency", MILLISECONDS, k -> PER_SECOND * statistics.meanLatency(k));
        number("Median", MILLISECONDS, k -> PER_SECOND * statistics.latencyPercentile(k, 50));
        number("95th perc.", MILLISECONDS, k -> PER_SECOND * statistics.latencyPercentile(k, 95));
        number("99th perc.", MILLISECONDS, k -> PER_SECOND * statistics.latencyPercentile(k, 99));
    }

    private void count(String title, IntToLongFunction count) {
        addColumn(
                getTable().newColumn(title, QUERIES, "%d"),
                streamClass -> count.applyAsLong(classes.indexOf(streamClass)));
    }

    private void number(String title, String unit, IntToDoubleFunction value) {
        addColumn(
                getTable().newColumn(title, unit, "%.2f"),
                streamClass -> value.applyAsDouble(classes.indexOf(streamClass)));
    }
}
