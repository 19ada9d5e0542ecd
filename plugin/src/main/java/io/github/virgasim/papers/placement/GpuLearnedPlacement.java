// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.placement;

import io.github.virgasim.cloudsim.GpuAllocationPolicy;
import io.github.virgasim.cloudsim.GpuForecast;
import io.github.virgasim.cloudsim.GpuHost;
import io.github.virgasim.cloudsim.GpuWorker;
import io.github.virgasim.datasets.Datasets;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.encog.CandidateScorer;
import io.github.virgasim.learn.encog.QNetwork;
import io.github.virgasim.learn.encog.SavedNetwork;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntBiFunction;
import java.util.stream.Stream;

/**
 * Places a worker on the host that a trained network scores highest; the first such host. The network sees each host with
 * room by itself: what the worker would leave of its memory, cores and GPU time, how the workers there would slow each
 * other down, and what it adds to the power. Hosts without room, and those on which the batches would not fit side by side,
 * are never shown to it. O(n m^2) time for n hosts with m variants each.
 */
public final class GpuLearnedPlacement extends GpuAllocationPolicy {
    /** Name of the data set with the network that ships with Virga. */
    public static final String RESOURCE = "networks/gpu-placement.txt";

    private static final String OBSERVATIONS = "observations";

    private final GpuForecast forecast;
    private final ToIntBiFunction<GpuWorker, double[][]> chooser;

    /** Makes a policy with any rule for the choice among the hosts' features. */
    GpuLearnedPlacement(GpuForecast forecast, ToIntBiFunction<GpuWorker, double[][]> chooser) {
        this.forecast = Objects.requireNonNull(forecast, "forecast");
        this.chooser = chooser;
    }

    /**
     * Makes a policy with the network that ships with Virga.
     *
     * @param forecast predicts slowdowns, utilisation and power
     * @return the policy
     */
    public static GpuLearnedPlacement shipped(GpuForecast forecast) {
        try (var reader = new InputStreamReader(Datasets.open(RESOURCE), StandardCharsets.UTF_8)) {
            return of(forecast, SavedNetwork.read(reader, RESOURCE), RESOURCE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes a policy with a network of one's own.
     *
     * @param forecast predicts slowdowns, utilisation and power
     * @param file written by {@link PlacementTraining#save}
     * @return the policy
     * @throws InvalidInputException if the file is missing or damaged, or holds another kind of network
     */
    public static GpuLearnedPlacement load(GpuForecast forecast, Path file) {
        return of(forecast, SavedNetwork.load(file), file.toString());
    }

    private static GpuLearnedPlacement of(GpuForecast forecast, SavedNetwork saved, String source) {
        String seen = saved.metadata().get(OBSERVATIONS);
        if (!observations().equals(seen)) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s: metadata 'observations' must be '%s' for a network that places workers, was '%s'",
                    source,
                    observations(),
                    seen));
        }
        List<Integer> layers = saved.network().layers();
        if (layers.get(0) != PlacementFeatures.NAMES.size() || layers.get(layers.size() - 1) != 1) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%s: layers must begin with %d and end with 1, were %s",
                    source,
                    PlacementFeatures.NAMES.size(),
                    layers));
        }
        return greedy(forecast, saved.network());
    }

    static GpuLearnedPlacement greedy(GpuForecast forecast, QNetwork network) {
        CandidateScorer scorer = new CandidateScorer(network);
        return new GpuLearnedPlacement(forecast, (worker, hosts) -> scorer.best(hosts));
    }

    private static String observations() {
        return String.join(" | ", PlacementFeatures.NAMES);
    }

    /** Describes a network that has been trained. */
    static SavedNetwork describe(QNetwork network, Map<String, String> more) {
        Map<String, String> metadata = new LinkedHashMap<>(more);
        metadata.put(OBSERVATIONS, observations());
        return new SavedNetwork(network, metadata);
    }

    @Override
    protected Optional<GpuHost> choose(GpuWorker worker, Stream<GpuHost> suitable) {
        List<GpuHost> hosts = suitable.filter(host -> fitsBeside(worker, host)).toList();
        if (hosts.isEmpty()) {
            return Optional.empty();
        }
        double[][] features = PlacementFeatures.of(worker, hosts, forecast);
        return Optional.of(hosts.get(chooser.applyAsInt(worker, features)));
    }

    private boolean fitsBeside(GpuWorker worker, GpuHost host) {
        for (double slowdown : forecast.slowdowns(GpuForecast.with(GpuForecast.tenants(host), worker))) {
            if (slowdown == Double.POSITIVE_INFINITY) {
                return false;
            }
        }
        return true;
    }
}
