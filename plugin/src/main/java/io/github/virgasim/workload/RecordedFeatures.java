// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.workload;

/**
 * What was recorded of queries besides times, classes and sites, of at least one of them.
 *
 * @param sizes whether queries have sizes of their own, or lengths of their own on the network
 * @param requests one more than the highest number of a request; 0 if all queries are alone
 * @param decisions one more than the highest index of an instance that a decision names; 0 if there are none but rejections
 * @param decided whether decisions were recorded
 */
public record RecordedFeatures(boolean sizes, int requests, int decisions, boolean decided) {
    /** Nothing but times, classes and sites. */
    static final RecordedFeatures NONE = new RecordedFeatures(false, 0, 0, false);

    RecordedFeatures and(RecordedQuery query) {
        if (query == null) {
            return this;
        }
        return new RecordedFeatures(
                sizes || !Double.isNaN(query.size()) || !Double.isNaN(query.requestBytes()),
                Math.max(requests, query.request() + 1),
                Math.max(decisions, query.instance() + 1),
                decided || query.instance() != RecordedQuery.UNDECIDED);
    }
}
