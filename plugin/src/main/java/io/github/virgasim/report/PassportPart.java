// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A part of a run's model, and what is known of its errors.
 *
 * @param name for example "sharing"
 * @param subject what of it the run has
 * @param status what is known
 * @param note in words, possibly empty
 * @param errors of what it was validated on; none unless it is validated
 */
record PassportPart(String name, String subject, Status status, String note, List<ShippedErrors.Row> errors) {
    /** What is known of a part. */
    enum Status {
        /** Predictions were compared with measurements that they were not fitted to. */
        VALIDATED("validated"),
        /** The user's own figures, of whose errors Virga knows nothing but what they say themselves. */
        OWN("own figures"),
        /** Nobody has compared it. */
        NOT_VALIDATED("not validated");

        private final String words;

        Status(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    static PassportPart validated(String name, String subject, String note, List<ShippedErrors.Row> errors) {
        boolean tested = errors.stream().anyMatch(PassportPart::isIndependent);
        return new PassportPart(name, subject, tested ? Status.VALIDATED : Status.NOT_VALIDATED, note, errors);
    }

    static PassportPart own(String name, String subject, String note) {
        return new PassportPart(name, subject, Status.OWN, note, List.of());
    }

    static PassportPart notValidated(String name, String subject, String note) {
        return new PassportPart(name, subject, Status.NOT_VALIDATED, note, List.of());
    }

    /** Tells whether nothing was fitted to the cells. */
    private static boolean isIndependent(ShippedErrors.Row row) {
        return row.split().equals("apart") || row.split().equals("test");
    }

    /** The errors in a line: of another recording if there is one, else of cells that nothing was fitted to; means first. */
    String inShort() {
        List<ShippedErrors.Row> independent =
                errors.stream().filter(row -> row.split().equals("apart")).toList();
        boolean apart = !independent.isEmpty();
        List<String> shown = new ArrayList<>();
        String before = "";
        for (ShippedErrors.Row row : (apart ? independent : errors)
                .stream()
                        .filter(PassportPart::isIndependent)
                        .sorted(Comparator.comparing(row -> !row.quantity().contains("mean")))
                        .limit(2)
                        .toList()) {
            String quantity = row.quantity().replaceFirst(" \\[.*", "");
            String repeats = Double.isNaN(row.noise()) ? "" : " (repeats " + TextTable.number(row.noise(), 1) + ")";
            shown.add(beyond(before, quantity) + " " + TextTable.number(row.median(), 1) + " %" + repeats);
            before = quantity;
        }
        return String.join(", ", shown) + (apart ? ", apart" : "");
    }

    /** Returns a quantity without the words that it begins with as the one before it does. */
    private static String beyond(String before, String quantity) {
        int same = 0;
        for (int i = 0;
                i < Math.min(before.length(), quantity.length()) && before.charAt(i) == quantity.charAt(i);
                i++) {
            same = quantity.charAt(i) == ' ' ? i + 1 : same;
        }
        return quantity.substring(same);
    }
}
