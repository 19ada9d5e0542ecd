// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.serving.InstanceRules;
import io.github.virgasim.serving.ServingSettings;
import io.github.virgasim.serving.ServingSettings.Binding;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.workload.StreamClass;

/** What the clients of one class find from one site: the candidates, and how close the others come to being one. */
final class Reach {
    private final StreamClass streamClass;
    private final ServingSettings settings;
    /** How many instances meet all requirements. */
    int candidates;
    /** The most accurate instance for the task, or null if none is for it. */
    Instance best;
    /** The fastest of those that are accurate enough, or null. */
    Instance fastest;
    /** Its expected latency [s]. */
    double latency = Double.POSITIVE_INFINITY;
    /** The best accuracy within the deadline; negative if nothing is. */
    double accuracyInTime = -1;
    /** The largest input that an accurate instance would answer in time; not positive if there is none. */
    double largestSize;
    /** When the first candidate can be in memory [s]; 0 from the beginning, infinity if nobody is set to load one. */
    double ready = Double.POSITIVE_INFINITY;
    /** The candidate on which a single client takes the smallest part of what is admitted. */
    Instance roomiest;
    /** That part; above 1 if it is not admitted. */
    double part = Double.POSITIVE_INFINITY;

    Reach(StreamClass streamClass, ServingSettings settings) {
        this.streamClass = streamClass;
        this.settings = settings;
    }

    void look(Offers.Offer offer, Link path) {
        Instance instance = offer.example();
        ModelVariant variant = instance.variant();
        if (!variant.model().task().name().equals(streamClass.task().name())) {
            return;
        }
        double accuracy = variant.accuracy();
        if (best == null || accuracy > best.variant().accuracy()) {
            best = instance;
        }
        double expected = Candidates.expectedLatency(instance, path, streamClass);
        boolean inTime = expected <= streamClass.deadline();
        if (inTime) {
            accuracyInTime = Math.max(accuracyInTime, accuracy);
        }
        if (accuracy < streamClass.minAccuracy()) {
            return;
        }
        if (expected < latency) {
            latency = expected;
            fastest = instance;
        }
        double left = streamClass.deadline() - expected + variant.processingDelay(streamClass.size());
        double largest = variant.largestSize(left);
        if (largest < Double.POSITIVE_INFINITY) {
            largestSize = Math.max(largestSize, largest);
        }
        if (inTime) {
            candidates += offer.count();
            ready = Math.min(ready, offer.loaded() ? 0 : firstReady(variant));
            double taken = demand(variant) / offer.limit();
            if (taken < part) {
                part = taken;
                roomiest = instance;
            }
        }
    }

    /** Returns when a variant is in memory if it is the first to be loaded. */
    private double firstReady(ModelVariant variant) {
        InstanceRules rules = settings.instances();
        return rules.placementPeriod() + rules.coldStart(variant.gpuMemoryMib());
    }

    /** Returns what a single client adds to the utilisation that admission reckons with. */
    double demand(ModelVariant variant) {
        double rate = settings.binding() == Binding.STREAM ? streamClass.rate() : 1;
        return rate / settings.instances().batching().capacity(variant, streamClass.size());
    }
}
