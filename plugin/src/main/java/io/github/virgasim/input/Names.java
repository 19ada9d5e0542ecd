// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.input;

import java.util.Comparator;

/**
 * The order of names, which breaks ties wherever two things are equally good: character by character, but runs of the
 * digits 0 to 9 by their value, so that worker-2 comes before worker-10. It depends on no locale, and only equal names
 * compare as equal.
 */
public final class Names {
    /** The order. */
    public static final Comparator<String> ORDER = Names::compare;

    private Names() {}

    private static int compare(String one, String other) {
        int i = 0;
        int j = 0;
        while (i < one.length() && j < other.length()) {
            int endOfOne = endOfDigits(one, i);
            int endOfOther = endOfDigits(other, j);
            int order;
            if (endOfOne > i && endOfOther > j) {
                order = compareNumbers(one.substring(i, endOfOne), other.substring(j, endOfOther));
                i = endOfOne;
                j = endOfOther;
            } else {
                order = Character.compare(one.charAt(i++), other.charAt(j++));
            }
            if (order != 0) {
                return order;
            }
        }
        int order = Integer.compare(one.length() - i, other.length() - j);
        // What differs in leading zeros alone is told apart by them.
        return order != 0 ? order : one.compareTo(other);
    }

    private static int endOfDigits(String name, int start) {
        int end = start;
        while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static int compareNumbers(String one, String other) {
        String a = withoutLeadingZeros(one);
        String b = withoutLeadingZeros(other);
        return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
    }

    private static String withoutLeadingZeros(String digits) {
        int first = 0;
        while (first < digits.length() - 1 && digits.charAt(first) == '0') {
            first++;
        }
        return digits.substring(first);
    }
}
