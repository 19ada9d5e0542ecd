// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * TapFinger: the experiments of its evaluation on the engine of {@link io.github.virgasim.elastic}, and the schedulers it is
 * compared with. Where the paper and its published runs differ, {@link io.github.virgasim.papers.tapfinger.Fidelity} names
 * both.
 */
package io.github.virgasim.papers.tapfinger;
