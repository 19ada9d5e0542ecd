// SPDX-License-Identifier: GPL-3.0-or-later
/** Image requests on a cluster of Jetson boards, as LoudVA publishes them. */
package io.github.virgasim.validation.loudva;
