// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.experiment.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Progress with the remaining time on the standard error: a bar for somebody who sits at a terminal, otherwise a line each
 * minute, for a log.
 */
final class TerminalProgress implements Progress, AutoCloseable {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final String task;
    private final int steps;
    private final PrintStream lines;
    private final LongSupplier clock;
    private final ProgressBar bar;
    private final long start;
    private long told;
    private int skipped;
    private int done;

    /**
     * Starts at zero.
     *
     * @param task what is being done
     * @param steps how many steps there are
     */
    TerminalProgress(String task, int steps) {
        this(task, steps, System.console() == null ? System.err : null, System::nanoTime);
    }

    /** Writes lines instead of a bar, unless lines is null, by a clock [ns]. */
    TerminalProgress(String task, int steps, PrintStream lines, LongSupplier clock) {
        this.task = task;
        this.steps = steps;
        this.lines = lines;
        this.clock = clock;
        start = clock.getAsLong();
        told = start;
        bar = lines != null
                ? null
                : new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(steps)
                        .setStyle(ProgressBarStyle.ASCII)
                        .clearDisplayOnFinish()
                        .build();
    }

    @Override
    public void step() {
        if (bar != null) {
            bar.step();
        } else {
            line();
        }
    }

    private synchronized void line() {
        done++;
        long now = clock.getAsLong();
        if (now - told >= MINUTE) {
            told = now;
            Duration left = Duration.ofNanos((long) ((double) (now - start) / (done - skipped) * (steps - done)));
            lines.printf(
                    Locale.ROOT,
                    "virga: %s: %d of %d done, %d:%02d:%02d left%n",
                    task,
                    done,
                    steps,
                    left.toHours(),
                    left.toMinutesPart(),
                    left.toSecondsPart());
        }
    }

    /** The remaining time is reckoned from the steps that took some. */
    @Override
    public void skip(int number) {
        if (bar != null) {
            bar.stepBy(number);
            bar.pause();
            bar.resume();
        } else {
            skipped += number;
            done += number;
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
