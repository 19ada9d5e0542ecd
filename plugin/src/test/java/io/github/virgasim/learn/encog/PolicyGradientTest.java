// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.learn.encog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.input.InvalidInputException;
import io.github.virgasim.learn.encog.PolicyGradient.Decision;
import io.github.virgasim.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class PolicyGradientTest {
    private final UniformRandomProvider random = new RandomStreams(3).stream("test");

    private QNetwork network(int inputs) {
        return QNetwork.random(List.of(inputs, 6, 1), Activation.TANH, random);
    }

    private double[][] candidates(int count, int inputs) {
        double[][] candidates = new double[count][inputs];
        for (double[] candidate : candidates) {
            Arrays.setAll(candidate, i -> 2 * random.nextDouble() - 1);
        }
        return candidates;
    }

    @Test
    void theGradientIsThatOfTheWeightedLogarithm() {
        QNetwork network = network(3);
        List<Decision> decisions =
                List.of(new Decision(candidates(4, 3), 2, 1.5), new Decision(candidates(2, 3), 0, -0.7));
        double[] gradient =
                new PolicyGradient(network, 0.01).gradient(decisions).clone();
        double step = 1e-6;
        for (int i = 0; i < gradient.length; i++) {
            double weight = network.weights()[i];
            network.weights()[i] = weight + step;
            double above = loss(network, decisions);
            network.weights()[i] = weight - step;
            double below = loss(network, decisions);
            network.weights()[i] = weight;
            assertEquals((above - below) / (2 * step), gradient[i], 1e-8);
        }
    }

    private static double loss(QNetwork network, List<Decision> decisions) {
        CandidateScorer scorer = new CandidateScorer(network);
        return decisions.stream()
                .mapToDouble(d -> -d.advantage() * Math.log(scorer.probabilities(d.candidates())[d.chosen()]))
                .average()
                .orElseThrow();
    }

    @Test
    void learnsToChooseTheCandidateThatPays() {
        QNetwork network = network(2);
        CandidateScorer scorer = new CandidateScorer(network);
        PolicyGradient learner = new PolicyGradient(network, 0.01);
        // What a candidate pays is its first component less its second.
        for (int round = 0; round < 300; round++) {
            List<Decision> decisions = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                double[][] candidates = candidates(1 + random.nextInt(5), 2);
                int chosen = scorer.draw(candidates, random);
                decisions.add(new Decision(candidates, chosen, pay(candidates[chosen])));
            }
            learner.update(decisions);
        }
        int right = 0;
        for (int i = 0; i < 1000; i++) {
            double[][] candidates = candidates(4, 2);
            double[] pays = Arrays.stream(candidates)
                    .mapToDouble(PolicyGradientTest::pay)
                    .toArray();
            right += scorer.best(candidates) == GreedyAgent.best(pays) ? 1 : 0;
        }
        assertTrue(right > 950, right + " of 1000");
    }

    private static double pay(double[] candidate) {
        return candidate[0] - candidate[1];
    }

    @Test
    void drawsAsOftenAsTheProbabilitiesSay() {
        CandidateScorer scorer = new CandidateScorer(network(3));
        double[][] candidates = candidates(4, 3);
        double[] probabilities = scorer.probabilities(candidates);
        assertEquals(1, Arrays.stream(probabilities).sum(), 1e-12);
        int[] drawn = new int[4];
        for (int i = 0; i < 100_000; i++) {
            drawn[scorer.draw(candidates, random)]++;
        }
        for (int i = 0; i < 4; i++) {
            // Five standard deviations at most.
            assertEquals(probabilities[i], drawn[i] / 1e5, 5 * 0.5 / Math.sqrt(1e5));
        }
    }

    @Test
    void equalScoresGoToTheFirst() {
        CandidateScorer scorer = new CandidateScorer(new QNetwork(List.of(2, 1), Activation.RELU));
        assertEquals(0, scorer.best(candidates(3, 2)));
    }

    @Test
    void networksWithSeveralOutputsScoreNoCandidates() {
        QNetwork wide = new QNetwork(List.of(2, 3), Activation.RELU);
        var problem = assertThrows(InvalidInputException.class, () -> new CandidateScorer(wide));
        assertTrue(problem.getMessage().contains("outputs"), problem.getMessage());
    }
}
