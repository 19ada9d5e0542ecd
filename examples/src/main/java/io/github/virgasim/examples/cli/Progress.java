// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on the standard error, shown only to somebody who sits at a terminal. */
final class Progress implements AutoCloseable {
    private final ProgressBar bar;

    /**
     * Starts at zero.
     *
     * @param task what is being done
     * @param steps how many steps there are
     */
    Progress(String task, int steps) {
        bar = System.console() == null
                ? null
                : new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(steps)
                        .setStyle(ProgressBarStyle.ASCII)
                        .clearDisplayOnFinish()
                        .build();
    }

    /** Marks one step as done; threads may share this object. */
    void step() {
        if (bar != null) {
            bar.step();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
