package dev.varve.run.partition;

import dev.varve.array.Bytes;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.run.Sha256;
import dev.varve.run.sweep.SourceStamps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Tells a source from another one and from what it was before, without reading its data. */
public final class SourceDigest {
    private SourceDigest() {}

    /**
     * SHA-256 over what the source says of itself, how many bytes it takes and, where it is a file, when that was changed.
     *
     * @return 64 hexadecimal digits
     */
    public static String of(Source source) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Variable variable : source.describe().variables()) {
            text.append(variable.path())
                    .append(' ')
                    .append(SourceStamps.digest(variable))
                    .append(' ')
                    .append(variable.storage().storedBytes())
                    .append('\n');
        }
        text.append(fileStamp(source.name()));
        return Sha256.of(Bytes.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static String fileStamp(String name) throws IOException {
        try {
            Path file = Path.of(name);
            return Files.isRegularFile(file)
                    ? Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis()
                    : "";
        } catch (InvalidPathException e) {
            return "";
        }
    }
}
