package dev.varve.cli;

import dev.varve.dataset.Source;
import dev.varve.formats.Sources;
import dev.varve.metadata.ZarrFormat;
import dev.varve.zarr.ZarrSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How what a verb reads is opened, as it is: by verbs that resume, which tell inputs apart by their files alone. */
class PlainInputOptions {
    private static final String NAME = "--input-zarr-format";

    @Option(
            names = NAME,
            paramLabel = "2|3",
            converter = FormatConverter.class,
            description = "Which documents of a Zarr store that has both versions are read (3, with a note).")
    private Optional<ZarrFormat> zarrFormat = Optional.empty();

    /** Judged while options are parsed, so that a wrong one is told once, whatever is read. */
    static final class FormatConverter implements ITypeConverter<ZarrFormat> {
        @Override
        public ZarrFormat convert(String text) {
            return switch (text) {
                case "2" -> ZarrFormat.V2;
                case "3" -> ZarrFormat.V3;
                default -> throw new TypeConversionException(text + ": there are versions 2 and 3");
            };
        }
    }

    /**
     * Opens an input; where a store has documents of both versions of Zarr and nobody said which, those of v3 are read, as
     * zarr-python and xarray do, and a note says so.
     */
    Source open(Path path, Shell shell) throws IOException {
        Source source = Sources.open(path, zarrFormat);
        if (zarrFormat.isEmpty() && source instanceof ZarrSource store && store.isOfBothFormats()) {
            shell.err()
                    .println(Printable.of("varve: " + source.name()
                            + " has documents of Zarr v2 and of v3; those of v3 are" + " read"));
            shell.err().println("try:   " + NAME + " 2 for the others, " + NAME + " 3 to be asked no more");
        }
        return source;
    }

    /** Opens what an input is compared with: whatever it is, the version asked for counts only where there are both. */
    Source openOther(Path path, Shell shell) throws IOException {
        if (zarrFormat.isEmpty()) {
            return open(path, shell);
        }
        Source source = Sources.open(path);
        if (source instanceof ZarrSource store && store.isOfBothFormats()) {
            source.close();
            return Sources.open(path, zarrFormat);
        }
        return source;
    }
}
