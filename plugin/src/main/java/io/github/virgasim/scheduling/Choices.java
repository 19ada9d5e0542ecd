// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.workload.StreamClass;
import java.util.Locale;

/** Asks policies and checks what they answer. Whoever runs a policy asks it here. */
public final class Choices {
    private Choices() {}

    /**
     * Returns a policy's choice, which is one that it may make.
     *
     * <p>O(log n) time in the number of candidates, beside the policy's own.
     *
     * @param policy is asked
     * @param request who asks
     * @param view what the policy is shown
     * @param topology names sites and workers in messages
     * @return a candidate with room in the view, or {@link SchedulingPolicy#REJECT}; where policies preempt, a candidate that
     *     is there
     * @throws PolicyFaultException if the policy chooses anything else
     */
    public static int ask(SchedulingPolicy policy, StreamRequest request, ServingView view, EdgeTopology topology) {
        int choice = policy.choose(request, view);
        // Those in an order have just looked for a candidate with room, which a query need not pay for twice.
        if (choice == SchedulingPolicy.REJECT
                || policy instanceof OrderedPolicy
                || policy.followsRecording() && isThere(choice, request, view)
                || view.candidates(request).contains(choice)
                        && (view.hasRoom(choice, request)
                                || mayPreempt(policy, view) && isThere(choice, request, view))) {
            return choice;
        }
        throw new PolicyFaultException(String.format(
                Locale.ROOT,
                "policy '%s' chose instance %d for a query of class '%s' at site '%s': %s",
                policy.name(),
                choice,
                request.streamClass().name(),
                topology.sites().get(request.source()).name(),
                rule(choice, request, view, topology)));
    }

    private static boolean mayPreempt(SchedulingPolicy policy, ServingView view) {
        return view.preempts() && policy instanceof PreemptingPolicy;
    }

    private static boolean isThere(int choice, StreamRequest request, ServingView view) {
        return choice >= 0
                && choice < view.instances().size()
                && hasTask(view.instances().get(choice), request)
                && view.room(choice, request) > Double.NEGATIVE_INFINITY;
    }

    private static boolean hasTask(Instance instance, StreamRequest request) {
        return instance.variant()
                .model()
                .task()
                .name()
                .equals(request.streamClass().task().name());
    }

    private static String rule(int choice, StreamRequest request, ServingView view, EdgeTopology topology) {
        int last = view.instances().size() - 1;
        if (choice < 0 || choice > last) {
            return String.format(
                    Locale.ROOT, "instances run from 0 to %d, %d rejects the query", last, SchedulingPolicy.REJECT);
        }
        Instance instance = view.instances().get(choice);
        return String.format(
                Locale.ROOT,
                "%s on worker '%s' %s",
                instance.variant().name(),
                topology.workers().get(instance.workerIndex()).name(),
                shortcoming(instance, request, view));
    }

    private static String shortcoming(Instance instance, StreamRequest request, ServingView view) {
        StreamClass streamClass = request.streamClass();
        DnnModel model = instance.variant().model();
        if (!hasTask(instance, request)) {
            return String.format(
                    Locale.ROOT,
                    "must be for task '%s', is for '%s'",
                    streamClass.task().name(),
                    model.task().name());
        }
        if (instance.variant().accuracy() < streamClass.minAccuracy()) {
            return String.format(
                    Locale.ROOT,
                    "must have an accuracy of at least %s, has %s",
                    streamClass.minAccuracy(),
                    instance.variant().accuracy());
        }
        if (!view.candidates(request).contains(instance.index())) {
            return String.format(
                    Locale.ROOT, "must have an expected delay within the deadline of %s s", streamClass.deadline());
        }
        double room = view.room(instance.index(), request);
        return room == Double.NEGATIVE_INFINITY
                ? "must be in memory and its worker up"
                : String.format(Locale.ROOT, "must have room for the query, lacks %s of the worker's capacity", -room);
    }
}
