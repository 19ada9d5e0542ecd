// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import io.github.virgasim.input.Checks;
import io.github.virgasim.input.CsvTable;
import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.workload.Client;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Where a user is and when. iFogSim2's own files have positions alone, for which it draws times that no seed repeats; a third
 * column {@code time_s} behind them, which it does not look at, says when each position is reached.
 *
 * @param positions in order of time, at least one
 */
public record UserTrace(List<Position> positions) {
    static final String LATITUDE = "Latitude";
    static final String LONGITUDE = "Longitude";
    static final String TIME = "time_s";

    /**
     * A position.
     *
     * @param time when the user is there [s], not negative
     * @param latitude [degrees], -90 to 90
     * @param longitude [degrees], -180 to 180
     */
    public record Position(double time, double latitude, double longitude) {
        /** Checks the values. */
        public Position {
            Checks.notNegative("time [s] of position", time);
            Checks.within("Latitude of position", latitude, -90, 90);
            Checks.within("Longitude of position", longitude, -180, 180);
        }
    }

    /**
     * Checks the values together.
     *
     * @throws InvalidInputException if there is no position, or times do not rise
     */
    public UserTrace {
        positions = List.copyOf(positions);
        Checks.atLeastOne("number of positions", positions.size());
        for (int i = 1; i < positions.size(); i++) {
            if (positions.get(i).time() <= positions.get(i - 1).time()) {
                throw InvalidInputException.of(
                        "position " + i, TIME, positions.get(i).time(), "must be after the position above");
            }
        }
    }

    /**
     * Reads a file with times.
     *
     * @param file CSV with the columns Latitude, Longitude and time_s
     * @return the trace
     * @throws InvalidInputException if something is missing or breaks a rule; the message names file, line, field, value
     *     and rule
     */
    public static UserTrace read(Path file) {
        return read(CsvTable.read(file, LATITUDE, LONGITUDE, TIME), Double.NaN);
    }

    /**
     * Reads a file without times, as iFogSim2 ships them.
     *
     * @param file CSV with the columns Latitude and Longitude
     * @param interval from one position to the next [s], positive
     * @return the trace, from 0 on
     * @throws InvalidInputException as {@link #read(Path)} does
     */
    public static UserTrace read(Path file, double interval) {
        Checks.positive("interval [s] between positions", interval);
        return read(CsvTable.read(file, LATITUDE, LONGITUDE), interval);
    }

    private static UserTrace read(CsvTable table, double interval) {
        List<Position> positions = new ArrayList<>();
        for (CsvTable.Row row : table.rows()) {
            double time = Double.isNaN(interval)
                    ? row.number(TIME, 0, Double.POSITIVE_INFINITY)
                    : positions.size() * interval;
            if (!positions.isEmpty()
                    && time <= positions.get(positions.size() - 1).time()) {
                throw row.invalid(TIME, row.text(TIME), "must be after the line above");
            }
            positions.add(row.make(
                    () -> new Position(time, row.number(LATITUDE, -90, 90), row.number(LONGITUDE, -180, 180))));
        }
        return new UserTrace(positions);
    }

    /**
     * Finds the position at a time.
     *
     * @param time [s]
     * @return the last one that is reached by then; the first one before
     */
    public Position at(double time) {
        int low = 0;
        int high = positions.size();
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (positions.get(middle).time() <= time) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return positions.get(low);
    }

    /**
     * Writes the trace.
     *
     * @return CSV that is read as an equal trace; iFogSim2 reads the positions of it
     */
    public String write() {
        StringBuilder text = new StringBuilder(LATITUDE + "," + LONGITUDE + "," + TIME + "\n");
        positions.forEach(one -> text.append(one.latitude())
                .append(',')
                .append(one.longitude())
                .append(',')
                .append(one.time())
                .append('\n'));
        return text.toString();
    }

    /**
     * Turns the user into clients: one for each time that the user spends at a gateway, which is the nearest one.
     *
     * @param resources where gateways are
     * @param streamClass index of the class of the user's queries
     * @param site finds the index of a gateway's site
     * @param end when the user leaves [s], after the first position
     * @return in order of time; neighbouring positions at one gateway make one client
     */
    public List<Client> clients(
            EdgeResources resources, int streamClass, ToIntFunction<EdgeResource> site, double end) {
        List<Client> clients = new ArrayList<>();
        Position since = null;
        EdgeResource at = null;
        for (Position next : positions) {
            EdgeResource there = resources.nearest(next.latitude(), next.longitude());
            if (next.time() >= end) {
                break;
            }
            if (at != null && there.id() != at.id()) {
                clients.add(new Client(since.time(), streamClass, site.applyAsInt(at), next.time() - since.time()));
            }
            if (at == null || there.id() != at.id()) {
                since = next;
                at = there;
            }
        }
        if (at == null) {
            throw new InvalidInputException("end [s] of user must be after the first position, was '" + end + "'");
        }
        clients.add(new Client(since.time(), streamClass, site.applyAsInt(at), end - since.time()));
        return clients;
    }
}
