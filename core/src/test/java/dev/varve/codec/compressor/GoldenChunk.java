package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A chunk as another program stored it; files and layout are those of {@code interop/python/make_hdf5_filter_golden.py}.
 *
 * @param clientValues the filter's parameters as HDF5 stored them
 * @param elementBytes the size of an element
 * @param decoded what HDF5 reads
 * @param input what was written: the same unless the filter loses something
 */
record GoldenChunk(List<Integer> clientValues, int elementBytes, Bytes decoded, Bytes encoded, Bytes input) {
    private static final String FOLDER = "/golden/hdf5filters/";

    GoldenChunk {
        input = input.length() == 0 ? decoded : input;
    }

    /** All chunks of a file. */
    static List<GoldenChunk> read(String file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<GoldenChunk> chunks = new ArrayList<>();
        while (in.hasRemaining()) {
            Integer[] clientValues = new Integer[in.getInt()];
            Arrays.setAll(clientValues, i -> in.getInt());
            int elementBytes = in.getInt();
            chunks.add(new GoldenChunk(List.of(clientValues), elementBytes, run(in), run(in), run(in)));
        }
        return chunks;
    }

    /** The content of a file among the golden ones. */
    static byte[] bytes(String file) throws IOException {
        try (InputStream in = GoldenChunk.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IOException("no resource " + FOLDER + file);
            }
            return in.readAllBytes();
        }
    }

    private static Bytes run(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return Bytes.wrap(bytes);
    }

    int[] clientData() {
        return clientValues.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public String toString() {
        return "client data " + clientValues + ", " + decoded.length() + " bytes";
    }
}
