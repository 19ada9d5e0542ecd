// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import io.github.virgasim.input.YamlNode;
import java.util.List;

/**
 * The keys of a map in scenario files.
 *
 * @param keys all that may be there
 * @param alternatives keys of which those of one entry at least must all be there; none if nothing is said
 */
record Section(List<Key> keys, List<List<Key>> alternatives) {
    static Section of(Key... keys) {
        return new Section(List.of(keys), List.of());
    }

    /** The same section, where the keys of one of these lists must be there. */
    Section with(List<List<Key>> oneOf) {
        return new Section(keys, oneOf);
    }

    /** Refuses other keys. */
    YamlNode check(YamlNode node) {
        return node.allowOnly(keys.stream().map(Key::name).toArray(String[]::new));
    }
}
