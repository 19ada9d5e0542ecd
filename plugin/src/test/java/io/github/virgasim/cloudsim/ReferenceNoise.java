// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.cloudsim;

import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingSettings;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.DoubleSupplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.LogNormalSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** How network delays and processing times vary in a {@link KernelEventReference}. */
final class ReferenceNoise {
    private final String jitter;
    private final ZigguratSampler.NormalizedGaussian gaussian;
    private final DoubleSupplier serviceFactor;
    private final double[] shape;
    private final double tau;

    ReferenceNoise(ServingSettings settings, RandomStreams random) {
        jitter = settings.jitter().name();
        gaussian = ZigguratSampler.NormalizedGaussian.of(random.stream("network"));
        serviceFactor = serviceFactor(settings.service(), random.stream("service"));
        shape = column("network/jitter-5g.csv");
        tau = column("network/jitter-5g-parameters.csv")[0];
    }

    private static double[] column(String dataset) {
        try (var reader = new InputStreamReader(Datasets.open(dataset), StandardCharsets.UTF_8)) {
            return CsvTable.read(reader, dataset, "value").rows().stream()
                    .mapToDouble(row -> row.number("value", -1e9, 1e9))
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DoubleSupplier serviceFactor(ServiceLaw law, UniformRandomProvider random) {
        double variance = Math.log1p(law.cv() * law.cv());
        return switch (law.name()) {
            case "exponential" -> ZigguratSampler.Exponential.of(random)::sample;
            case "log-normal" ->
                LogNormalSampler.of(ZigguratSampler.NormalizedGaussian.of(random), -variance / 2, Math.sqrt(variance))
                        ::sample;
            default -> () -> 1;
        };
    }

    double serviceFactor() {
        return serviceFactor.getAsDouble();
    }

    /** Draws the deviations of both directions, in units of sigma. */
    double[] jitter(KernelEventReference.Stream stream, double now) {
        if (jitter.equals("none")) {
            return new double[2];
        }
        if (jitter.equals("gaussian")) {
            return new double[] {gaussian.sample(), gaussian.sample()};
        }
        double correlation = Double.isNaN(stream.lastQuery) ? 0 : Math.exp(-(now - stream.lastQuery) / tau);
        stream.z = correlation * stream.z + Math.sqrt(1 - correlation * correlation) * gaussian.sample();
        double place = (Math.min(4, Math.max(-4, stream.z)) + 4) * 16;
        int below = (int) Math.min(127, Math.floor(place));
        double x = shape[below] * (below + 1 - place) + shape[below + 1] * (place - below);
        return new double[] {x, x};
    }
}
