// SPDX-License-Identifier: GPL-3.0-or-later
/** Round trips over a mobile network, as CICV5G publishes them. */
package io.github.virgasim.validation.cicv5g;
