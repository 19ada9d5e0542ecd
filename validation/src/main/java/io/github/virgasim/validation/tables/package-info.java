// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Measured tables of one figure over a size: which cells are fitted, what is predicted between them, and by how much it is
 * off.
 */
package io.github.virgasim.validation.tables;
