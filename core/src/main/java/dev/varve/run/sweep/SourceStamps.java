package dev.varve.run.sweep;

import dev.varve.array.Bytes;
import dev.varve.array.Shape;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.run.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Says which variable of which file was read, so that it can be told from another one. */
public final class SourceStamps {
    private SourceStamps() {}

    /** The stamp of a variable; sources without a file are as large as what they store of it, and never change. */
    public static Recipe.SourceStamp of(Source source, Variable variable) throws IOException {
        Path path = Path.of(source.name());
        boolean isFile = Files.isRegularFile(path);
        return new Recipe.SourceStamp(
                source.name(),
                digest(variable),
                isFile ? Files.size(path) : variable.storage().storedBytes(),
                Files.exists(path) ? Files.getLastModifiedTime(path).toMillis() : 0);
    }

    /** SHA-256, in hexadecimal digits, over a variable's description: type, dimensions, chunks, fill value, attributes. */
    public static String digest(Variable variable) {
        StringBuilder text = new StringBuilder();
        text.append(variable.type()).append('\n');
        for (Dimension dimension : variable.dimensions()) {
            text.append(dimension.name()).append(' ').append(dimension.length()).append('\n');
        }
        text.append(variable.storage().chunkShape().map(Shape::toString).orElse("-"))
                .append('\n')
                .append(hex(variable.fill().bits()))
                .append('\n');
        for (Attribute attribute : variable.attributes()) {
            text.append(attribute.name())
                    .append('=')
                    .append(text(attribute.value()))
                    .append('\n');
        }
        return Sha256.of(Bytes.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(Attribute.Value value) {
        if (value instanceof Attribute.Numbers numbers) {
            return numbers.numbers().type() + " " + hex(numbers.numbers().data());
        }
        if (value instanceof Attribute.Text text) {
            return "char " + text.text();
        }
        return value instanceof Attribute.Strings strings
                ? "string " + strings.texts()
                : "json " + ((Attribute.Json) value).json();
    }

    private static String hex(Bytes bytes) {
        return HexFormat.of().formatHex(bytes.toArray());
    }
}
