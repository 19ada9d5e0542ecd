// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.replay;

import io.github.virgasim.catalog.DnnModel;
import io.github.virgasim.catalog.InferenceTask;
import io.github.virgasim.catalog.ModelVariant;
import io.github.virgasim.scheduling.Recorded;
import io.github.virgasim.serving.Batching;
import io.github.virgasim.serving.QueryListener;
import io.github.virgasim.serving.ServiceLaw;
import io.github.virgasim.serving.ServingEngine;
import io.github.virgasim.topology.Worker;
import io.github.virgasim.workload.QueryProcess;
import io.github.virgasim.workload.RecordedQuery;
import io.github.virgasim.workload.StreamClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Requests that were split over devices, in the engine in open loop. What goes to a device at one moment is one batch, of as
 * many requests as it may be; each device runs one batch after another; a request is answered when all its parts are.
 */
public final class ClusterReplay {
    private static final String SOURCE = "recorded";
    /** What comes as much later is the next batch [s]. */
    private static final double SAME_MOMENT = 1e-6;
    /** Parts of one moment are sent one after another, as the engine numbers those of one time in an order of its own [s]. */
    private static final double APART = 1e-10;

    private final double[] constants;
    private final double shift;

    /**
     * Makes devices.
     *
     * @param constants what each device adds to the time of each part besides, without being busy [s]; may be negative, as
     *     profiles may be longer than what is served
     */
    public ClusterReplay(double[] constants) {
        this.constants = constants.clone();
        // An overhead in the engine is not negative; all of them may be as much longer, as only the last part counts.
        shift = Math.max(0, -Arrays.stream(constants).min().orElse(0));
    }

    /**
     * What a request has in a batch.
     *
     * @param request number of the request, 0 to below {@value RecordedQuery#MOST_REQUESTS}
     * @param device index of the device
     * @param dispatched when it was sent there [s], not negative; the same moment for all parts of a batch
     * @param seconds its share of the time that the batch takes [s], positive
     */
    public record Part(int request, int device, double dispatched, double seconds) {}

    /**
     * When a request was answered.
     *
     * @param completed when its last part was [s]
     * @param device index of the device whose part was the last
     */
    public record Answer(double completed, int device) {}

    /**
     * Serves the parts.
     *
     * @param parts in any order, one at least of each request
     * @param requests how many there are
     * @return the answer of each request
     */
    public List<Answer> answers(List<Part> parts, int requests) {
        List<Part> sent = parts.stream()
                .sorted(Comparator.comparingDouble(Part::dispatched))
                .toList();
        Answer[] answers = new Answer[requests];
        double[] times = new double[sent.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = Math.max(sent.get(i).dispatched, i == 0 ? 0 : times[i - 1] + APART);
        }
        double duration = Math.nextUp(times[times.length - 1]) + 1e-3;
        // A query is as large as its share of the batch's time is long.
        InferenceTask task = new InferenceTask("part", "none", "second", 1, SOURCE);
        List<Worker> workers = new ArrayList<>();
        for (int d = 0; d < constants.length; d++) {
            ModelVariant variant = new ModelVariant(
                    new DnnModel("parts", task, 50, 1, SOURCE),
                    OneSite.DEVICE,
                    0,
                    1,
                    constants[d] + shift,
                    1e9,
                    1,
                    ModelVariant.MOST_AT_ONCE,
                    1,
                    SOURCE);
            workers.add(new Worker("device-" + d, OneSite.DEVICE, 1, 1, 1e6, List.of(variant)));
        }
        StreamClass parted =
                new StreamClass("parts", task, 1, QueryProcess.recorded(sent.size() / duration), 1, 0, 0, 1e9, 0, 1);
        ServingEngine engine = OneSite.engine(
                workers,
                List.of(parted),
                IntStream.range(0, times.length)
                        .mapToObj(i -> new RecordedQuery(times[i], 0, 0)
                                .withSize(sent.get(i).seconds)
                                .ofRequest(sent.get(i).request)
                                .decided(sent.get(i).device))
                        .toList(),
                OneSite.settings(duration, Batching.timed(SAME_MOMENT), ServiceLaw.deterministic()),
                new Recorded(),
                1);
        engine.listen(new QueryListener() {
            @Override
            public void answered(
                    long id,
                    int streamClass,
                    int instance,
                    double created,
                    double arrived,
                    double started,
                    double ended,
                    int batch) {
                // Only whole requests count.
            }

            @Override
            public void delivered(long id, long last, double completed) {
                answers[sent.get((int) id).request] = new Answer(completed - shift, sent.get((int) last).device);
            }
        });
        engine.finish();
        return List.of(answers);
    }
}
