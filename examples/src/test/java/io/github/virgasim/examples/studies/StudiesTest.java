// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.studies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.scenario.Scenarios;
import io.github.virgasim.scheduling.StaticPolicies;
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
        var full = Scenarios.named("aset-full-edge").withLambda(100);
        String table = OldLoadsStudy.table(full.withSettings(full.settings().withDuration(660)), 1);
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
}
