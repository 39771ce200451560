package dev.varve.formats.netcdf3;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes the fields of a CDF-1 file one by one, right or wrong. */
final class ClassicFile {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private ClassicFile() {}

    static ClassicFile withRecords(long records) {
        return new ClassicFile()
                .raw("CDF\1".getBytes(StandardCharsets.ISO_8859_1))
                .number(records);
    }

    ClassicFile number(long value) {
        try {
            out.writeInt((int) value);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ClassicFile raw(byte... content) {
        bytes.writeBytes(content);
        return this;
    }

    /** A length, bytes, and padding. */
    ClassicFile counted(byte... content) {
        return number(content.length).raw(content).raw(new byte[-content.length & 3]);
    }

    ClassicFile name(String name) {
        return counted(name.getBytes(StandardCharsets.UTF_8));
    }

    /** The list of dimensions; length 0 is the unlimited one. */
    ClassicFile dimensions(Object... namesAndLengths) {
        number(10).number(namesAndLengths.length / 2);
        for (int i = 0; i < namesAndLengths.length; i += 2) {
            name((String) namesAndLengths[i]).number(((Number) namesAndLengths[i + 1]).longValue());
        }
        return this;
    }

    ClassicFile nothing() {
        return number(0).number(0);
    }

    ClassicFile variables(int count) {
        return number(11).number(count);
    }

    /** A variable without attributes. */
    ClassicFile variable(String name, int type, long begin, int... axes) {
        name(name).number(axes.length);
        for (int axis : axes) {
            number(axis);
        }
        return nothing().number(type).number(0).number(begin);
    }

    ClassicFile zerosUpTo(int length) {
        return raw(new byte[length - bytes.size()]);
    }

    byte[] content() {
        return bytes.toByteArray();
    }

    Netcdf3Source open() throws IOException {
        return Netcdf3Source.open(new InMemoryFile(content()));
    }
}
