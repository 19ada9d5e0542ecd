// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.ifogsim;

import io.github.virgasim.input.Checks;

/**
 * A place where a device stands, as a row of iFogSim2's data set of edge resources.
 *
 * @param id unique, not negative
 * @param latitude [degrees], -90 to 90
 * @param longitude [degrees], -180 to 180
 * @param block of the town, not negative
 * @param level 0 for the data centre, larger further down
 * @param parent id of the resource above, one level up; -1 at the data centre
 * @param state iFogSim2 reads rows of {@value #READ_STATE} alone
 * @param details free text, without commas; may be empty
 */
public record EdgeResource(
        int id, double latitude, double longitude, int block, int level, int parent, String state, String details) {
    /** The state whose rows iFogSim2 reads. */
    public static final String READ_STATE = "VIC";

    /** Checks the values. */
    public EdgeResource {
        String of = " of resource " + id;
        Checks.whole("ID of resource", id, 0, Integer.MAX_VALUE);
        Checks.within("Latitude" + of, latitude, -90, 90);
        Checks.within("Longitude" + of, longitude, -180, 180);
        Checks.whole("Block" + of, block, 0, Integer.MAX_VALUE);
        Checks.whole("Level" + of, level, 0, Integer.MAX_VALUE);
        Checks.whole("Parent" + of, parent, -1, Integer.MAX_VALUE);
        CsvText.check("State" + of, state);
        CsvText.check("Details" + of, details);
    }
}
