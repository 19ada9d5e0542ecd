// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Replays the container runs of TapFinger's test bed: how well durations that were measured elsewhere predict them. The
 * runs themselves are not part of Virga.
 */
package io.github.virgasim.validation.containers;
