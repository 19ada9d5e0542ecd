// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Differentiable networks over graphs: a reverse-mode tape of single-precision tensors whose operations run over edge lists
 * and groups of rows, their losses, and Adam.
 */
package io.github.virgasim.learn.graph;
