// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.azure.AzureLlmSource;
import io.github.virgasim.validation.cicv5g.Cicv5gSource;
import io.github.virgasim.validation.containers.ContainerSource;
import io.github.virgasim.validation.edgegrid.EdgeGridSource;
import io.github.virgasim.validation.gavel.GavelSource;
import io.github.virgasim.validation.loudva.LoudvaSource;
import io.github.virgasim.validation.mlperf.MlperfSource;
import io.github.virgasim.validation.nos.NosSource;
import io.github.virgasim.validation.pollux.PolluxSource;
import io.github.virgasim.validation.shockwave.ShockwaveSource;
import io.github.virgasim.validation.source.ValidationSource;
import io.github.virgasim.validation.testbed.DemoSource;
import io.github.virgasim.validation.testbed.TestbedSource;
import io.github.virgasim.validation.trtutils.TrtutilsSource;
import io.github.virgasim.validation.zeus.ZeusSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All kinds of measurements. A further kind is one class and a line here. */
public final class Sources {
    /** In the order in which they are told. */
    public static final List<ValidationSource> ALL = List.of(
            new TestbedSource(),
            new DemoSource(),
            new EdgeGridSource(),
            new LoudvaSource(),
            new MlperfSource(),
            new TrtutilsSource(),
            new NosSource(),
            new GavelSource(),
            new ZeusSource(),
            new PolluxSource(),
            new Cicv5gSource(),
            new AzureLlmSource(),
            new ShockwaveSource(),
            new ContainerSource());

    private Sources() {}

    /**
     * Finds a kind.
     *
     * @param name of it
     * @param data given for it
     * @return the kind
     * @throws InvalidInputException if there is no such kind, or data are missing or given in vain
     */
    public static ValidationSource named(String name, Optional<Path> data) {
        Checks.oneOf("source", name, ALL.stream().map(ValidationSource::name).toList());
        ValidationSource found = ALL.stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow();
        if (found.needsData() != data.isPresent()) {
            throw new InvalidInputException("option '--data' must be " + (found.needsData() ? "given" : "left out")
                    + " with source '" + name + "'");
        }
        return found;
    }

    /**
     * Finds all kinds that a folder has something of.
     *
     * @param data holds a folder for each kind, by the name of {@link ValidationSource#folder} or of the kind itself
     * @return what ships, with no folder, and the kinds that have one, in the order of {@link #ALL}
     * @throws InvalidInputException if there is no folder of any kind
     */
    public static Map<ValidationSource, Optional<Path>> in(Path data) {
        Map<ValidationSource, Optional<Path>> found = new LinkedHashMap<>();
        for (ValidationSource source : ALL) {
            if (source.needsData()) {
                Stream.of(source.folder(), source.name())
                        .map(data::resolve)
                        .filter(Files::isDirectory)
                        .findFirst()
                        .ifPresent(folder -> found.put(source, Optional.of(folder)));
            } else {
                found.put(source, Optional.empty());
            }
        }
        if (found.values().stream().allMatch(Optional::isEmpty)) {
            throw new InvalidInputException(data + ": must have a folder of some kind of measurements, "
                    + ALL.stream()
                            .filter(ValidationSource::needsData)
                            .map(ValidationSource::folder)
                            .toList());
        }
        return found;
    }
}
