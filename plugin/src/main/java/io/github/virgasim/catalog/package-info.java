// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What can be served: inference tasks, networks, and their variants compiled for devices.
 *
 * <p>The {@link io.github.virgasim.catalog.ModelCatalog#embedded() embedded catalogue} holds measured times or times
 * that are derived from measurements; each {@link io.github.virgasim.catalog.ModelVariant} names its source. A folder of
 * CSV files with the same columns extends or replaces it. Times are in seconds, memory in MiB, sizes in millions of
 * pixels or in the unit of the task, accuracies in points of the task's metric.
 *
 * <pre>{@code
 * ModelVariant variant = ModelCatalog.embedded().variant("yolov8n", "agx-orin");
 * double second = variant.processingDelay(0.4096);
 * double batchOfEight = variant.batchDelay(8 * 0.4096);
 * System.out.println(variant.source());
 * }</pre>
 */
package io.github.virgasim.catalog;
