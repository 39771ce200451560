package dev.varve.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Writes NetCDF files of any size in no time: a CDF-5 header, then nothing, which reads as zeros. */
final class ClassicFile {
    private static final int HEADER_BYTES = 128;

    private ClassicFile() {}

    /** One variable {@code v} of so many float64 zeros along a dimension {@code x}. */
    static void write(Path path, long elements) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        header.put("CDF\5".getBytes(US_ASCII)).putLong(0);
        header.putInt(10)
                .putLong(1)
                .putLong(1)
                .put("x\0\0\0".getBytes(US_ASCII))
                .putLong(elements);
        header.putInt(0).putLong(0);
        header.putInt(11).putLong(1).putLong(1).put("v\0\0\0".getBytes(US_ASCII));
        header.putLong(1).putLong(0).putInt(0).putLong(0);
        header.putInt(6).putLong(elements * Double.BYTES).putLong(HEADER_BYTES);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.getChannel().write(header.flip());
            file.setLength(HEADER_BYTES + elements * Double.BYTES);
        }
    }
}
