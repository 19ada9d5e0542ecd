// SPDX-License-Identifier: GPL-3.0-or-later
/** Training jobs in pairs on one GPU, as Gavel publishes them. */
package io.github.virgasim.validation.gavel;
