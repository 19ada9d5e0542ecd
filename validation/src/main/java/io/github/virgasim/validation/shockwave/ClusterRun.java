// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.shockwave;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.calibration.JsonText;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.source.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A policy's run on the cluster.
 *
 * @param policy name of its file
 * @param kinds what each job trains, without its batch size
 * @param arrivals of the jobs [s]
 * @param completions how long each job took from its arrival [s]
 * @param rounds in which each job ran
 * @param nominal length of a round [s]
 * @param changed share of the jobs' rounds, but the first of all, in which a job did not run on the same GPUs as in the round
 *     before
 */
record ClusterRun(
        String policy,
        List<String> kinds,
        double[] arrivals,
        double[] completions,
        List<NavigableSet<Integer>> rounds,
        double nominal,
        double changed) {
    /** A job ends in its last round, nobody knows where: in the middle on the average. */
    private static final double MIDDLE = 0.5;

    /** Reads the runs of all policies, in alphabetical order. */
    static List<ClusterRun> read(Measurements data) {
        JobTrace jobs = JobTrace.read(data);
        return data.files(".*_physical\\.json", "run on the cluster (*_physical.json)").stream()
                .map(file -> read(data.noted(file), jobs))
                .toList();
    }

    /** Returns what the authors' simulator says of a policy, by its name, where there is such a file [s]. */
    static Map<String, double[]> simulated(Measurements data, int jobs) {
        Map<String, double[]> all = new LinkedHashMap<>();
        data.files(".*\\.json", "file *.json").stream()
                .filter(file -> file.getFileName().toString().endsWith("_simulation.json"))
                .forEach(file -> all.put(
                        file.getFileName().toString().replace("_simulation.json", ""),
                        completions(file, JsonText.read(data.noted(file)), jobs)));
        return all;
    }

    private static double[] completions(Path file, JsonNode json, int jobs) {
        JsonNode list = json.path("jct_list");
        if (list.size() != jobs) {
            throw new InvalidInputException(file.getFileName() + ": jct_list must have a time for each of the " + jobs
                    + " jobs of the trace, has " + list.size());
        }
        double[] completions = new double[jobs];
        for (int i = 0; i < jobs; i++) {
            if (!list.get(i).isNumber() || !(list.get(i).doubleValue() > 0)) {
                throw InvalidInputException.of(
                        file.getFileName() + ", jct_list",
                        "job " + i,
                        list.get(i).toString(),
                        "must be a positive number: no job is done before it arrives");
            }
            completions[i] = list.get(i).doubleValue();
        }
        return completions;
    }

    private static ClusterRun read(Path file, JobTrace jobs) {
        double[] arrivals = jobs.arrivals();
        JsonNode json = JsonText.read(file);
        String name = file.getFileName().toString();
        double[] completions = completions(file, json, arrivals.length);
        double nominal = json.path("time_per_iteration").asDouble();
        JsonNode schedule = json.path("per_round_schedule");
        if (!(nominal > 0) || schedule.size() < 2) {
            throw new InvalidInputException(
                    name + ": must have a positive time_per_iteration and two rounds at least in per_round_schedule");
        }
        List<NavigableSet<Integer>> rounds = new ArrayList<>();
        IntStream.range(0, arrivals.length).forEach(job -> rounds.add(new TreeSet<>()));
        long changes = 0;
        long all = 0;
        for (int round = 0; round < schedule.size(); round++) {
            Set<JsonNode> taken = new HashSet<>();
            for (Iterator<Map.Entry<String, JsonNode>> it =
                            schedule.get(round).properties().iterator();
                    it.hasNext(); ) {
                Map.Entry<String, JsonNode> placed = it.next();
                String job = placed.getKey();
                if (!job.matches("\\d{1,9}") || Integer.parseInt(job) >= arrivals.length) {
                    throw InvalidInputException.of(
                            name + ", per_round_schedule, round " + round,
                            "job",
                            job,
                            "must be a line of the trace, from 0 to " + (arrivals.length - 1));
                }
                for (JsonNode gpu : placed.getValue()) {
                    if (!gpu.isIntegralNumber() || gpu.longValue() < 0 || !taken.add(gpu)) {
                        throw InvalidInputException.of(
                                name + ", per_round_schedule, round " + round,
                                "job " + job,
                                gpu,
                                "must be a GPU from 0 on that no job has in this round");
                    }
                }
                rounds.get(Integer.parseInt(job)).add(round);
                if (round > 0) {
                    all++;
                    changes += placed.getValue().equals(schedule.get(round - 1).get(job)) ? 0 : 1;
                }
            }
        }
        for (int job = 0; job < arrivals.length; job++) {
            if (rounds.get(job).isEmpty()) {
                throw new InvalidInputException(name + ": per_round_schedule must have job " + job + " in a round");
            }
        }
        return new ClusterRun(
                name.replace("_physical.json", ""),
                jobs.kinds(),
                arrivals,
                completions,
                List.copyOf(rounds),
                nominal,
                (double) changes / all);
    }

    /** Returns how long a round took [s], as all jobs tell. */
    double roundSeconds() {
        return roundSeconds(1);
    }

    /** Returns how long a round took [s]: the median over every so manieth job of the end over the number of rounds up to it. */
    double roundSeconds(int every) {
        return Parameter.median(IntStream.range(0, arrivals.length)
                .filter(job -> job % every == 0)
                .mapToDouble(job ->
                        (arrivals[job] + completions[job]) / (rounds.get(job).last() + MIDDLE))
                .toArray());
    }

    /** Returns what a changed job adds to a round, over all jobs [s]. */
    double overhead() {
        return changed == 0 ? 0 : (roundSeconds() - nominal) / changed;
    }

    /**
     * Returns the rounds that each job needed, if these are so long [s] and it lost a part of each in which it ran
     * again after a break.
     */
    double[] work(double lost, double length) {
        double[] work = new double[arrivals.length];
        for (int job = 0; job < work.length; job++) {
            NavigableSet<Integer> of = rounds.get(job);
            double end = (arrivals[job] + completions[job]) / length - of.last();
            int breaks = 0;
            int before = of.first();
            for (int round : of) {
                breaks += round > before + 1 ? 1 : 0;
                before = round;
            }
            work[job] = Math.max(0.05, of.size() - 1 + Math.min(1, Math.max(0, end)) - lost * breaks);
        }
        return work;
    }
}
