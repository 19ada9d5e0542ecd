// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scheduling;

/**
 * Signals that a policy has done what no policy may do: a fault in its code, not in the user's input. The message names
 * the policy, what it did, and the rule. Whoever runs the policy throws it, in the bare engine and in CloudSim Plus alike;
 * the run cannot go on after it.
 *
 * <p>It is thrown for
 *
 * <ul>
 *   <li>a choice of {@link SchedulingPolicy#choose} that is neither {@link SchedulingPolicy#REJECT} nor a candidate with room
 *       in the view that the policy was shown;
 *   <li>an action of a {@link PlacementPolicy} on an instance or a worker that does not exist.
 * </ul>
 *
 * A choice that had room in an old view and has none in truth is no fault: the worker refuses it.
 */
public final class PolicyFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception from a ready message.
     *
     * @param message names the policy, what it did and the rule
     */
    public PolicyFaultException(String message) {
        super(message);
    }
}
