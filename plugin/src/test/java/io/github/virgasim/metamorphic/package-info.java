// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What must hold for every valid scenario and policy, whatever its features. The property {@code virga.scenarios} sets how
 * many random scenarios are tried, {@code virga.scenarios.from} the first seed.
 */
package io.github.virgasim.metamorphic;
