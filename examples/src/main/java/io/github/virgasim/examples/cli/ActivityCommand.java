// SPDX-License-Identifier: GPL-3.0-or-later
package io.github.virgasim.examples.cli;

import io.github.virgasim.experiment.Activity;
import io.github.virgasim.experiment.Arguments;
import io.github.virgasim.experiment.Setting;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** An activity as a command, whose options are the activity's settings. */
final class ActivityCommand implements Callable<Integer> {
    private final Activity activity;
    private final OutputMixin output = new OutputMixin();
    private final CommandSpec spec;

    private ActivityCommand(Activity activity) {
        this.activity = activity;
        spec = CommandSpec.wrapWithoutInspection(this);
        addOptions(spec, activity.settings());
        spec.addMixin("output", output.spec(activity.folder()));
        spec.usageMessage().description(plain(activity.description())).sortOptions(false);
    }

    /**
     * Makes the command.
     *
     * @param activity what it does
     * @return a command without a name
     */
    static CommandLine of(Activity activity) {
        return new CommandLine(new ActivityCommand(activity).spec);
    }

    /** Adds an option for each setting. */
    static void addOptions(CommandSpec spec, List<Setting<?>> settings) {
        for (Setting<?> setting : settings) {
            OptionSpec.Builder option = OptionSpec.builder(setting.name()).description(plain(setting.description()));
            if (setting.type() == Boolean.class) {
                option.type(boolean.class).arity("0");
            } else {
                option.paramLabel(setting.label()).arity("1");
                if (setting.isRepeated()) {
                    option.type(List.class).auxiliaryTypes(setting.type());
                } else {
                    option.type(setting.type());
                }
            }
            spec.addOption(option.build());
        }
    }

    /** Picocli formats descriptions. */
    private static String plain(String description) {
        return description.replace("%", "%%");
    }

    /** Takes the values that were given. */
    static Arguments arguments(ParseResult parsed, List<Setting<?>> settings) {
        Arguments arguments = Arguments.none();
        for (Setting<?> setting : settings) {
            if (parsed.hasMatchedOption(setting.name())) {
                arguments = with(arguments, setting, parsed.matchedOptionValue(setting.name(), null));
            }
        }
        return arguments;
    }

    private static <T> Arguments with(Arguments arguments, Setting<T> setting, T value) {
        return arguments.with(setting, value);
    }

    @Override
    public Integer call() throws IOException {
        List<Setting<?>> settings = activity.settings();
        Arguments arguments = arguments(spec.commandLine().getParseResult(), settings);
        return output.execute(
                activity.prepare(arguments), arguments.commandLine(spec.qualifiedName(), settings), spec.commandLine());
    }
}
