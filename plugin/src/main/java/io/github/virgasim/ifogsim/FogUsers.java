// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.input.TraceFile;
import io.github.virgasim.workload.Client;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * Users who move between gateways, as the clients of a scenario: a client for each stay at a gateway. In the file of clients two
 * further columns, which scenarios do not look at, hold who it is and the positions of the stay, so that the traces come back as
 * they were.
 *
 * @param resources where the gateways are
 * @param traces by the user's name, at least one
 * @param notes what the files hold besides positions and times, or do not hold
 */
public record FogUsers(EdgeResources resources, Map<String, UserTrace> traces, List<String> notes) {
    private static final String ENDING = ".csv";
    private static final String USER = "user";
    private static final String POSITIONS = "positions";
    private static final List<String> COLUMNS = List.of("time_s", "class", "site", "lifetime_s", USER, POSITIONS);

    /** What tells a list of places from the positions of one user. */
    private static final List<String> OF_RESOURCES = List.of("ID", "Level", "Parent");

    /** Copies the values. */
    public FogUsers {
        traces = Collections.unmodifiableMap(new LinkedHashMap<>(traces));
        notes = List.copyOf(notes);
    }

    private record Row(double time, String text) {}

    /**
     * Reads users' files, whose names without {@code .csv} are the users' names.
     *
     * @param resources where the gateways are
     * @param files with the columns Latitude, Longitude and time_s
     * @param interval from one position to the next [s], for files without the column time_s; nothing if all have it
     * @return the users
     * @throws InvalidInputException if a file is broken, two users have one name, or times are missing or given twice
     */
    public static FogUsers read(EdgeResources resources, List<Path> files, OptionalDouble interval) {
        Map<String, UserTrace> traces = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        for (Path file : files) {
            String fileName = file.getFileName().toString();
            boolean ends = fileName.toLowerCase(Locale.ROOT).endsWith(ENDING);
            String name = Checks.fileName(
                    "name of user's file",
                    ends ? fileName.substring(0, fileName.length() - ENDING.length()) : fileName);
            List<String> further = new ArrayList<>(
                    CsvTable.read(file, UserTrace.LATITUDE, UserTrace.LONGITUDE).columns());
            if (further.containsAll(OF_RESOURCES)) {
                throw new InvalidInputException(file + ", line 1, header: must be that of a user's positions, "
                        + String.join(", ", UserTrace.LATITUDE, UserTrace.LONGITUDE, UserTrace.TIME) + "; has "
                        + String.join(", ", OF_RESOURCES) + ", as edge resources have");
            }
            boolean timed = further.contains(UserTrace.TIME);
            if (timed == interval.isPresent()) {
                throw new InvalidInputException(file + ", line 1, header: "
                        + (timed
                                ? "has a column " + UserTrace.TIME + ", and an interval must not be given besides"
                                : "has no column " + UserTrace.TIME
                                        + ", and an interval between positions must be given"));
            }
            UserTrace trace = timed ? UserTrace.read(file) : UserTrace.read(file, interval.getAsDouble());
            if (traces.putIfAbsent(name, trace) != null) {
                throw new InvalidInputException(file + ": must have another name than the other users' files");
            }
            further.removeAll(List.of(UserTrace.LATITUDE, UserTrace.LONGITUDE, UserTrace.TIME));
            if (!further.isEmpty()) {
                notes.add("columns of user '" + name + "' are left out: " + String.join(", ", further));
            }
            if (!timed) {
                notes.add("user '" + name + "' has no times: a position every " + interval.getAsDouble()
                        + " s from 0 on is assumed");
            }
        }
        return new FogUsers(resources, traces, notes);
    }

    /** Returns when the last position has lasted as long as the one before it [s]. */
    double end() {
        double end = 0;
        for (UserTrace trace : traces.values()) {
            List<UserTrace.Position> positions = trace.positions();
            double last = positions.get(positions.size() - 1).time();
            double step = positions.size() > 1
                    ? last - positions.get(positions.size() - 2).time()
                    : 1;
            end = Math.max(end, last + step);
        }
        return end;
    }

    /** Returns the text of a file of clients in which each user has a stream of each class. */
    String clients(Set<String> classes, double end) {
        List<Row> rows = new ArrayList<>();
        traces.forEach((name, trace) -> {
            List<Client> stays = trace.clients(resources, 0, EdgeResource::id, end);
            for (int i = 0; i < stays.size(); i++) {
                Client stay = stays.get(i);
                double next = i + 1 < stays.size() ? stays.get(i + 1).time() : Double.POSITIVE_INFINITY;
                StringBuilder positions = new StringBuilder();
                trace.positions().stream()
                        .filter(at -> at.time() >= stay.time() && at.time() < next)
                        .forEach(at -> positions
                                .append(positions.isEmpty() ? "" : "; ")
                                .append(at.time())
                                .append(' ')
                                .append(at.latitude())
                                .append(' ')
                                .append(at.longitude()));
                String site = EdgeResources.name(resources.of(stay.site()));
                for (String each : classes) {
                    rows.add(new Row(
                            stay.time(),
                            String.join(
                                    ",",
                                    Double.toString(stay.time()),
                                    CsvText.cell(each),
                                    CsvText.cell(site),
                                    Double.toString(stay.lifetime()),
                                    CsvText.cell(name),
                                    positions)));
                }
            }
        });
        rows.sort(Comparator.comparingDouble(Row::time));
        StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append('\n');
        rows.forEach(row -> text.append(row.text()).append('\n'));
        return text.toString();
    }

    /**
     * Reads users' traces back from a file of clients.
     *
     * @param file the file of clients of a scenario
     * @return by the user's name; empty if the file has no users and positions
     * @throws InvalidInputException if a position is none, or times of a user do not rise
     */
    public static Map<String, UserTrace> traces(Path file) {
        Map<String, TreeMap<Double, UserTrace.Position>> byUser = new TreeMap<>();
        var rows = new TraceFile<CsvTable.Row>(file, () -> row -> row, "time_s");
        for (CsvTable.Row row : rows) {
            if (!row.hasColumn(USER) || !row.hasColumn(POSITIONS)) {
                break;
            }
            if (row.has(USER) && row.has(POSITIONS)) {
                String name = row.make(() -> Checks.fileName(USER, row.text(USER)));
                for (String one : row.text(POSITIONS).split("; *")) {
                    UserTrace.Position at = row.make(() -> position(one));
                    byUser.computeIfAbsent(name, user -> new TreeMap<>()).put(at.time(), at);
                }
            }
        }
        Map<String, UserTrace> traces = new LinkedHashMap<>();
        byUser.forEach((name, positions) -> traces.put(name, new UserTrace(List.copyOf(positions.values()))));
        return traces;
    }

    private static UserTrace.Position position(String text) {
        String[] parts = text.strip().split(" +");
        try {
            if (parts.length == 3) {
                return new UserTrace.Position(
                        Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
            }
        } catch (NumberFormatException e) {
            throw new InvalidInputException(invalid(text));
        }
        throw new InvalidInputException(invalid(text));
    }

    private static String invalid(String text) {
        return POSITIONS + " must be a time [s], a latitude and a longitude with blanks between them, was '" + text
                + "'";
    }
}
