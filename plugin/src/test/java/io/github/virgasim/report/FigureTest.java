// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.scheduling.StaticPolicies;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class FigureTest {
    private static final int ENOUGH = 300;

    @TempDir
    private Path folder;

    private static Figure bars(double... seeds) {
        Map<String, ConfidenceInterval> bars = new LinkedHashMap<>();
        StaticPolicies.names().forEach(name -> bars.put(name, ConfidenceInterval.of(seeds)));
        bars.put("upper-bound", ConfidenceInterval.of(seeds));
        return Figure.bars("title", "share [%]", 100, bars);
    }

    private static Figure lines() {
        Map<String, List<ConfidenceInterval>> lines = new LinkedHashMap<>();
        double height = 60;
        for (String name : List.of("closest", "random", "upper-bound")) {
            lines.put(
                    name,
                    List.of(ConfidenceInterval.of(height, height + 2), ConfidenceInterval.of(height - 5, height - 3)));
            height += 15;
        }
        return Figure.lines("title", "rate [1/min]", "share [%]", 100, new double[] {20, 40}, lines);
    }

    private Map<Integer, Integer> pixels(Figure figure, int width, int height) throws IOException {
        figure.save(folder, "f");
        BufferedImage image = ImageIO.read(folder.resolve("f.png").toFile());
        assertEquals(width, image.getWidth());
        assertEquals(height, image.getHeight());
        Map<Integer, Integer> count = new HashMap<>();
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                count.merge(image.getRGB(x, y), 1, Integer::sum);
            }
        }
        return count;
    }

    private static void assertShows(Map<Integer, Integer> pixels, Color color) {
        assertTrue(pixels.getOrDefault(color.getRGB(), 0) > ENOUGH, () -> "too little of " + color);
    }

    @Test
    void barsHaveTheColorsOfTheirNames() throws IOException {
        Map<Integer, Integer> pixels = pixels(bars(50, 60), 840, 620);
        for (int place = -1; place < StaticPolicies.names().size(); place++) {
            assertShows(pixels, SeriesColors.color(place));
        }
    }

    @Test
    void linesHaveTheSameColors() throws IOException {
        Map<Integer, Integer> pixels = pixels(lines(), 840, 620);
        assertShows(pixels, SeriesColors.color(0));
        assertShows(pixels, SeriesColors.color(StaticPolicies.names().indexOf("random")));
        assertShows(pixels, SeriesColors.color(-1));
    }

    @Test
    void gridsShowAllPanels() throws IOException {
        Map<Integer, Integer> one = pixels(bars(50), 840, 620);
        Map<Integer, Integer> three = pixels(Figure.grid(List.of(bars(50), bars(50), bars(50)), 2), 1680, 1240);
        int color = SeriesColors.color(0).getRGB();
        assertEquals(3.0 * one.get(color), three.get(color), 0.05 * three.get(color));
    }

    @Test
    void drawsNothingButZeros() throws IOException {
        assertTrue(pixels(bars(0), 840, 620).size() > 10);
        assertTrue(pixels(bars(Double.NaN), 840, 620).size() > 10);
    }

    @Test
    void svgIsWellFormedAndNotBlank() throws Exception {
        Figure.grid(List.of(bars(50, 60), lines()), 2).save(folder, "g");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Element svg = factory.newDocumentBuilder()
                .parse(folder.resolve("g.svg").toFile())
                .getDocumentElement();
        assertEquals("svg", svg.getTagName());
        assertTrue(svg.getElementsByTagName("path").getLength() > 50);
    }

    @Test
    void sameFigureSameBytes() throws IOException {
        bars(50, 60).save(folder, "one");
        bars(50, 60).save(folder, "two");
        for (String format : List.of(".png", ".svg")) {
            assertEquals(-1, Files.mismatch(folder.resolve("one" + format), folder.resolve("two" + format)));
        }
    }

    @Test
    void unknownNamesGetColorsThatAreLeft() {
        Map<String, Integer> places = SeriesColors.places(List.of("agent", "closest", "upper-bound"));
        assertEquals(Map.of("agent", StaticPolicies.names().size(), "closest", 0, "upper-bound", -1), places);
    }

    @Test
    void aHeatMapHasAColourForEachFiniteElement() throws IOException {
        List<List<Double>> cells = List.of(List.of(1.0, 2.0), List.of(3.0, Double.POSITIVE_INFINITY));
        Map<Integer, Integer> count = pixels(new HeatMap("title", "m", "r", cells).figure(), 840, 620);
        // White, the middle and the highest colour of the scale; the fourth cell stays white.
        assertTrue(count.get(new Color(0xEE7733).getRGB()) > 10_000, "highest");
        assertTrue(
                count.values().stream().filter(pixels -> pixels > 10_000).count() == 3,
                count.values().toString());
    }
}
