// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim.adapter;

import io.github.virgasim.ifogsim.EdgeResource;
import io.github.virgasim.ifogsim.EdgeResources;
import io.github.virgasim.ifogsim.UserTrace;
import io.github.virgasim.input.Checks;
import io.github.virgasim.input.InvalidInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fog.mobilitydata.DataParser;
import org.fog.mobilitydata.Location;
import org.fog.placement.LocationHandler;

/**
 * Tells iFogSim2's mobility controllers where users are by traces with times, instead of times that are drawn anew in each run,
 * and reads no file by a path of its own. Data ids are iFogSim2's: {@code res_ID} for resources, {@code usr_NAME} for users;
 * devices are linked to them by {@link #linkDataWithInstance}.
 */
public final class TimedLocations extends LocationHandler {
    private final EdgeResources resources;
    private final Map<String, UserTrace> users = new LinkedHashMap<>();
    private final double unit;

    /**
     * Makes the handler.
     *
     * @param resources where the devices stand
     * @param traces of the users, by name
     * @param timeUnit what a unit of iFogSim2's time stands for [s], positive
     */
    public TimedLocations(EdgeResources resources, Map<String, UserTrace> traces, double timeUnit) {
        super(new DataParser());
        this.resources = resources;
        unit = Checks.positive("time unit [s]", timeUnit);
        traces.forEach((name, trace) -> users.put("usr_" + name, trace));
        fill(getDataObject());
    }

    /** Puts in what iFogSim2 looks at besides asking this: levels, places, and the users' positions by time. */
    private void fill(DataParser data) {
        int levels =
                resources.all().stream().mapToInt(EdgeResource::level).max().orElseThrow() + 1;
        data.levelID.clear();
        data.levelID.put("LevelsNum", levels);
        data.levelID.put("Cloud", 0);
        data.levelID.put("Proxy", 1);
        data.levelID.put("Gateway", levels - 1);
        data.levelID.put("User", levels);
        for (int level = 0; level < levels; level++) {
            data.levelwiseResources.put(level, new ArrayList<>());
        }
        for (EdgeResource one : resources.all()) {
            data.levelwiseResources.get(one.level()).add(dataId(one));
            data.resourceAndUserToLevel.put(dataId(one), one.level());
            data.resourceLocationData.put(dataId(one), new Location(one.latitude(), one.longitude(), one.block()));
        }
        users.forEach((id, trace) -> {
            Map<Double, Location> positions = new TreeMap<>();
            trace.positions()
                    .forEach(at -> positions.put(at.time() / unit, new Location(at.latitude(), at.longitude(), -1)));
            data.usersLocation.put(id, new HashMap<>(positions));
            data.resourceAndUserToLevel.put(id, levels);
        });
    }

    private static String dataId(EdgeResource one) {
        return "res_" + one.id();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Of a user it is the device of the nearest gateway at that time; before the first position, that of the first. Of other
     * devices it is that of the resource above.
     *
     * @throws InvalidInputException if the device or its parent is linked to no data
     */
    @Override
    public int determineParent(int device, double time) {
        String id = getDataIdByInstanceID(device);
        UserTrace trace = users.get(id);
        if (trace != null) {
            UserTrace.Position at = trace.at(time * unit);
            return linked(dataId(resources.nearest(at.latitude(), at.longitude())));
        }
        EdgeResource here = resources.all().stream()
                .filter(one -> dataId(one).equals(id))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "device " + device + " must be linked to a resource or a user, was linked to '" + id + "'"));
        return here.parent() < 0 ? -1 : linked("res_" + here.parent());
    }

    private int linked(String id) {
        return getInstenceDataIdReferences().entrySet().stream()
                .filter(entry -> entry.getValue().equals(id))
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("resource must be linked to a device, was '" + id + "'"));
    }

    /** {@inheritDoc} */
    @Override
    public List<Double> getTimeSheet(int device) {
        UserTrace trace = users.get(getDataIdByInstanceID(device));
        if (trace == null) {
            throw new InvalidInputException("device " + device + " must be linked to a user, was linked to '"
                    + getDataIdByInstanceID(device) + "'");
        }
        return trace.positions().stream().map(at -> at.time() / unit).toList();
    }
}
