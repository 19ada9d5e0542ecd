// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.scheduling.StaticPolicies;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeriesStyleTest {
    private static final int WIDTH = 36;
    private static final int HEIGHT = 14;
    private static final int SERIES = 16;

    /** How a figure may be seen: matrices for linear red, green and blue. Colour blindness by Machado et al., 2009. */
    private enum Sight {
        USUAL(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}),
        GREY(new double[][] {{0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}}),
        PROTANOPIA(new double[][] {
            {0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}
        }),
        DEUTERANOPIA(new double[][] {
            {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
        }),
        TRITANOPIA(new double[][] {
            {1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}
        });

        private final double[][] matrix;

        Sight(double[][] matrix) {
            this.matrix = matrix;
        }

        int[] of(int rgb) {
            float[] parts = new Color(rgb).getRGBColorComponents(null);
            int[] seen = new int[3];
            for (int i = 0; i < 3; i++) {
                double sum = 0;
                for (int j = 0; j < 3; j++) {
                    sum += matrix[i][j] * Math.pow(parts[j], 2.2);
                }
                seen[i] = (int) Math.round(255 * Math.pow(Math.min(1, Math.max(0, sum)), 1 / 2.2));
            }
            return seen;
        }
    }

    /** Draws a series as the legend does. */
    private static BufferedImage sample(SeriesStyle style) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, WIDTH, HEIGHT);
        g.setColor(style.color());
        g.setStroke(style.stroke());
        g.draw(new Line2D.Double(0, HEIGHT / 2.0, WIDTH, HEIGHT / 2.0));
        style.marker().paint(g, WIDTH / 2.0, HEIGHT / 2.0, 9);
        return image;
    }

    /** Returns the number of pixels that are clearly different. */
    private static int difference(Sight sight, BufferedImage a, BufferedImage b) {
        int different = 0;
        for (int x = 0; x < WIDTH; x++) {
            for (int y = 0; y < HEIGHT; y++) {
                int[] first = sight.of(a.getRGB(x, y));
                int[] second = sight.of(b.getRGB(x, y));
                int most = 0;
                for (int i = 0; i < 3; i++) {
                    most = Math.max(most, Math.abs(first[i] - second[i]));
                }
                different += most > 40 ? 1 : 0;
            }
        }
        return different;
    }

    @ParameterizedTest
    @EnumSource
    void sixteenSeriesAndTheBoundAreTold(Sight sight) {
        for (int a = -1; a < SERIES; a++) {
            for (int b = a + 1; b < SERIES; b++) {
                int pixels = difference(sight, sample(SeriesStyle.of(a)), sample(SeriesStyle.of(b)));
                assertTrue(pixels >= 20, String.format(Locale.ROOT, "%d and %d differ in %d pixels", a, b, pixels));
            }
        }
    }

    @Test
    void lineStyleAndMarkerAloneTellThirtySeries() {
        long different = IntStream.range(0, 30)
                .mapToObj(SeriesStyle::of)
                .map(style -> List.of(style.stroke(), style.marker()))
                .distinct()
                .count();
        assertEquals(30, different);
    }

    @Test
    void unknownNamesGetStylesThatAreLeft() {
        int first = StaticPolicies.names().size();
        List<String> names = List.of("agent", "closest", "upper-bound");
        assertEquals(
                Map.of("agent", first, "closest", 0, "upper-bound", -1),
                SeriesStyle.places(names, StaticPolicies.names(), Set.of("upper-bound")));
        // A name says nothing by itself.
        assertEquals(
                Map.of("agent", 0, "closest", 1, "upper-bound", 2), SeriesStyle.places(names, List.of(), Set.of()));
    }

    @Test
    void noTwoOfSixteenShareAColour() {
        List<String> names = new ArrayList<>(List.of("closest", "random"));
        IntStream.range(0, SERIES - 2).mapToObj(i -> "agent " + i).forEach(names::add);
        long colours = SeriesStyle.places(names, StaticPolicies.names(), Set.of()).values().stream()
                .map(place -> SeriesStyle.of(place).color())
                .distinct()
                .count();
        assertEquals(SERIES, colours);
        names.add("one more");
        assertEquals(
                SERIES + 1,
                SeriesStyle.places(names, StaticPolicies.names(), Set.of()).values().stream()
                        .distinct()
                        .count());
    }
}
