package dev.varve.run.partition;

import dev.varve.array.Bytes;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.run.Sha256;
import dev.varve.run.sweep.SourceStamps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tells a source from another one and from what it was before, without reading its data. */
public final class SourceDigest {
    private SourceDigest() {}

    /**
     * SHA-256 over what the source says of itself and how many bytes its variables take; of the files that it was opened from, over
     * how long each is and when it was changed.
     *
     * @param files what the source was opened from; of folders and of what is no file nothing more is known
     * @return 64 hexadecimal digits
     */
    public static String of(Source source, List<Path> files) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Variable variable : source.describe().variables()) {
            text.append(variable.path())
                    .append(' ')
                    .append(SourceStamps.digest(variable))
                    .append(' ')
                    .append(variable.storage().storedBytes())
                    .append('\n');
        }
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                text.append(file.getFileName())
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file).toMillis())
                        .append('\n');
            }
        }
        return Sha256.of(Bytes.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
