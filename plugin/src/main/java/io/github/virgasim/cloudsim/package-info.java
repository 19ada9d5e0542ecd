// SPDX-License-Identifier: GPL-3.0-or-later
/** CloudSim Plus entities around the serving engine: brokers, hosts, VMs and allocation policies for GPU workers. */
package io.github.virgasim.cloudsim;
