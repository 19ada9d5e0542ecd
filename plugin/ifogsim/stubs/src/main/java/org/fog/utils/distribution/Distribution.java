// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.utils.distribution;

/** Signatures alone, to compile against. */
public abstract class Distribution {}
