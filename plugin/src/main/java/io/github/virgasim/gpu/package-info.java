// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The physics of a device with a GPU, as pure values and functions: what it holds and draws ({@link
 * io.github.virgasim.gpu.GpuSpec}), how it is shared ({@link io.github.virgasim.gpu.GpuSharing}), what batches that run
 * at the same time cost each other ({@link io.github.virgasim.gpu.Interference}) and how it can be cut into slices
 * ({@link io.github.virgasim.gpu.MigGeometry}).
 *
 * <pre>{@code
 * GpuSpec card = ModelCatalog.embedded().device("a100");
 * double watts = card.power(0.5);
 * double slowdown = Occupancy.MPS.among(List.of("a", "b")).of(0, new int[] {1, 1});
 * }</pre>
 */
package io.github.virgasim.gpu;
