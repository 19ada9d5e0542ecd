// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.loudva;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.validation.loudva.ClusterLog.Dispatch;
import io.github.virgasim.validation.loudva.ClusterLog.Request;
import io.github.virgasim.validation.replay.ClusterReplay;
import io.github.virgasim.validation.source.Calibration;
import io.github.virgasim.validation.source.ErrorRow;
import io.github.virgasim.validation.source.Measurements;
import io.github.virgasim.validation.source.Parameter;
import io.github.virgasim.validation.source.ValidationSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Requests of many frames on boards, {@code requests.csv}, {@code dispatches.csv}, {@code power_1hz.csv} and
 * {@code profiling.csv}, each also with .gz (github.com/iloudaros/LoudVA, MIT), in open loop: the controller's dispatches, with
 * device and GPU frequency, are those recorded. In the engine, each dispatch is a batch with the frames of one request or several
 * that takes as long as its profile says, boards run one after another, and a request is answered when the last of its frames
 * is, a constant of the kind of board later. Energies are those of {@link BoardEnergy}.
 *
 * <p>Runs are named after their scenario, the part after the last underscore. Those of the first scenario by name are fitted,
 * all others are tests. A run in which a tenth of the frames are logged at less than a quarter of the highest frequency is out
 * of range: boards under load do not run like this.
 */
public final class LoudvaSource implements ValidationSource {
    private static final int ROUNDS = 4;
    private static final double SLOW = 0.25;
    private static final double MOST_SLOW = 0.1;
    private static final String TAIL = "awake/seconds after a batch";

    @Override
    public String name() {
        return "loudva";
    }

    @Override
    public String folder() {
        return "loudva_jetson_cluster";
    }

    @Override
    public String description() {
        return "Image requests on a cluster of Jetson boards, with power (LoudVA).";
    }

    @Override
    public boolean needsData() {
        return true;
    }

    /** What the folder holds. */
    private record Cluster(BoardProfile profile, NavigableMap<String, ClusterLog> runs, Map<String, String> kinds) {
        static Cluster read(Measurements data) {
            BoardProfile profile = BoardProfile.read(data);
            NavigableMap<String, ClusterLog> runs = ClusterLog.read(data);
            if (runs.isEmpty()) {
                throw new InvalidInputException(data.folder() + ": requests.csv must have a row at least");
            }
            List<String> devices = new ArrayList<>();
            List<String> boards = new ArrayList<>();
            runs.values().forEach(log -> {
                devices.addAll(log.dispatches().keySet());
                boards.addAll(log.power().keySet());
            });
            Map<String, String> kinds = profile.kinds(devices);
            kinds.putAll(profile.kinds(boards));
            return new Cluster(profile, runs, kinds);
        }

        static String scenario(String run) {
            return run.substring(run.lastIndexOf('_') + 1);
        }

        boolean isFitted(String run) {
            return scenario(run)
                    .equals(runs.keySet().stream()
                            .map(Cluster::scenario)
                            .min(Comparator.naturalOrder())
                            .orElseThrow());
        }

        double seconds(Dispatch dispatch) {
            String kind = kinds.get(dispatch.device);
            double frequency = Double.isNaN(dispatch.frequency) ? profile.highestFrequency(kind) : dispatch.frequency;
            return profile.seconds(kind, frequency, dispatch.frames);
        }

        double joules(Dispatch dispatch) {
            String kind = kinds.get(dispatch.device);
            double frequency = Double.isNaN(dispatch.frequency) ? profile.highestFrequency(kind) : dispatch.frequency;
            return profile.joules(kind, frequency, dispatch.frames);
        }

        /** When the requests of a run are answered, in the order of their numbers. */
        List<Answer> answers(ClusterLog log, Map<String, Double> constants) {
            List<String> devices = List.copyOf(log.dispatches().keySet());
            List<ClusterReplay.Part> parts = new ArrayList<>();
            int number = 0;
            for (Request request : log.requests().values()) {
                for (Map.Entry<Dispatch, Integer> part : request.frames.entrySet()) {
                    Dispatch dispatch = part.getKey();
                    parts.add(new ClusterReplay.Part(
                            number,
                            devices.indexOf(dispatch.device),
                            dispatch.time,
                            seconds(dispatch) * part.getValue() / dispatch.frames));
                }
                number++;
            }
            double[] besides = devices.stream()
                    .mapToDouble(device -> constants.getOrDefault(kinds.get(device), 0.0))
                    .toArray();
            return new ClusterReplay(besides)
                    .answers(parts, number).stream()
                            .map(answer -> new Answer(answer.completed(), kinds.get(devices.get(answer.device()))))
                            .toList();
        }

        boolean isPlausible(ClusterLog log) {
            double slow = 0;
            double all = 0;
            for (NavigableMap<Double, Dispatch> of : log.dispatches().values()) {
                for (Dispatch dispatch : of.values()) {
                    all += dispatch.frames;
                    slow += dispatch.frequency < SLOW * profile.highestFrequency(kinds.get(dispatch.device))
                            ? dispatch.frames
                            : 0;
                }
            }
            return slow <= MOST_SLOW * all;
        }

        /** What each board did in a run; boards and devices of a kind are in the same order. */
        List<BoardEnergy.Sample> energies(ClusterLog log) {
            List<BoardEnergy.Sample> all = new ArrayList<>();
            log.power().forEach((board, power) -> {
                String kind = kinds.get(board);
                int place = ofKind(List.copyOf(log.power().keySet()), kind).indexOf(board);
                List<String> devices = ofKind(
                        runs.values().stream()
                                .flatMap(r -> r.dispatches().keySet().stream())
                                .distinct()
                                .sorted()
                                .toList(),
                        kind);
                double joules = 0;
                List<BoardEnergy.Busy> busy = new ArrayList<>();
                if (place < devices.size()) {
                    double free = 0;
                    for (Dispatch dispatch : log.dispatches()
                            .getOrDefault(devices.get(place), new TreeMap<>())
                            .values()) {
                        joules += joules(dispatch);
                        free = Math.max(free, dispatch.time) + seconds(dispatch);
                        busy.add(new BoardEnergy.Busy(dispatch.time, free));
                    }
                }
                all.add(new BoardEnergy.Sample(board, power.samples, power.joules, joules, busy));
            });
            return all;
        }

        private List<String> ofKind(List<String> names, String kind) {
            return names.stream().filter(name -> kinds.get(name).equals(kind)).toList();
        }
    }

    @Override
    public Calibration fit(Measurements data) {
        return calibration(Cluster.read(data));
    }

    /** When a request was answered, and the kind of device whose frames were the last. */
    private record Answer(double completed, String kind) {}

    private static Calibration calibration(Cluster cluster) {
        List<Parameter> parameters = new ArrayList<>();
        Map<String, Double> constants = new TreeMap<>();
        Map<String, Parameter> found = new TreeMap<>();
        // Which frames are last depends on the constants, and the other way round.
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, List<Double>> rests = new TreeMap<>();
            cluster.runs().forEach((name, log) -> {
                if (cluster.isFitted(name) && cluster.isPlausible(log)) {
                    List<Answer> answers = cluster.answers(log, constants);
                    int number = 0;
                    for (Request request : log.requests().values()) {
                        Answer answer = answers.get(number++);
                        rests.computeIfAbsent(answer.kind(), k -> new ArrayList<>())
                                .add(request.completion
                                        - answer.completed()
                                        + constants.getOrDefault(answer.kind(), 0.0));
                    }
                }
            });
            rests.forEach((kind, of) -> {
                found.put(kind, Parameter.of("constant/" + kind, "s", of));
                constants.put(kind, found.get(kind).value());
            });
        }
        cluster.kinds().values().stream()
                .distinct()
                .sorted()
                .forEach(kind ->
                        parameters.add(found.getOrDefault(kind, Parameter.unidentified("constant/" + kind, "s", 0))));
        energy(cluster, parameters);
        return new Calibration(parameters);
    }

    private static void energy(Cluster cluster, List<Parameter> parameters) {
        Map<String, List<BoardEnergy.Sample>> samples = new TreeMap<>();
        cluster.runs().forEach((name, log) -> {
            if (cluster.isFitted(name) && cluster.isPlausible(log)) {
                cluster.energies(log)
                        .forEach(of -> samples.computeIfAbsent(cluster.kinds().get(of.board()), b -> new ArrayList<>())
                                .add(of));
            }
        });
        int tail = BoardEnergy.tail(samples.values());
        Map<String, BoardEnergy> fitted = new TreeMap<>();
        samples.forEach((kind, of) -> fitted.put(kind, BoardEnergy.of(of, tail)));
        double[] factors = fitted.values().stream()
                .filter(BoardEnergy::isIdentified)
                .mapToDouble(BoardEnergy::factor)
                .toArray();
        double others = factors.length == 0 ? 1 : Parameter.median(factors);
        Map<String, Double> aboveRest = new TreeMap<>();
        fitted.forEach((kind, energy) -> aboveRest.put(
                kind,
                Math.max(
                        0,
                        cluster.profile().lowestWatts(kind)
                                - StatUtils.mean(energy.idle().values().stream()
                                        .mapToDouble(watts -> watts)
                                        .toArray()))));
        double share = BoardEnergy.awakeShare(fitted, aboveRest);
        parameters.add(fixed(TAIL, tail, "s", factors.length));
        fitted.forEach((kind, energy) -> {
            int cells = samples.get(kind).size();
            energy.idle().forEach((board, watts) -> parameters.add(fixed("idle/" + board, watts, "W", cells)));
            if (energy.isIdentified()) {
                parameters.add(fixed("factor/" + kind, energy.factor(), "1", cells));
                parameters.add(fixed("awake/" + kind, energy.awake(), "W", cells));
            } else {
                parameters.add(Parameter.unidentified("factor/" + kind, "1", others));
                parameters.add(Parameter.unidentified("awake/" + kind, "W", share * aboveRest.get(kind)));
            }
        });
    }

    private static Parameter fixed(String name, double value, String unit, int cells) {
        return new Parameter(name, value, unit, Double.NaN, Double.NaN, cells);
    }

    @Override
    public List<ErrorRow> compare(Measurements data, Optional<Calibration> calibration) {
        Cluster cluster = Cluster.read(data);
        Calibration used = calibration.orElseGet(() -> calibration(cluster));
        Map<String, Double> constants = new TreeMap<>();
        cluster.kinds().values().stream()
                .filter(kind -> used.has("constant/" + kind))
                .forEach(kind -> constants.put(kind, used.value("constant/" + kind)));
        List<ErrorRow> rows = new ArrayList<>();
        cluster.runs().forEach((name, log) -> {
            String part = calibration.isPresent() ? "apart" : cluster.isFitted(name) ? "fit" : "test";
            boolean inRange = cluster.isPlausible(log);
            List<Answer> answers = cluster.answers(log, constants);
            int number = 0;
            double onTime = 0;
            double predictedOnTime = 0;
            for (Map.Entry<Integer, Request> each : log.requests().entrySet()) {
                Request request = each.getValue();
                Answer last = answers.get(number++);
                double predicted = last.completed() - request.arrival;
                onTime += request.latency() <= request.allowed ? 1 : 0;
                predictedOnTime += predicted <= request.allowed ? 1 : 0;
                String cell = name + "/" + each.getKey();
                rows.add(new ErrorRow(
                        name(), last.kind() + " latency [s]", cell, request.latency(), predicted, inRange, part));
            }
            double percent = 100.0 / log.requests().size();
            if (onTime > 0) {
                rows.add(new ErrorRow(
                        name(), "on time [%]", name, onTime * percent, predictedOnTime * percent, inRange, part));
            }
            double joules = 0;
            double predictedJoules = 0;
            for (BoardEnergy.Sample sample : cluster.energies(log)) {
                String board = sample.board();
                String kind = cluster.kinds().get(board);
                if (used.has("idle/" + board)) {
                    BoardEnergy energy = new BoardEnergy(
                            Map.of(board, used.value("idle/" + board)),
                            used.value("factor/" + kind),
                            used.value("awake/" + kind),
                            true);
                    double predicted = energy.joules(sample, used.value(TAIL));
                    joules += sample.joules();
                    predictedJoules += predicted;
                    rows.add(new ErrorRow(
                            name(),
                            kind + " energy [J]",
                            name + "/" + board,
                            sample.joules(),
                            predicted,
                            inRange,
                            part));
                }
            }
            if (joules > 0) {
                rows.add(
                        new ErrorRow(name(), "energy of all boards [J]", name, joules, predictedJoules, inRange, part));
            }
        });
        return rows;
    }
}
