// SPDX-License-Identifier: GPL-3.0-or-later
package org.cloudbus.cloudsim.provisioners;

/** Signatures alone, to compile against. */
public abstract class RamProvisioner {}
