// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.scenario;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Changes a scenario in one place or two as people do: keys left out, misspelt or in a wrong place, and other values. */
final class ScenarioMutator {
    private static final List<String> VALUES = List.of(
            "0",
            "1",
            "2",
            "-1",
            "0.5",
            "1.5",
            "100",
            "101",
            "1e3",
            "1e-60",
            "1e60",
            "1e400",
            "0x10",
            "1_000",
            "1:30",
            ".inf",
            ".nan",
            "NaN",
            "-0",
            "+5",
            "007",
            "'5'",
            "'five'",
            "null",
            "~",
            "''",
            "' '",
            "true",
            "no",
            "none",
            "all",
            "[]",
            "{}",
            "[1]",
            "[a, b]",
            "{kind: turns}",
            "{file: x.csv}",
            "2024-01-01",
            "poisson",
            "trace",
            "exclusive",
            "mps",
            "yolov8n",
            "edge",
            "dc",
            "!!str 5",
            "\"\\u00a0\"");

    private static final List<List<Key>> SECTIONS = List.of(
            ScenarioKeys.ROOT.keys(),
            ScenarioKeys.ANY_DISTURBANCE.keys(),
            TopologyKeys.SITE.keys(),
            WorkerKeys.WORKER.keys(),
            WorkerKeys.CARD_SLICE.keys(),
            WorkloadKeys.CLASS.keys(),
            WorkloadKeys.ON_OFF_CLIENTS.keys(),
            ServingKeys.SERVING.keys());

    private final Random random;

    ScenarioMutator(Random random) {
        this.random = random;
    }

    String mutate(String yaml) {
        Node root = compose(yaml);
        int changes = 1 + random.nextInt(2);
        for (int i = 0; i < changes; i++) {
            List<Node> places = new ArrayList<>();
            collect(root, places);
            Node place = places.get(random.nextInt(places.size()));
            if (place instanceof MappingNode map) {
                changeMap(map);
            } else {
                changeList((SequenceNode) place);
            }
        }
        StringWriter text = new StringWriter();
        new Yaml(new DumperOptions()).serialize(root, text);
        return text.toString();
    }

    private static Node compose(String yaml) {
        return new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
    }

    private static void collect(Node node, List<Node> places) {
        if (node instanceof MappingNode map && !map.getValue().isEmpty()) {
            places.add(map);
            map.getValue().forEach(tuple -> collect(tuple.getValueNode(), places));
        } else if (node instanceof SequenceNode list && !list.getValue().isEmpty()) {
            places.add(list);
            list.getValue().forEach(item -> collect(item, places));
        }
    }

    private Node value() {
        return compose(VALUES.get(random.nextInt(VALUES.size())));
    }

    private void changeMap(MappingNode map) {
        List<NodeTuple> tuples = map.getValue();
        int at = random.nextInt(tuples.size());
        NodeTuple tuple = tuples.get(at);
        switch (random.nextInt(6)) {
            case 0 -> tuples.remove(at);
            case 1 ->
                tuples.set(
                        at,
                        new NodeTuple(
                                compose(((ScalarNode) tuple.getKeyNode()).getValue() + "s"), tuple.getValueNode()));
            case 2 -> {
                List<Key> keys = SECTIONS.get(random.nextInt(SECTIONS.size()));
                String key = keys.get(random.nextInt(keys.size())).name();
                if (tuples.stream()
                        .noneMatch(each ->
                                ((ScalarNode) each.getKeyNode()).getValue().equals(key))) {
                    tuples.add(new NodeTuple(compose(key), value()));
                }
            }
            default -> tuples.set(at, new NodeTuple(tuple.getKeyNode(), value()));
        }
    }

    private void changeList(SequenceNode list) {
        int at = random.nextInt(list.getValue().size());
        if (random.nextBoolean()) {
            list.getValue().remove(at);
        } else {
            list.getValue().set(at, value());
        }
    }
}
