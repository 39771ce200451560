package dev.varve.formats.netcdf4.write;

import dev.varve.array.Shape;
import dev.varve.store.Durability;
import java.util.Map;

/**
 * How a NetCDF-4 file is written.
 *
 * @param deflateLevel 0 (not compressed) to 9 (smallest)
 * @param isShuffled whether the bytes of numbers are sorted into planes before they are compressed
 * @param chunks the chunk shapes of variables, by path, where they are not to be chosen
 * @param isReplacing whether a file that is there may be replaced
 * @param durability what must survive a loss of power
 */
public record Netcdf4Options(
        int deflateLevel, boolean isShuffled, Map<String, Shape> chunks, boolean isReplacing, Durability durability) {
    /** Deflate level 4 after shuffling, chunks as they seem fit; a file that is there stays. */
    public static final Netcdf4Options DEFAULT = new Netcdf4Options(4, true, Map.of(), false, Durability.TASK);

    public Netcdf4Options {
        if (deflateLevel < 0 || deflateLevel > 9) {
            throw new IllegalArgumentException("deflate level " + deflateLevel + " is not 0 to 9");
        }
        chunks = Map.copyOf(chunks);
    }
}
