// SPDX-License-Identifier: GPL-3.0-or-later
/** Edge devices that serve one model under Poisson load, as the edge energy grid publishes them. */
package io.github.virgasim.validation.edgegrid;
