// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.validation.sharing;

import io.github.virgasim.validation.calibration.EnergyGridReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * How wall power grows with utilisation on a device, model by model (edge_energy_grid:
 * github.com/lab-paper-code/load-reactive-edge-inference, CC BY 4.0). Utilisation is the served rate times the isolated
 * time of a query, as in the simulation.
 */
public final class PowerSlopes {
    private PowerSlopes() {}

    /**
     * One model on one device.
     *
     * @param model the model
     * @param slope growth of the power above idle with the utilisation [W]: least squares through the idle power measured
     *     just before each run
     * @param otherModels mean slope of the device's other models [W]; NaN if there is none
     * @param errorOfOtherModels median |predicted - measured| / measured wall power with that slope
     * @param errorOfLinear the same with the slope from idle to full-load power of the catalogue
     * @param runs number of runs
     */
    public record Fit(
            String model,
            double slope,
            double otherModels,
            double errorOfOtherModels,
            double errorOfLinear,
            int runs) {}

    private record Point(double utilization, double idleW, double servingW) {}

    /**
     * Fits every model of a device that has both an isolated time and serving runs.
     *
     * @param isolated isolated times of any devices
     * @param serving runs of any devices
     * @param device code name of the device
     * @param mode index of the power mode
     * @param linearSlope slope from idle to full-load power of the catalogue [W]
     * @return one entry per model
     */
    public static List<Fit> of(
            List<EnergyGridReader.Isolated> isolated,
            List<EnergyGridReader.Serving> serving,
            String device,
            int mode,
            double linearSlope) {
        List<String> models = new ArrayList<>();
        List<List<Point>> points = new ArrayList<>();
        for (EnergyGridReader.Isolated profile : isolated) {
            if (profile.device().equals(device) && profile.mode() == mode) {
                List<Point> own = serving.stream()
                        .filter(run -> run.device().equals(device)
                                && run.mode() == mode
                                && run.model().equals(profile.model())
                                && Double.isFinite(run.idleW())
                                && Double.isFinite(run.servingW()))
                        .map(run -> new Point(run.achievedRps() * profile.meanMs() / 1000, run.idleW(), run.servingW()))
                        .toList();
                if (!own.isEmpty()) {
                    models.add(profile.model());
                    points.add(own);
                }
            }
        }
        double[] slopes = points.stream().mapToDouble(PowerSlopes::slope).toArray();
        List<Fit> fits = new ArrayList<>();
        for (int i = 0; i < slopes.length; i++) {
            double others = (StatUtils.sum(slopes) - slopes[i]) / (slopes.length - 1);
            fits.add(new Fit(
                    models.get(i),
                    slopes[i],
                    others,
                    error(points.get(i), others),
                    error(points.get(i), linearSlope),
                    points.get(i).size()));
        }
        return fits;
    }

    private static double slope(List<Point> points) {
        SimpleRegression line = new SimpleRegression(false);
        points.forEach(point -> line.addData(point.utilization(), point.servingW() - point.idleW()));
        return line.getSlope();
    }

    private static double error(List<Point> points, double slope) {
        return new Median()
                .evaluate(points.stream()
                        .mapToDouble(p -> Math.abs(p.idleW() + slope * p.utilization() - p.servingW()) / p.servingW())
                        .toArray());
    }
}
