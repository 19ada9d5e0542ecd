// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Complete serving scenarios: those that are bundled, those of YAML files, and those that are built in Java.
 *
 * <p>A scenario is a {@link io.github.virgasim.topology.EdgeTopology topology}, a {@link
 * io.github.virgasim.workload.Workload workload}, settings and disturbances. {@link
 * io.github.virgasim.scenario.Scenarios} reads it, with single keys set to other values; {@link
 * io.github.virgasim.scenario.ScenarioBuilder} makes one without a file; {@link
 * io.github.virgasim.scenario.ScenarioSchema} is the JSON Schema of the files, made from the keys that the readers know.
 * Whatever cannot be served as it stands is refused with file, line, key, value and rule.
 *
 * <pre>{@code
 * ServingScenario busy = Scenarios.named("aset-full-edge", Map.of("clients.lambda_per_min", "80"));
 * ServingScenario own = Scenarios.read(Path.of("street.yaml"));
 * }</pre>
 */
package io.github.virgasim.scenario;
