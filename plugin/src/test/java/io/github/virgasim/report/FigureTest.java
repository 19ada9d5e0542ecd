// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.virgasim.scheduling.StaticPolicies;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.w3c.dom.Element;

class FigureTest {
    private static final int ENOUGH = 300;

    @TempDir
    private Path folder;

    private static Figure bars(double... seeds) {
        List<ConfidenceInterval> value = List.of(ConfidenceInterval.of(seeds));
        Chart chart = new Chart("title", "share [%]", 100).regulars(StaticPolicies.names());
        StaticPolicies.names().forEach(name -> chart.add(name, value));
        return chart.bound(value).bars();
    }

    private static Figure lines() {
        return new Chart("title", "share [%]", 100)
                .regulars(StaticPolicies.names())
                .add("closest", falling(60))
                .add("random", falling(75))
                .bound(falling(90))
                .lines("rate [1/min]", new double[] {20, 40});
    }

    private static List<ConfidenceInterval> falling(double height) {
        return List.of(ConfidenceInterval.of(height, height + 2), ConfidenceInterval.of(height - 5, height - 3));
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
    void barsHaveTheColorsOfTheirRoles() throws IOException {
        Map<Integer, Integer> pixels = pixels(bars(50, 60), 840, 620);
        for (int place = -1; place < StaticPolicies.names().size(); place++) {
            assertShows(pixels, SeriesStyle.of(place).color());
        }
    }

    @Test
    void linesHaveTheSameColors() throws IOException {
        Map<Integer, Integer> pixels = pixels(lines(), 840, 620);
        assertShows(pixels, SeriesStyle.of(0).color());
        assertShows(
                pixels, SeriesStyle.of(StaticPolicies.names().indexOf("random")).color());
        assertShows(pixels, SeriesStyle.of(-1).color());
    }

    @Test
    void gridsShowAllPanels() throws IOException {
        Map<Integer, Integer> one = pixels(bars(50), 840, 620);
        Map<Integer, Integer> three = pixels(Figure.grid(List.of(bars(50), bars(50), bars(50)), 2), 1680, 1240);
        int color = SeriesStyle.of(0).color().getRGB();
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
    void sameFigureSameBytesUnderEveryLocale() throws IOException {
        save("one");
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            save("two");
        } finally {
            Locale.setDefault(before);
        }
        for (String format : List.of(".png", ".svg")) {
            assertEquals(-1, Files.mismatch(folder.resolve("one" + format), folder.resolve("two" + format)));
        }
    }

    private void save(String name) throws IOException {
        List<List<Double>> cells = List.of(List.of(1.5, 2.5), List.of(3.5, 4.5));
        Figure.grid(List.of(bars(50, 60), lines(), new HeatMap("title", "m", "r", cells).figure()), 2)
                .save(folder, name);
    }

    @Test
    void emptyCellsOfAGridAreWhite() throws IOException {
        Figure.grid(List.of(bars(50), bars(50), bars(50)), 2).save(folder, "f");
        BufferedImage image = ImageIO.read(folder.resolve("f.png").toFile());
        for (int x = 840; x < 1680; x++) {
            for (int y = 620; y < 1240; y++) {
                assertEquals(Color.WHITE.getRGB(), image.getRGB(x, y));
            }
        }
    }

    @Test
    void namesOfBarsAreNotLeftOut() throws IOException {
        String longest = "random-proportional-latency";
        double first = Arrays.stream(dark(longest, "min", "min ", "min  ")).sum();
        double last = Arrays.stream(dark("min", "min ", "min  ", longest)).sum();
        assertEquals(last, first, 0.1 * last, "the first of several");
        String[] many = new String[13];
        Arrays.setAll(many, i -> "actor-critic " + (char) ('a' + i));
        assertTrue(
                Arrays.stream(dark(many)).sum()
                        > 11 * Arrays.stream(dark("actor-critic")).sum(),
                "many");
    }

    /** The name with the widest letters has one letter less than the other. */
    @Test
    void namesOfBarsStandBelowTheAxis() throws IOException {
        int[] dark = dark("actor-critic", "upper-bound");
        int axis = 619;
        while (axis > 310 && dark[axis] >= 0) {
            axis--;
        }
        // After the tick marks there is a gap.
        assertEquals(0, dark[axis + 5]);
        assertTrue(Arrays.stream(dark, axis + 5, 620).sum() > ENOUGH);
    }

    /** Returns the number of dark pixels in each row of the lower half of a figure of empty bars; -1 for an axis. */
    private int[] dark(String... names) throws IOException {
        Map<String, ConfidenceInterval> bars = new LinkedHashMap<>();
        for (String name : names) {
            bars.put(name, ConfidenceInterval.of(0));
        }
        Figure.bars("title", "", 100, bars).save(folder, "f");
        BufferedImage image = ImageIO.read(folder.resolve("f.png").toFile());
        int[] dark = new int[620];
        for (int y = 310; y < 620; y++) {
            for (int x = 0; x < 840; x++) {
                dark[y] += ((image.getRGB(x, y) >> 8) & 0xFF) < 0xC0 ? 1 : 0;
            }
            dark[y] = dark[y] > 400 ? -1 : dark[y];
        }
        return dark;
    }

    @Test
    void intervalsAreCutWhereNoValueCanBe() {
        Whisker cut = Whisker.of(ConfidenceInterval.of(1, 99), 100);
        assertEquals(new Whisker(0, 100), cut);
        assertEquals(50, cut.middle());
        assertEquals(50, cut.half());
        Whisker whole = Whisker.of(new ConfidenceInterval(40, 3, 2), 100);
        assertEquals(new Whisker(37, 43), whole);
        assertFalse(Whisker.of(ConfidenceInterval.of(7), 100).isDrawn());
        assertFalse(Whisker.of(ConfidenceInterval.of(0, 0), 100).isDrawn());
    }

    private static XYChart curves(Panel panel) {
        List<String> names = panel.series().stream().map(Panel.Series::like).toList();
        return Curves.chart(panel, SeriesStyle.places(names, List.of(), Set.of()));
    }

    @Test
    void aCurveThatIsTheSameAsAnotherSaysSo() {
        double[] x = {1, 2};
        List<ConfidenceInterval> same = List.of(ConfidenceInterval.of(50), ConfidenceInterval.of(60));
        List<ConfidenceInterval> other = List.of(ConfidenceInterval.of(50), ConfidenceInterval.of(61));
        XYChart chart = curves(new Panel(
                "title",
                "x",
                "y",
                100,
                List.of(),
                List.of(
                        new Panel.Series("a", "a", Panel.Look.MARKED, x, same),
                        new Panel.Series("b", "b", Panel.Look.MARKED, x, other),
                        new Panel.Series("c", "c", Panel.Look.MARKED, x, same))));
        assertNotNull(chart.getSeries("a"));
        assertNotNull(chart.getSeries("b"));
        assertNotNull(chart.getSeries("c\nsame as a"));
        // Neither at the same place: markers stand beside each other.
        assertTrue(chart.getSeries("a").getXData()[0]
                < chart.getSeries("c\nsame as a").getXData()[0]);
    }

    @Test
    void aLineOfManyPointsHasMarkersAtAFewOfThem() {
        double[] x = IntStream.range(0, 60).asDoubleStream().toArray();
        List<ConfidenceInterval> y = Arrays.stream(x)
                .mapToObj(each -> ConfidenceInterval.of(each * each))
                .toList();
        XYChart chart = curves(new Panel(
                "title",
                "x",
                "y",
                List.of(),
                List.of(
                        new Panel.Series("a", "a", Panel.Look.LINE, x, y),
                        new Panel.Series("b", "b", Panel.Look.LINE, x, y))));
        double[] lineX = chart.getSeries("line of a").getXData();
        double[] lineY = chart.getSeries("line of a").getYData();
        for (int i = 0; i < x.length; i++) {
            int there = Arrays.binarySearch(lineX, x[i]);
            assertEquals(x[i] * x[i], lineY[there]);
        }
        List<Double> marked = marked(chart.getSeries("a"));
        assertTrue(marked.size() > 5 && marked.size() < 10, marked.toString());
        assertTrue(Collections.disjoint(marked, marked(chart.getSeries("b\nsame as a"))));
    }

    private static List<Double> marked(XYSeries series) {
        return IntStream.range(0, series.getXData().length)
                .filter(i -> !Double.isNaN(series.getYData()[i]))
                .mapToObj(i -> series.getXData()[i])
                .toList();
    }

    @Test
    void aHeatMapHasAColourForEachFiniteElement() throws IOException {
        List<List<Double>> cells = List.of(List.of(1.0, 2.0), List.of(3.0, Double.POSITIVE_INFINITY));
        Map<Integer, Integer> count = pixels(new HeatMap("title", "m", "r", cells).figure(), 840, 620);
        // The lowest, the middle and the highest colour of the scale; the fourth cell is white as the margin.
        assertTrue(count.get(new Color(0xEE7733).getRGB()) > 10_000, "highest");
        assertEquals(
                4,
                count.values().stream().filter(pixels -> pixels > 10_000).count(),
                count.values().toString());
    }
}
