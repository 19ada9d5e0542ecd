// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import org.knowm.xchart.style.markers.Marker;

/** A regular polygon, filled or white with an outline. XChart has no white ones, without which there are too few. */
final class PolygonMarker extends Marker {
    private static final BasicStroke OUTLINE = new BasicStroke(1.6f);

    private final int corners;
    private final double radius;
    private final double firstAngle;
    private final boolean isFilled;

    /**
     * Makes a marker.
     *
     * @param corners number of corners
     * @param radius from centre to corner, in multiples of half the marker's size
     * @param firstAngle of a corner, clockwise from the right [degrees]
     * @param isFilled whether its inside has the colour of its outline
     */
    private PolygonMarker(int corners, double radius, double firstAngle, boolean isFilled) {
        this.corners = corners;
        this.radius = radius;
        this.firstAngle = Math.toRadians(firstAngle);
        this.isFilled = isFilled;
    }

    static Marker circle(boolean isFilled) {
        return new PolygonMarker(24, 1, 0, isFilled);
    }

    static Marker square(boolean isFilled) {
        return new PolygonMarker(4, 1.3, 45, isFilled);
    }

    static Marker diamond(boolean isFilled) {
        return new PolygonMarker(4, 1.35, 0, isFilled);
    }

    static Marker triangleUp(boolean isFilled) {
        return new PolygonMarker(3, 1.35, -90, isFilled);
    }

    static Marker triangleDown(boolean isFilled) {
        return new PolygonMarker(3, 1.35, 90, isFilled);
    }

    @Override
    public void paint(Graphics2D g, double x, double y, int size) {
        Path2D polygon = new Path2D.Double();
        for (int i = 0; i < corners; i++) {
            double angle = firstAngle + 2 * Math.PI * i / corners;
            double cornerX = x + radius * size / 2 * Math.cos(angle);
            double cornerY = y + radius * size / 2 * Math.sin(angle);
            if (i == 0) {
                polygon.moveTo(cornerX, cornerY);
            } else {
                polygon.lineTo(cornerX, cornerY);
            }
        }
        polygon.closePath();
        Color color = g.getColor();
        g.setColor(isFilled ? color : Color.WHITE);
        g.fill(polygon);
        g.setColor(color);
        g.setStroke(OUTLINE);
        g.draw(polygon);
    }
}
