// SPDX-License-Identifier: GPL-3.0-or-later
/** The engines fed with what was recorded: tenants of one GPU, clusters that share requests, tasks with recorded allocations. */
package io.github.virgasim.validation.replay;
