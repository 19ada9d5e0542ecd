// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.catalog.ModelCatalog;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.StreamClass;

/** Collects what a class of streams is, for a {@link ScenarioBuilder}; what has no usual value must be set. */
public final class StreamClassBuilder {
    private final String name;
    private final String task;
    private double share = 1;
    private QueryProcess queries;
    private double size;
    private double requestBytes;
    private double responseBytes;
    private double deadline;
    private double minAccuracy;
    private double minConfidence;
    private double meanLifetime;

    /**
     * Starts a class with a share of 1, that takes every accuracy and every result, and whose queries have no size on the
     * network.
     *
     * @param name the class's name
     * @param task name of what its queries ask for, in the catalogue
     */
    public StreamClassBuilder(String name, String task) {
        this.name = name;
        this.task = task;
    }

    /**
     * Sets how often clients are of this class.
     *
     * @param weight relative to the other classes, not negative
     * @return this builder
     */
    public StreamClassBuilder share(double weight) {
        share = weight;
        return this;
    }

    /**
     * Sets the queries; must be set.
     *
     * @param process how they follow each other
     * @param inputSize of each, in the task's unit, positive
     * @return this builder
     */
    public StreamClassBuilder queries(QueryProcess process, double inputSize) {
        queries = process;
        size = inputSize;
        return this;
    }

    /**
     * Sets the sizes on the network.
     *
     * @param request of a query [byte], not negative
     * @param response of an answer [byte], not negative
     * @return this builder
     */
    public StreamClassBuilder bytes(double request, double response) {
        requestBytes = request;
        responseBytes = response;
        return this;
    }

    /**
     * Sets the longest latency allowed; must be set.
     *
     * @param seconds [s], positive
     * @return this builder
     */
    public StreamClassBuilder deadline(double seconds) {
        deadline = seconds;
        return this;
    }

    /**
     * Sets the lowest accuracy allowed.
     *
     * @param accuracy in the task's metric, 0 to 100
     * @return this builder
     */
    public StreamClassBuilder minAccuracy(double accuracy) {
        minAccuracy = accuracy;
        return this;
    }

    /**
     * Sets the lowest confidence of a result that is taken without a second inference.
     *
     * @param confidence 0 to below 1
     * @return this builder
     */
    public StreamClassBuilder minConfidence(double confidence) {
        minConfidence = confidence;
        return this;
    }

    /**
     * Sets how long a client stays on the mean; must be set.
     *
     * @param seconds [s], positive
     * @return this builder
     */
    public StreamClassBuilder meanLifetime(double seconds) {
        meanLifetime = seconds;
        return this;
    }

    StreamClass build(ModelCatalog catalog) {
        if (queries == null) {
            throw new IllegalStateException("class " + name + " must have queries");
        }
        return new StreamClass(
                name,
                catalog.task(task),
                share,
                queries,
                size,
                requestBytes,
                responseBytes,
                deadline,
                minAccuracy,
                meanLifetime,
                minConfidence);
    }
}
