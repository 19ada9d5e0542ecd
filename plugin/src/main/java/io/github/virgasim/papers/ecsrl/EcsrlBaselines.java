// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.ecsrl;

import io.github.virgasim.input.Checks;
import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.SchedulingPolicy;
import io.github.virgasim.scheduling.ServingView;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.Instance;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Policies that place single requests, which ECSRL's agent is compared with. All choose among what {@link
 * EcsrlDevices} leaves, of which {@link EcsrlDeadlines} rule out more for the agent alone, and reject a request where their
 * devices are all ruled out:
 *
 * <ul>
 *   <li>random-device: any device, each with the same probability;
 *   <li>round-robin: the devices in turn;
 *   <li>least-loaded: the device with the fewest requests under way, then the one with the smallest expected delay;
 *   <li>least-degradation: the device that slows the request down least, then the one with the smallest expected delay;
 *   <li>edge-only: least-degradation among edge devices;
 *   <li>cloud-only: the cloud;
 *   <li>greedy: {@link EcsrlGreedy} with even weights;
 *   <li>index: {@link EcsrlIndex} with even weights.
 * </ul>
 */
public final class EcsrlBaselines {
    private static final Map<String, Function<ServingScenario, SchedulingPolicy>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("random-device", scenario -> new OverDevices("random-device", scenario, new AnyDevice()));
        BY_NAME.put("round-robin", scenario -> new OverDevices("round-robin", scenario, new InTurn()));
        BY_NAME.put("least-loaded", scenario -> new OverDevices("least-loaded", scenario, EcsrlBaselines::leastLoaded));
        BY_NAME.put(
                "least-degradation",
                scenario -> new OverDevices(
                        "least-degradation",
                        scenario,
                        (devices, choices, request, view) -> leastDegradation(choices, request, view)));
        BY_NAME.put("edge-only", scenario -> tier("edge-only", scenario, true));
        BY_NAME.put("cloud-only", scenario -> tier("cloud-only", scenario, false));
        BY_NAME.put(EcsrlGreedy.NAME, scenario -> new EcsrlGreedy(scenario, EcsrlWeights.EVEN));
        BY_NAME.put(
                EcsrlIndex.NAME, scenario -> new EcsrlIndex(scenario, EcsrlWeights.EVEN, EcsrlIndexPrices.shipped()));
    }

    private EcsrlBaselines() {}

    /**
     * Returns the names of all baselines.
     *
     * @return from the simplest on
     */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /**
     * Makes a baseline for one run.
     *
     * @param name one of {@link #names()}
     * @param scenario what is served, at its usual client rate
     * @return a new policy
     * @throws io.github.virgasim.input.InvalidInputException if the name is unknown
     */
    public static SchedulingPolicy named(String name, ServingScenario scenario) {
        return BY_NAME.get(Checks.oneOf("policy", name, BY_NAME.keySet())).apply(scenario);
    }

    /** Picks one of the choices, an instance or REJECT for each device. */
    @FunctionalInterface
    private interface Rule {
        int pick(EcsrlDevices devices, int[] choices, StreamRequest request, ServingView view);
    }

    private record OverDevices(String name, EcsrlDevices devices, Rule rule) implements SchedulingPolicy {
        OverDevices(String name, ServingScenario scenario, Rule rule) {
            this(name, new EcsrlDevices(scenario.topology()), rule);
        }

        @Override
        public int choose(StreamRequest request, ServingView view) {
            return rule.pick(devices, devices.instances(request, view), request, view);
        }
    }

    private record AnyDevice() implements Rule {
        @Override
        public int pick(EcsrlDevices devices, int[] choices, StreamRequest request, ServingView view) {
            int[] possible = Arrays.stream(choices)
                    .filter(choice -> choice != SchedulingPolicy.REJECT)
                    .toArray();
            return possible.length == 0
                    ? SchedulingPolicy.REJECT
                    : possible[view.random().nextInt(possible.length)];
        }
    }

    private static final class InTurn implements Rule {
        private int turn;

        @Override
        public int pick(EcsrlDevices devices, int[] choices, StreamRequest request, ServingView view) {
            for (int tried = 0; tried < choices.length; tried++) {
                int choice = choices[turn];
                turn = (turn + 1) % choices.length;
                if (choice != SchedulingPolicy.REJECT) {
                    return choice;
                }
            }
            return SchedulingPolicy.REJECT;
        }
    }

    private static int leastLoaded(EcsrlDevices devices, int[] choices, StreamRequest request, ServingView view) {
        List<Instance> instances = view.instances();
        return least(
                choices,
                request,
                view,
                choice -> devices.underWay(instances.get(choice).workerIndex(), view));
    }

    private static int leastDegradation(int[] choices, StreamRequest request, ServingView view) {
        return least(choices, request, view, view::slowdown);
    }

    private static SchedulingPolicy tier(String name, ServingScenario scenario, boolean edge) {
        return new OverDevices(name, scenario, (devices, choices, request, view) -> {
            for (int device = 0; device < choices.length; device++) {
                if (devices.isEdge(device) != edge) {
                    choices[device] = SchedulingPolicy.REJECT;
                }
            }
            return leastDegradation(choices, request, view);
        });
    }

    @FunctionalInterface
    private interface Badness {
        double of(int instance);
    }

    /** Returns the choice with the smallest badness; among equal ones the one with the smallest expected delay. */
    private static int least(int[] choices, StreamRequest request, ServingView view, Badness badness) {
        Candidates candidates = view.candidates(request);
        int best = SchedulingPolicy.REJECT;
        double least = Double.POSITIVE_INFINITY;
        for (int rank = 0; rank < candidates.size(); rank++) {
            int instance = candidates.instance(candidates.fastest(rank));
            for (int choice : choices) {
                if (choice == instance && badness.of(instance) < least) {
                    least = badness.of(instance);
                    best = instance;
                }
            }
        }
        return best;
    }
}
