package dev.varve.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * A command as it could be typed again to get the same output: without options that change no byte of it, so that equal
 * outputs tell equal histories.
 */
final class CommandText {
    private static final Set<String> TELLING = Set.of(
            "--variables",
            "--exclude",
            "--input-zarr-format",
            "--rename",
            "--cast",
            "--concat",
            "--isel",
            "--select",
            "--nearest",
            "--scale",
            "--mask",
            "--transpose",
            "--zarr-format",
            "--chunks",
            "--inner-chunk",
            "--shards",
            "--shard",
            "--codec",
            "--recipes",
            "--l1",
            "--gate",
            "--all-codecs",
            "--accept-recipe",
            "--deflate",
            "--no-shuffle");

    private CommandText() {}

    /** The command, quoted for a shell. */
    static String of(ParseResult parsed) {
        List<String> words = new ArrayList<>();
        words.add(parsed.commandSpec().qualifiedName());
        for (PositionalParamSpec position : parsed.matchedPositionals()) {
            position.originalStringValues().forEach(word -> words.add(quoted(word)));
        }
        for (OptionSpec option : parsed.matchedOptions()) {
            if (TELLING.contains(option.longestName())) {
                words.add(option.longestName());
                if (option.typeInfo().getType() != boolean.class) {
                    words.add(quoted(String.join(",", option.originalStringValues())));
                }
            }
        }
        return String.join(" ", words);
    }

    /** The options of these names, quoted for a shell, each with a blank before it. */
    static String options(ParseResult parsed, Predicate<String> isWanted) {
        StringBuilder text = new StringBuilder();
        for (OptionSpec option : parsed.matchedOptions()) {
            if (!isWanted.test(option.longestName())) {
                continue;
            }
            if (option.typeInfo().getType() == boolean.class) {
                text.append(' ').append(option.longestName());
            } else {
                for (String value : option.originalStringValues()) {
                    text.append(' ').append(option.longestName()).append(' ').append(quoted(value));
                }
            }
        }
        return text.toString();
    }

    /** A word as a shell takes it. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
