package dev.varve.cli;

import dev.varve.dataset.Dataset;
import dev.varve.dataset.Source;
import dev.varve.run.partition.SourceDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** How a source is looked at; what one command was told can be kept, so that another one looks at it in the same way. */
final class LookOptions {
    @Mixin
    private InputOptions inputs;

    @Mixin
    private SelectionOptions selection;

    /** The options that were kept. */
    static LookOptions of(Map<String, List<String>> kept) {
        LookOptions look = new LookOptions();
        List<String> words = new ArrayList<>();
        kept.forEach((name, values) -> {
            if (values.isEmpty()) {
                words.add(name);
            }
            values.forEach(value -> words.addAll(List.of(name, value)));
        });
        new CommandLine(look).parseArgs(words.toArray(String[]::new));
        return look;
    }

    /** What of a command line has to be kept. */
    static Map<String, List<String>> kept(ParseResult parsed) {
        Set<String> known = new CommandLine(new LookOptions())
                .getCommandSpec().options().stream()
                        .map(OptionSpec::longestName)
                        .collect(Collectors.toSet());
        Map<String, List<String>> kept = new LinkedHashMap<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            if (known.contains(option.longestName())) {
                boolean isFlag = option.typeInfo().getType() == boolean.class;
                kept.put(option.longestName(), isFlag ? List.of() : option.originalStringValues());
            }
        }
        return kept;
    }

    /** Opens a source. */
    Source open(Path path, Shell shell) throws IOException {
        return inputs.open(path, shell);
    }

    /** Tells what is opened from another input and from what it was before. */
    static String digest(Source source, Path path) throws IOException {
        return SourceDigest.of(source, InputPaths.of(List.of(path), true));
    }

    /**
     * What is taken of a source.
     *
     * @throws InputException when something is wanted that cannot be read or stored
     */
    Dataset selected(Source source) throws InputException {
        return selection.select(source, StoreNames::require);
    }
}
