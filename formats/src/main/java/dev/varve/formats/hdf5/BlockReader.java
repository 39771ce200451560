package dev.varve.formats.hdf5;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import java.io.IOException;

/** Reads blocks of a dataset's elements as they lie in the file; safe for use by many threads. */
interface BlockReader {
    /** The elements of a region that lies inside the dataset, of the packed type. */
    NdArray read(Region region) throws IOException;
}
