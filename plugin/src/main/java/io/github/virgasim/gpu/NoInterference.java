// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.gpu;

import java.util.List;

/** Batches do not slow each other down. */
public record NoInterference() implements Interference {
    @Override
    public Slowdown among(List<String> models) {
        return (model, running) -> 1;
    }
}
