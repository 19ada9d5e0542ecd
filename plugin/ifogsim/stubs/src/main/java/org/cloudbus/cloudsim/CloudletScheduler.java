// SPDX-License-Identifier: GPL-3.0-or-later
package org.cloudbus.cloudsim;

/** Signatures alone, to compile against. */
public abstract class CloudletScheduler {}
