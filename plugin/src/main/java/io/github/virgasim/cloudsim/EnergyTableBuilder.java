// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.scheduling.Monitoring;
import io.github.virgasim.serving.EngineState;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.cloudsimplus.builders.tables.MarkdownTable;
import org.cloudsimplus.builders.tables.Table;
import org.cloudsimplus.builders.tables.TableBuilderAbstract;

/**
 * Prints what energy was drawn, from the beginning of serving to now: one row for each worker. Busy share and power are means
 * over that time. The last column shares the
 * energy among all queries answered in that time, by whichever worker; its sum is the energy per answered query.
 */
public class EnergyTableBuilder extends TableBuilderAbstract<GpuWorker> {
    private final EngineState engine;
    private final long answered;

    /**
     * Prepares a Markdown table.
     *
     * @param broker whose workers
     */
    public EnergyTableBuilder(InferenceBroker broker) {
        this(broker, new MarkdownTable());
    }

    /**
     * Prepares a table of a kind of one's own choice.
     *
     * @param broker whose workers
     * @param table how to print
     */
    public EnergyTableBuilder(InferenceBroker broker, Table table) {
        super(broker.getWorkers(), table);
        engine = broker.getEngine();
        Monitoring counts = engine.monitoring();
        answered = IntStream.range(0, counts.classes().size())
                .mapToLong(k -> counts.served(k) + counts.late(k))
                .sum();
    }

    @Override
    protected void createTableColumns() {
        addColumn(getTable().newColumn("Worker"), vm -> vm.getWorker().name());
        addColumn(getTable().newColumn("Site"), vm -> vm.getSite().name());
        addColumn(getTable().newColumn("Device"), vm -> vm.getWorker().device().name());
        number("Busy", "%", vm -> 100 * engine.busyTime(vm.getIndex()) / engine.now());
        number("Mean power", "W", vm -> engine.energy(vm.getIndex()) / engine.now());
        number("Energy", "J", vm -> engine.energy(vm.getIndex()));
        number("Per answer", "J", vm -> engine.energy(vm.getIndex()) / answered);
    }

    private void number(String title, String unit, ToDoubleFunction<GpuWorker> value) {
        addColumn(getTable().newColumn(title, unit, "%.2f"), value::applyAsDouble);
    }
}
