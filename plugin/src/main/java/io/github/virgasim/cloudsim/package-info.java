// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * CloudSim Plus entities around the serving engine and the engine of elastic tasks: brokers, hosts, VMs and allocation
 * policies for GPU workers and tasks.
 *
 * <pre>{@code
 * ServingScenario scenario = Scenarios.named("aset-full-edge");
 * CloudSimPlus simulation = new CloudSimPlus();
 * EdgeDatacenter.forScenario(simulation, scenario.topology());
 * InferenceBroker broker = new InferenceBroker(simulation, scenario, new LeastImpedance(), 1);
 * simulation.start();
 * new ServingTableBuilder(broker).build();
 * }</pre>
 */
package io.github.virgasim.cloudsim;
