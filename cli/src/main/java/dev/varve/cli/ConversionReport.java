package dev.varve.cli;

import dev.varve.metadata.JsonBoolean;
import dev.varve.metadata.JsonNumber;
import dev.varve.metadata.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What a conversion did.
 *
 * @param input what was read
 * @param output what was written
 * @param variables how many
 * @param decodedBytes their size in memory
 * @param storedBytes the size of their encoded chunks
 * @param seconds how long it took
 * @param threads how many threads worked
 * @param predictedBytes the memory that data were said to take at most
 * @param measuredBytes the memory that data took at most
 * @param processPeakBytes the memory that the process took at most, where the system tells
 * @param isVerified whether every chunk was decoded again and compared
 */
record ConversionReport(
        String input,
        String output,
        int variables,
        long decodedBytes,
        long storedBytes,
        double seconds,
        int threads,
        long predictedBytes,
        long measuredBytes,
        OptionalLong processPeakBytes,
        boolean isVerified) {

    private double ratio() {
        return storedBytes == 0 ? 0 : (double) decodedBytes / storedBytes;
    }

    private double bytesPerSecond() {
        return decodedBytes / Math.max(1e-9, seconds);
    }

    /** For people. */
    List<String> text() {
        String ratio = storedBytes == 0 ? "" : String.format(Locale.ROOT, ", ratio %.2f", ratio());
        return List.of(
                output + ": " + Plural.count(variables, "variable") + ", " + new ByteSize(decodedBytes) + " decoded, "
                        + new ByteSize(storedBytes) + " stored" + ratio,
                String.format(Locale.ROOT, "time:     %.1f s, ", seconds) + new ByteSize((long) bytesPerSecond())
                        + "/s, " + Plural.count(threads, "thread"),
                "memory:   data at most " + new ByteSize(predictedBytes) + " predicted, "
                        + new ByteSize(measuredBytes) + " measured"
                        + (processPeakBytes.isPresent()
                                ? "; whole process " + new ByteSize(processPeakBytes.getAsLong())
                                : ""),
                isVerified ? "verified: yes" : "verified: no, as --no-verify asked");
    }

    /** For programs: schema {@code varve.convert/1}. */
    JsonObject json() {
        JsonObject.Builder json = JsonObject.builder()
                .put("schema", "varve.convert/1")
                .put("input", input)
                .put("output", output)
                .put("variables", variables)
                .put("decoded_bytes", decodedBytes)
                .put("stored_bytes", storedBytes);
        if (storedBytes > 0) {
            json.put("ratio", JsonNumber.of(ratio()));
        }
        json.put("seconds", JsonNumber.of(seconds))
                .put("bytes_per_second", (long) bytesPerSecond())
                .put("threads", threads)
                .put("predicted_data_bytes", predictedBytes)
                .put("measured_data_bytes", measuredBytes);
        processPeakBytes.ifPresent(bytes -> json.put("process_peak_bytes", bytes));
        return json.put("verified", JsonBoolean.of(isVerified)).build();
    }
}
