// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.papers.aset;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.random.RandomStreams;
import io.github.virgasim.serving.Disturbance;
import io.github.virgasim.serving.Disturbance.Kind;
import io.github.virgasim.serving.ServingScenario;
import io.github.virgasim.topology.Site;
import io.github.virgasim.workload.Client;
import io.github.virgasim.workload.StreamClass;
import io.github.virgasim.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Makes scenarios whose conditions change, all from one seed, so that every policy meets the same ones. All numbers are
 * our choice.
 *
 * <p>The rate of arriving clients lies between 1/3 and 5/3 of the base scenario's rate r (20 to 100 per minute for
 * ASET's 60): it jumps to a level drawn uniformly from that range after exponentially distributed times of 150 s on the
 * mean, and swings around the level by a quarter of r with a period of 300 s. In each part of about 600 s there is one
 * flash crowd (one site's clients come five times as often as they would), one worker that fails and recovers, and one
 * uplink whose delay and jitter are four times as large, each for 120 s and independently placed. In a run that is
 * shorter than 600 s all these times shrink in proportion.
 */
public final class ChangingLoad {
    private static final double PART = 600;
    private static final double LOWEST = 1 / 3.0;
    private static final double HIGHEST = 5 / 3.0;
    private static final double SWING = 0.25;
    private static final double CROWD = 5;
    private static final double SLOWDOWN = 4;

    private final ServingScenario base;
    private final double duration;
    private final double part;
    private final UniformRandomProvider random;
    private final ZigguratSampler.Exponential exponential;
    private final double phase;
    private final List<Crowd> crowds = new ArrayList<>();
    private double level;
    private double levelEnds;

    private record Crowd(double start, double end, int site) {}

    private ChangingLoad(ServingScenario base, long seed) {
        this.base = base;
        duration = base.settings().duration();
        part = duration / Math.max(1, Math.round(duration / PART));
        random = new RandomStreams(seed).stream("changing-load");
        exponential = ZigguratSampler.Exponential.of(random);
        phase = 2 * Math.PI * random.nextDouble();
    }

    /**
     * Makes a scenario.
     *
     * @param base topology, classes, settings and mean client rate; its clients must not be replayed, and its own
     *     disturbances happen as well
     * @param seed fixes everything that changes
     * @return a scenario that replays the clients of one run
     */
    public static ServingScenario of(ServingScenario base, long seed) {
        return new ChangingLoad(base, seed).scenario();
    }

    private ServingScenario scenario() {
        List<Disturbance> disturbances = new ArrayList<>(base.disturbances());
        for (double start = 0; start < duration - part / 2; start += part) {
            disturb(start, disturbances);
        }
        return new ServingScenario(
                base.name() + "-changing",
                base.topology(),
                Workload.replay(base.workload().classes(), clients()),
                base.settings(),
                disturbances);
    }

    private void disturb(double start, List<Disturbance> disturbances) {
        List<Site> sites = base.topology().sites();
        double length = 0.2 * part;
        double crowd = start + (part - length) * random.nextDouble();
        crowds.add(new Crowd(crowd, crowd + length, drawSite()));
        double failure = start + (part - length) * random.nextDouble();
        int worker = random.nextInt(base.topology().workers().size());
        disturbances.add(new Disturbance(failure, Kind.FAIL, worker, 1));
        disturbances.add(new Disturbance(failure + length, Kind.RECOVER, worker, 1));
        int[] linked = IntStream.range(0, sites.size())
                .filter(site -> !sites.get(site).parent().isEmpty())
                .toArray();
        if (linked.length > 0) {
            double slow = start + (part - length) * random.nextDouble();
            int site = linked[random.nextInt(linked.length)];
            disturbances.add(new Disturbance(slow, Kind.SLOW_LINK, site, SLOWDOWN));
            disturbances.add(new Disturbance(slow + length, Kind.SLOW_LINK, site, 1));
        }
    }

    /** Draws candidates at the highest rate there can be and keeps each with the probability that its rate wants. */
    private List<Client> clients() {
        List<Site> sites = base.topology().sites();
        double[] weight = sites.stream().mapToDouble(Site::clientWeight).toArray();
        double total = 0;
        double heaviest = 0;
        for (double w : weight) {
            total += w;
            heaviest = Math.max(heaviest, w);
        }
        double crowded = 1 + (CROWD - 1) * heaviest / total;
        double mean = base.workload().clientRate();
        double peak = mean * HIGHEST * crowded;
        List<Client> clients = new ArrayList<>();
        for (double now = exponential.sample() / peak; now < duration; now += exponential.sample() / peak) {
            double rate = mean * factor(now);
            Crowd crowd = crowdAt(now);
            double extra = crowd == null ? 0 : (CROWD - 1) * rate * weight[crowd.site] / total;
            double u = random.nextDouble() * peak;
            if (u < rate + extra) {
                clients.add(client(now, u < rate ? drawSite() : crowd.site));
            }
        }
        if (clients.isEmpty()) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "scenario '%s' under changing load: a run of %s s must have clients, none comes at a mean of %s/min",
                    base.name(),
                    duration,
                    60 * mean));
        }
        return clients;
    }

    /** Returns the rate as a multiple of the base rate; times must not fall. */
    private double factor(double now) {
        while (now >= levelEnds) {
            level = LOWEST + (HIGHEST - LOWEST) * random.nextDouble();
            levelEnds += 0.25 * part * exponential.sample();
        }
        double swing = SWING * Math.sin(phase + 2 * Math.PI * now / (0.5 * part));
        return Math.max(LOWEST, Math.min(HIGHEST, level + swing));
    }

    private Crowd crowdAt(double now) {
        for (Crowd crowd : crowds) {
            if (now >= crowd.start && now < crowd.end) {
                return crowd;
            }
        }
        return null;
    }

    private Client client(double now, int site) {
        List<StreamClass> classes = base.workload().classes();
        int streamClass = draw(classes.stream().mapToDouble(StreamClass::share).toArray());
        double lifetime = classes.get(streamClass).meanLifetime() * exponential.sample();
        return new Client(now, streamClass, site, Math.max(lifetime, Checks.SMALLEST));
    }

    private int drawSite() {
        return draw(
                base.topology().sites().stream().mapToDouble(Site::clientWeight).toArray());
    }

    private int draw(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double left = random.nextDouble() * sum;
        int last = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                last = i;
                left -= weights[i];
                if (left < 0) {
                    break;
                }
            }
        }
        return last;
    }
}
