// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.analysis;

import java.util.List;
import java.util.Locale;

/**
 * Something in a scenario that cannot work, or looks like a slip. Names are those of scenario files and catalogues.
 *
 * @param kind what is wrong
 * @param subject what it is about, for example "class ar-headset"
 * @param sites names of the sites with clients that it concerns; none if it is not about sites
 * @param ofSites how many sites have clients; 0 if it is not about sites
 * @param requirement the field whose value is the reason, with its unit, for example "deadline_ms"
 * @param value the value
 * @param nearest the nearest value that would do, or what is usual
 */
public record Finding(
        Kind kind, String subject, List<String> sites, int ofSites, String requirement, String value, String nearest) {

    /** What can be wrong. */
    public enum Kind {
        /** No instance meets the requirements of a class at some sites: all its queries there will be rejected. */
        NO_CANDIDATE("no candidate"),
        /** No candidate has room for a single client, even if it has nothing else to do: all will be rejected. */
        NO_ROOM("no room"),
        /** No candidate is in memory from the beginning, and nobody is set to load one. */
        NOT_LOADED("nothing loaded"),
        /** No query is sent, or hardly any, or none is counted. */
        NO_QUERIES("no queries"),
        /** A disturbance comes after the run's end. */
        NEVER_HAPPENS("never happens"),
        /** A value that is allowed and looks like one in another unit, or contradicts others. */
        SUSPICIOUS("suspicious");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** Copies the list. */
    public Finding {
        sites = List.copyOf(sites);
    }

    /** Makes a finding that is not about sites. */
    Finding(Kind kind, String subject, String requirement, String value, String nearest) {
        this(kind, subject, List.of(), 0, requirement, value, nearest);
    }

    /**
     * Returns the finding in words.
     *
     * @return one line, for example "class ar-headset, 1,990 of 2,000 sites (bs-1, ...): no candidate: deadline_ms 0.15;
     *     the fastest, yolov8n on bs-1/gpu, needs 31.2"
     */
    public String text() {
        return String.format(
                Locale.ROOT, "%s%s: %s: %s %s; %s", subject, where(), kind.words, requirement, value, nearest);
    }

    private String where() {
        if (ofSites == 0) {
            return "";
        }
        if (sites.size() == 1) {
            return ", site " + sites.get(0);
        }
        if (sites.size() == ofSites) {
            return String.format(Locale.ROOT, ", all %,d sites", ofSites);
        }
        return String.format(Locale.ROOT, ", %,d of %,d sites (%s, ...)", sites.size(), ofSites, sites.get(0));
    }
}
