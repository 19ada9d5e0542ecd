// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Files of iFogSim2 and what Virga makes of them: topologies, data sets, application graphs. No class of iFogSim2 is
 * needed; what takes part in a running iFogSim2 is in the module virga-ifogsim.
 *
 * <pre>{@code
 * FogTopology topology = FogTopologyFile.read(Path.of("topology.json"));
 * Files.writeString(Path.of("copy.json"), FogTopologyFile.write(topology));
 * }</pre>
 */
package io.github.virgasim.ifogsim;
