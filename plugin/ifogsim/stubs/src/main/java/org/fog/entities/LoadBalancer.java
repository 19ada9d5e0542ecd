// SPDX-License-Identifier: GPL-3.0-or-later
package org.fog.entities;

/** Signatures alone, to compile against. */
public interface LoadBalancer {}
