// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Virga inside a running iFogSim2: devices that ask a scheduling policy where a query goes and work on it as Virga's workers
 * do. iFogSim2 itself is brought along by the study.
 */
package io.github.virgasim.ifogsim.adapter;
