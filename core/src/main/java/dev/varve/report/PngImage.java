package dev.varve.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Maps as PNG files: one pixel for each number, transparent where there is none. */
final class PngImage {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private PngImage() {}

    /**
     * A picture of a map.
     *
     * @param isFlipped whether the first row is the lowest
     */
    static byte[] of(PixelMap map, double low, double high, ColourRamp colours, boolean isFlipped) throws IOException {
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(pixels, new Deflater(6))) {
            byte[] line = new byte[1 + 4 * map.width()];
            for (int row = 0; row < map.height(); row++) {
                for (int column = 0; column < map.width(); column++) {
                    float value = map.at(isFlipped ? map.height() - 1 - row : row, column);
                    int colour = Float.isNaN(value) ? 0 : colours.at(high > low ? (value - low) / (high - low) : 0.5);
                    ByteBuffer.wrap(line, 1 + 4 * column, 4).putInt(colour << 8 | (Float.isNaN(value) ? 0 : 0xff));
                }
                out.write(line);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.write(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(13).putInt(map.width()).putInt(map.height());
        // Eight bits for each of red, green, blue and opacity.
        header.put((byte) 8).put((byte) 6).put((byte) 0).put((byte) 0).put((byte) 0);
        chunk(png, "IHDR", header.array());
        chunk(png, "IDAT", pixels.toByteArray());
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        png.write(ByteBuffer.allocate(4).putInt(data.length).array());
        png.write(name);
        png.write(data);
        png.write(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }
}
