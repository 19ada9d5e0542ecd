// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.gym;

/** Says which environment of a batch had a problem, and of which kind it is. */
final class BatchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    final int kind;
    /** Index in the batch, -1 for none. */
    final int environment;

    BatchException(int kind, int environment, Throwable cause) {
        super(cause);
        this.kind = kind;
        this.environment = environment;
    }
}
