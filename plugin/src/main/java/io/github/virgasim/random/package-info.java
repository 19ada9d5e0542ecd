// SPDX-License-Identifier: GPL-3.0-or-later
/** Named, independent random number streams derived from one seed. */
package io.github.virgasim.random;
