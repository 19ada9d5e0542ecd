// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.testbed;

import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.Parameter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts into a calibration what a recording says of models that the calibration has never seen: what their batches take and draw
 * alone, which is input to every prediction. Laws stay those of the calibration.
 */
final class OwnProfiles {
    private static final String IDLE = "power/idle";

    private OwnProfiles() {}

    /**
     * Completes a calibration.
     *
     * @param given of another recording
     * @param recording that is going to be predicted
     * @return the calibration, with profiles of models that are only in the recording
     */
    static Calibration complete(Calibration given, Recording recording) {
        Set<String> known = new HashSet<>();
        given.parameters().stream()
                .filter(p -> p.name().startsWith(Calibrator.TIME))
                .forEach(p -> known.add(model(Calibrator.table(p.name()))));
        List<Parameter> all = new ArrayList<>(given.parameters());
        List<Parameter> own = Calibrator.all(recording).parameters();
        Set<String> others = new HashSet<>();
        for (Parameter p : own) {
            String table = p.name().startsWith(Calibrator.TIME)
                    ? Calibrator.table(p.name())
                    : p.name().startsWith(Times.SPREAD) ? p.name().substring(Times.SPREAD.length()) : "";
            if (!table.isEmpty() && !known.contains(model(table)) && !Calibrator.isNoModel(table)) {
                others.add(model(table));
                all.add(p);
            }
        }
        if (others.isEmpty()) {
            return given;
        }
        Set<String> ends = new HashSet<>();
        SharedRun.read(recording)
                .forEach(run -> run.members().stream()
                        .filter(member -> others.contains(member.model()))
                        .forEach(member -> ends.add("/" + member.work())));
        others.forEach(model -> ends.add("/" + model));
        own.stream().filter(p -> isOf(p.name(), others, ends)).forEach(all::add);
        // The energies of these models are above what this device draws idle.
        own.stream().filter(p -> p.name().equals(IDLE)).findFirst().ifPresent(idle -> {
            all.removeIf(p -> p.name().equals(IDLE));
            all.add(idle);
        });
        return given.with(all);
    }

    private static boolean isOf(String name, Set<String> models, Set<String> ends) {
        if (name.startsWith(Calibrator.BYTES)) {
            return models.contains(name.substring(Calibrator.BYTES.length(), name.lastIndexOf('/')));
        }
        if (name.startsWith(Times.WEIGHTS)) {
            return models.contains(name.substring(Times.WEIGHTS.length()));
        }
        return (name.startsWith("solo/") || name.startsWith("power/"))
                && ends.stream().anyMatch(name::endsWith);
    }

    private static String model(String table) {
        return table.replaceFirst("/[^/]*/[^/]*$", "");
    }
}
