// SPDX-License-Identifier: GPL-3.0-or-later
/** Power and time of training under power limits, as Zeus publishes them. */
package io.github.virgasim.validation.zeus;
