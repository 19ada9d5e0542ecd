// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.StaticPolicies;
import io.github.virgasim.serving.Lateness;
import io.github.virgasim.serving.ServingScenario;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The studies run and print what their comments promise. */
class StudiesTest {
    private static long jobsFinished(String output) {
        return output.lines().filter(line -> line.contains("SUCCESS")).count();
    }

    @Test
    void tenLineStudyPrintsALineForEachClass() {
        String output = StudyRuns.output(TenLineStudy.class);
        for (String name : new String[] {"ar-headset", "video-surveillance", "visual-search", "voice-assistant"}) {
            assertTrue(output.contains(name), output);
        }
    }

    @Test
    void virgaLeavesTheJobsOfAnExistingStudyAlone() {
        String plain = StudyRuns.output(PlainCloudStudy.class);
        String both = StudyRuns.output(PlainCloudStudyWithVirga.class);
        assertEquals(4, jobsFinished(plain), plain);
        assertEquals(4, jobsFinished(both), both);
        assertTrue(both.contains("ar-headset") && !plain.contains("ar-headset"), both);
    }

    @Test
    void autoscalingBringsTheSecondCardInAndOut() {
        String output = StudyRuns.output(AutoscalingStudy.class);
        assertTrue(output.contains("joins") && output.contains("leaves"), output);
        assertTrue(output.contains("ar-headset") && output.contains("dc/gpu-2"), output);
    }

    @Test
    void customPolicyIsComparedWithLeastImpedance() {
        String output = StudyRuns.output(CustomPolicyStudy.class);
        assertEquals(2, output.lines().filter(line -> line.contains("served")).count(), output);
        assertTrue(output.startsWith("most-accurate"), output);
    }

    @Test
    void aBuiltScenarioIsRunUnderAllStaticPolicies() {
        String output = StudyRuns.output(BuiltScenarioStudy.class);
        StaticPolicies.names().forEach(policy -> assertTrue(output.contains(policy), output));
    }

    /** Workers admit by their true load: what is served may fall with the age of the loads, but not to nothing. */
    @Test
    void oldLoadsCostSomethingAndNotEverything() {
        String table = OldLoadsStudy.table(shortened("aset-full-edge", 120).withLambda(100), 1);
        String[] row = table.lines()
                .filter(line -> line.contains("least-impedance"))
                .findFirst()
                .orElseThrow()
                .replace("|", "")
                .trim()
                .split(" +");
        assertEquals(8, row.length, table);
        double fresh = Double.parseDouble(row[1]);
        for (int column = 2; column < row.length; column++) {
            double old = Double.parseDouble(row[column]);
            assertTrue(old > 0.5 * fresh && old < fresh + 3, table);
        }
    }

    @Test
    void streamsRankPoliciesAsQueriesDo() {
        ServingScenario strict = shortened("aset-full-edge-strict", 240).withLambda(80);
        Lateness lateness = new Lateness(strict);
        lateness.measure(strict, StaticPolicies.named("random"), -1);
        StreamsStudy.Comparison both = StreamsStudy.Comparison.of(strict, lateness, 1);
        assertTrue(both.meanDifference() < 2, "mean " + both.meanDifference());
        assertTrue(both.agreement() > 0.7, "agreement " + both.agreement());
        assertTrue(both.meanDifference() <= Math.abs(both.difference(both.worst())));
    }

    /** A look ahead to the end of the run never takes what serves less. */
    @Test
    void theOracleServesNoLessThanTheMixtureThatItBeginsWith() {
        ServingScenario strict = shortened("aset-co-dc-cloud-strict", 120).withLambda(200);
        Lateness lateness = new Lateness(strict);
        lateness.measure(strict, StaticPolicies.named("random"), -1);
        var study = new SwitchingOracleStudy(strict, lateness, 20, List.of("closest", "random"));
        int[] plan = study.plan(1);
        double mixture = study.served(study.blocks(6), 1);
        assertTrue(Arrays.stream(plan).anyMatch(action -> action != 6), Arrays.toString(plan));
        assertTrue(study.served(plan, 1) > mixture, study.served(plan, 1) + " after " + mixture);
        assertEquals(study.served(plan, 1), study.served(plan, 1));
    }

    private static ServingScenario shortened(String name, double seconds) {
        ServingScenario scenario = Scenarios.named(name);
        return scenario.withSettings(scenario.settings().withoutWarmup().withDuration(seconds));
    }
}
