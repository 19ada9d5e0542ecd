// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.util.List;
import org.knowm.xchart.internal.chartpart.IChart;

/** Charts of equal size in rows and columns, as one chart. */
final class Grid implements IChart {
    private final List<IChart> panels;
    private final int columns;

    Grid(List<IChart> panels, int columns) {
        this.panels = panels;
        this.columns = Math.min(columns, panels.size());
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        int panelWidth = width / columns;
        int panelHeight = height / rows();
        // The panels may leave cells empty, and an image is black where nothing is painted.
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        AffineTransform place = g.getTransform();
        for (int i = 0; i < panels.size(); i++) {
            g.translate(i % columns * panelWidth, i / columns * panelHeight);
            panels.get(i).paint(g, panelWidth, panelHeight);
            g.setTransform(place);
        }
    }

    private int rows() {
        return (panels.size() + columns - 1) / columns;
    }

    @Override
    public int getWidth() {
        return columns * panels.get(0).getWidth();
    }

    @Override
    public int getHeight() {
        return rows() * panels.get(0).getHeight();
    }

    @Override
    public String getTitle() {
        return "";
    }
}
