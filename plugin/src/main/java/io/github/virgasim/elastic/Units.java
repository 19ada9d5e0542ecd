// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.elastic;

import io.github.virgasim.input.InvalidInputException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Whole units of every kind of resource, for example 16 CPUs and 8 GPUs; immutable. */
public final class Units {
    /** No units of 1, 2, ... kinds. */
    private static final Units[] NONE = IntStream.rangeClosed(1, 8)
            .mapToObj(kinds -> new Units(new int[kinds]))
            .toArray(Units[]::new);

    private final int[] amounts;

    private Units(int[] amounts) {
        this.amounts = amounts;
    }

    /**
     * Makes a vector of units.
     *
     * @param amounts units per kind, none negative, at least one kind
     * @return the vector
     * @throws InvalidInputException if there is no kind or an amount is negative
     */
    public static Units of(int... amounts) {
        boolean isNegative = false;
        for (int amount : amounts) {
            isNegative |= amount < 0;
        }
        if (amounts.length == 0 || isNegative) {
            throw new InvalidInputException(
                    "units must be at least one number, none negative, were " + Arrays.toString(amounts));
        }
        return new Units(amounts.clone());
    }

    /**
     * Makes a vector without any units.
     *
     * @param kinds how many kinds of resource, at least 1
     * @return zeros
     */
    public static Units none(int kinds) {
        return kinds > 0 && kinds <= NONE.length ? NONE[kinds - 1] : of(new int[kinds]);
    }

    /**
     * Returns the number of kinds.
     *
     * @return at least 1
     */
    public int kinds() {
        return amounts.length;
    }

    /**
     * Returns the units of one kind.
     *
     * @param kind from 0
     * @return units, at least 0
     */
    public int get(int kind) {
        return amounts[kind];
    }

    /**
     * Tells whether there is nothing of any kind.
     *
     * @return true if all amounts are 0
     */
    public boolean isNone() {
        for (int amount : amounts) {
            if (amount != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Tells whether there is at least as much of every kind as in another vector.
     *
     * @param other with the same number of kinds
     * @return true if no amount is smaller
     */
    public boolean covers(Units other) {
        for (int kind = 0; kind < amounts.length; kind++) {
            if (amounts[kind] < other.amounts[kind]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Takes the smaller amount of each kind.
     *
     * @param other with the same number of kinds
     * @return the elementwise minimum
     */
    public Units smaller(Units other) {
        int[] least = amounts.clone();
        for (int kind = 0; kind < least.length; kind++) {
            least[kind] = Math.min(least[kind], other.amounts[kind]);
        }
        return new Units(least);
    }

    /**
     * Visits every vector between two, both included, the last kind changing fastest.
     *
     * @param low the smallest amounts
     * @param high the largest amounts; if one is below that of {@code low}, nothing is visited
     * @param visitor is given each vector
     */
    public static void between(Units low, Units high, Consumer<Units> visitor) {
        if (!high.covers(low)) {
            return;
        }
        int[] at = low.amounts.clone();
        int kind;
        do {
            visitor.accept(new Units(at.clone()));
            kind = at.length - 1;
            while (kind >= 0 && at[kind] == high.amounts[kind]) {
                at[kind] = low.amounts[kind];
                kind--;
            }
            if (kind >= 0) {
                at[kind]++;
            }
        } while (kind >= 0);
    }

    /**
     * Copies the amounts.
     *
     * @return units per kind
     */
    public int[] toArray() {
        return amounts.clone();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Units units && Arrays.equals(amounts, units.amounts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(amounts);
    }

    @Override
    public String toString() {
        return Arrays.toString(amounts);
    }
}
