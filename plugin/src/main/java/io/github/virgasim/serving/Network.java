// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.serving;

import io.github.virgasim.scheduling.CandidateLists;
import io.github.virgasim.scheduling.Candidates;
import io.github.virgasim.scheduling.StreamRequest;
import io.github.virgasim.topology.EdgeTopology;
import io.github.virgasim.topology.Instance;
import io.github.virgasim.topology.Link;
import io.github.virgasim.topology.Paths;
import io.github.virgasim.workload.StreamClass;
import java.util.Arrays;
import java.util.List;

/** The links as they are now, and what follows from them: paths and candidates, each made when first asked for. */
final class Network {
    private final EdgeTopology topology;
    private final List<Instance> instances;
    private final List<StreamClass> classes;
    private final double[] factors;
    private final Candidates[] candidates;
    private final StreamRequest[] requests;
    private Paths paths;
    private CandidateLists lists;

    Network(EdgeTopology topology, List<StreamClass> classes) {
        this.topology = topology;
        this.classes = classes;
        instances = topology.instances();
        factors = new double[topology.sites().size()];
        Arrays.fill(factors, 1);
        candidates = new Candidates[factors.length * classes.size()];
        requests = new StreamRequest[candidates.length];
        measure();
    }

    private void measure() {
        paths = new Paths(topology, factors);
        lists = new CandidateLists(topology, classes, paths);
        Arrays.fill(candidates, null);
    }

    StreamRequest request(int source, int streamClass) {
        int cell = source * classes.size() + streamClass;
        if (requests[cell] == null) {
            requests[cell] = new StreamRequest(source, streamClass, classes.get(streamClass));
        }
        return requests[cell];
    }

    Candidates candidates(StreamRequest request) {
        int cell = request.source() * classes.size() + request.classIndex();
        if (candidates[cell] == null) {
            candidates[cell] = lists.of(request.source(), request.classIndex());
        }
        return candidates[cell];
    }

    Link path(int source, int site) {
        return paths.fromClients(source).to(site);
    }

    /** Returns the path from the workers of one site to those of another. */
    Link between(int site, int other) {
        return paths.fromWorkers(site).to(other);
    }

    /** Sets the delay factor of a site's uplink, and makes all that follows from it anew; returns false if it is as it was. */
    boolean slowUplink(int site, double factor) {
        if (factors[site] == factor) {
            return false;
        }
        factors[site] = factor;
        measure();
        return true;
    }

    /** Tells whether an instance still meets a request's deadline over the present links. */
    boolean meetsDeadline(int instance, StreamRequest request) {
        Instance bound = instances.get(instance);
        Link path = path(request.source(), bound.siteIndex());
        return Candidates.expectedLatency(bound, path, request.streamClass())
                <= request.streamClass().deadline();
    }
}
