// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.scheduling.Fallback;
import java.util.Objects;
import java.util.Optional;

/**
 * How a scenario is served.
 *
 * @param duration clients send queries from 0 to here [s], positive; queries under way then are followed to their end
 * @param warmup queries sent before this time are simulated but not counted [s], from 0 to below {@code duration}
 * @param binding what a policy's choice holds for
 * @param maxUtilization admission limit: largest sum over a worker's variants of load / capacity, above 0; infinity sets none.
 *     Every worker keeps it, whatever the policy
 * @param monitoringInterval how often the loads that policies see are renewed [s]; 0 shows them as they are. Workers admit
 *     by their true loads
 * @param jitter how network delays vary
 * @param service how processing times vary
 * @param timelineInterval length of a line of the timeline [s], positive; at most five million lines
 * @param instances how instances treat their queries, and how they get into memory
 * @param secondInference when a result has to be made again, if ever
 * @param overhead how overheads vary, around the constants of the variants
 * @param fallback what static policies do where the pair that they name is full
 * @param preempt whether a policy may let bound streams give way to others; only where streams are bound
 */
public record ServingSettings(
        double duration,
        double warmup,
        Binding binding,
        double maxUtilization,
        double monitoringInterval,
        JitterModel jitter,
        ServiceLaw service,
        double timelineInterval,
        InstanceRules instances,
        Optional<SecondInference> secondInference,
        ServiceLaw overhead,
        Fallback fallback,
        boolean preempt) {

    private static final double MOST_LINES = 5e6;

    /** What a policy's choice holds for. */
    public enum Binding {
        /**
         * The first query binds its stream and the later ones follow; a stream without a feasible instance tries again
         * with its next query once something has been released or the policies' view has been renewed.
         */
        STREAM,
        /** Each query is scheduled on its own; loads are rates over the last second. */
        QUERY
    }

    /** Checks the values. */
    public ServingSettings {
        Objects.requireNonNull(binding, "binding");
        Objects.requireNonNull(jitter, "jitter");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(instances, "instances");
        Objects.requireNonNull(secondInference, "secondInference");
        Objects.requireNonNull(overhead, "overhead");
        Objects.requireNonNull(fallback, "fallback");
        Checks.positive("duration [s]", duration);
        Checks.within("warm-up [s]", warmup, 0, Math.nextDown(duration));
        Checks.within("admission limit on utilisation", maxUtilization, Double.MIN_VALUE, Double.POSITIVE_INFINITY);
        Checks.notNegative("monitoring interval [s]", monitoringInterval);
        Checks.positive("timeline interval [s]", timelineInterval);
        if (preempt && binding != Binding.STREAM) {
            throw new InvalidInputException("preempt is for binding 'stream', as single queries are not bound");
        }
        Checks.atMost("number of lines of the timeline (duration / interval)", duration / timelineInterval, MOST_LINES);
    }

    /**
     * Makes settings with {@link InstanceRules#DEFAULT} and without second inference.
     *
     * @param duration clients send queries from 0 to here [s], positive
     * @param warmup queries sent before this time are not counted [s], from 0 to below {@code duration}
     * @param binding what a policy's choice holds for
     * @param maxUtilization admission limit, above 0; infinity sets none
     * @param monitoringInterval how often the loads that policies see are renewed [s]
     * @param jitter how network delays vary
     * @param service how processing times vary
     * @param timelineInterval length of a line of the timeline [s], positive
     */
    public ServingSettings(
            double duration,
            double warmup,
            Binding binding,
            double maxUtilization,
            double monitoringInterval,
            JitterModel jitter,
            ServiceLaw service,
            double timelineInterval) {
        this(
                duration,
                warmup,
                binding,
                maxUtilization,
                monitoringInterval,
                jitter,
                service,
                timelineInterval,
                InstanceRules.DEFAULT,
                Optional.empty());
    }

    /**
     * Makes settings whose overheads are constant, and whose static policies fall back to the next pair.
     *
     * @param duration clients send queries from 0 to here [s], positive
     * @param warmup queries sent before this time are not counted [s], from 0 to below {@code duration}
     * @param binding what a policy's choice holds for
     * @param maxUtilization admission limit, above 0; infinity sets none
     * @param monitoringInterval how often the loads that policies see are renewed [s]
     * @param jitter how network delays vary
     * @param service how processing times vary
     * @param timelineInterval length of a line of the timeline [s], positive
     * @param instances how instances treat their queries, and how they get into memory
     * @param secondInference when a result has to be made again, if ever
     */
    public ServingSettings(
            double duration,
            double warmup,
            Binding binding,
            double maxUtilization,
            double monitoringInterval,
            JitterModel jitter,
            ServiceLaw service,
            double timelineInterval,
            InstanceRules instances,
            Optional<SecondInference> secondInference) {
        this(
                duration,
                warmup,
                binding,
                maxUtilization,
                monitoringInterval,
                jitter,
                service,
                timelineInterval,
                instances,
                secondInference,
                ServiceLaw.deterministic(),
                Fallback.NEXT,
                false);
    }

    /**
     * Returns the settings of a run of another length.
     *
     * @param seconds the new duration [s], above the warm-up
     * @return the changed settings
     */
    public ServingSettings withDuration(double seconds) {
        return with(
                seconds, warmup, binding, monitoringInterval, instances, secondInference, overhead, fallback, preempt);
    }

    /**
     * Returns the settings of a run without warm-up, all of whose queries count.
     *
     * @return the changed settings
     */
    public ServingSettings withoutWarmup() {
        return with(duration, 0, binding, monitoringInterval, instances, secondInference, overhead, fallback, preempt);
    }

    /**
     * Returns the settings with another binding.
     *
     * @param other the new binding
     * @return the changed settings
     */
    public ServingSettings withBinding(Binding other) {
        return with(
                duration, warmup, other, monitoringInterval, instances, secondInference, overhead, fallback, preempt);
    }

    /**
     * Returns the settings with another age of what policies see.
     *
     * @param seconds how often the loads that policies see are renewed [s]; 0 shows them as they are
     * @return the changed settings
     */
    public ServingSettings withMonitoringInterval(double seconds) {
        return with(duration, warmup, binding, seconds, instances, secondInference, overhead, fallback, preempt);
    }

    /**
     * Returns the settings with other rules for instances.
     *
     * @param other the new rules
     * @return the changed settings
     */
    public ServingSettings withInstances(InstanceRules other) {
        return with(duration, warmup, binding, monitoringInterval, other, secondInference, overhead, fallback, preempt);
    }

    /**
     * Returns the settings with a second inference for results that are not confident enough.
     *
     * @param rule when that is
     * @return the changed settings
     */
    public ServingSettings withSecondInference(SecondInference rule) {
        return with(
                duration,
                warmup,
                binding,
                monitoringInterval,
                instances,
                Optional.of(rule),
                overhead,
                fallback,
                preempt);
    }

    /**
     * Returns the settings without second inference.
     *
     * @return the changed settings
     */
    public ServingSettings withoutSecondInference() {
        return with(
                duration,
                warmup,
                binding,
                monitoringInterval,
                instances,
                Optional.empty(),
                overhead,
                fallback,
                preempt);
    }

    /**
     * Returns the settings with overheads that vary.
     *
     * @param law how, around the constants of the variants
     * @return the changed settings
     */
    public ServingSettings withOverhead(ServiceLaw law) {
        return with(duration, warmup, binding, monitoringInterval, instances, secondInference, law, fallback, preempt);
    }

    /**
     * Returns the settings with another rule for static policies whose pair is full.
     *
     * @param other the new rule
     * @return the changed settings
     */
    public ServingSettings withFallback(Fallback other) {
        return with(
                duration, warmup, binding, monitoringInterval, instances, secondInference, overhead, other, preempt);
    }

    /**
     * Returns the settings with another rule for bound streams.
     *
     * @param allowed whether a policy may let them give way to others
     * @return the changed settings
     */
    public ServingSettings withPreempt(boolean allowed) {
        return with(
                duration, warmup, binding, monitoringInterval, instances, secondInference, overhead, fallback, allowed);
    }

    private ServingSettings with(
            double seconds,
            double newWarmup,
            Binding newBinding,
            double newMonitoringInterval,
            InstanceRules rules,
            Optional<SecondInference> second,
            ServiceLaw newOverhead,
            Fallback newFallback,
            boolean newPreempt) {
        return new ServingSettings(
                seconds,
                newWarmup,
                newBinding,
                maxUtilization,
                newMonitoringInterval,
                jitter,
                service,
                timelineInterval,
                rules,
                second,
                newOverhead,
                newFallback,
                newPreempt);
    }
}
