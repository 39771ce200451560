package dev.varve.cli;

import dev.varve.dataset.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ArgGroup;

/** How what a verb reads is opened, and what is taken of it. */
final class InputOptions extends PlainInputOptions {
    @ArgGroup(
            validate = false,
            heading = "%nWhat is taken of the input, always in this order:%n"
                    + "rename, cast, concat, isel, select, scale, mask, transpose.%n")
    private TransformOptions transforms = new TransformOptions();

    /** Whether the input is not taken as it is. */
    boolean isChanging() {
        return !transforms.isEmpty();
    }

    /** Opens an input, or all that a pattern matches. */
    @Override
    Source open(Path path, Shell shell) throws IOException {
        return open(List.of(path), shell);
    }

    /** Opens inputs, which {@code --concat} puts together. */
    Source open(List<Path> paths, Shell shell) throws IOException {
        return transforms.open(paths, shell, path -> super.open(path, shell));
    }

    /** Opens an input without what the options ask for. */
    Source openAsIs(Path path, Shell shell) throws IOException {
        return super.open(path, shell);
    }

    @Override
    Source openOther(Path path, Shell shell) throws IOException {
        return transforms.open(List.of(path), shell, each -> super.openOther(each, shell));
    }
}
