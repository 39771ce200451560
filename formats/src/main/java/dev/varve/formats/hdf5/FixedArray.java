package dev.varve.formats.hdf5;

import java.io.IOException;

/** The chunk index of datasets without an unlimited axis (appendix C.3). */
final class FixedArray {
    private FixedArray() {}

    static void visit(FileBytes file, long address, ChunkGeometry geometry, ChunkVisitor visitor) throws IOException {
        Cursor in = file.read("fixed array", address, 12L + file.lengthBytes() + file.offsetBytes());
        in.signature("FAHD");
        in.version(0);
        int client = in.unsigned8();
        int elementBytes = in.unsigned8();
        int pageBits = in.unsigned8();
        long count = in.length();
        long block = in.offset();
        in.checksum();
        ArrayElements elements = new ArrayElements(in, client, elementBytes, geometry, visitor);
        if (block == FileBytes.UNDEFINED) {
            return;
        }
        if (count > geometry.arrayCount() || pageBits > 62) {
            throw in.damaged(
                    count + " elements in pages of 2^" + pageBits + " for " + geometry.arrayCount() + " chunks");
        }
        int headBytes = 6 + file.offsetBytes();
        long pageElements = 1L << pageBits;
        if (count <= pageElements) {
            Cursor data =
                    file.read("fixed array data block", block, headBytes + product(file, count, elementBytes) + 4);
            requireBlock(data, address);
            Cursor body = data.part("fixed array data block", count * elementBytes);
            data.checksum();
            elements.read(body, 0, count);
            return;
        }
        readPages(file, address, block, headBytes, count, pageElements, elements);
    }

    private static long product(FileBytes file, long count, long bytes) throws IOException {
        if (count > file.size() / bytes) {
            throw file.failure("a chunk index of " + count + " elements is longer than the file");
        }
        return count * bytes;
    }

    private static void requireBlock(Cursor data, long header) throws IOException {
        data.signature("FADB");
        data.version(0);
        data.skip(1);
        if (data.offset() != header) {
            throw data.damaged("belongs to another fixed array");
        }
    }

    /** A bit per page, most significant first, says which pages are there; each ends with its own checksum. */
    private static void readPages(
            FileBytes file,
            long header,
            long block,
            int headBytes,
            long count,
            long pageElements,
            ArrayElements elements)
            throws IOException {
        long pages = (count - 1) / pageElements + 1;
        long bitmapBytes = (pages + 7) / 8;
        Cursor data = file.read("fixed array data block", block, product(file, bitmapBytes, 1) + headBytes + 4);
        requireBlock(data, header);
        PageBits bits = new PageBits(data.take(bitmapBytes));
        data.checksum();
        long pageBytes = product(file, pageElements, elements.elementBytes()) + 4;
        long at = block + data.consumed();
        for (long page = 0; page < pages; page++) {
            long first = page * pageElements;
            long inPage = Math.min(pageElements, count - first);
            if (bits.isSet(page)) {
                readPage(file, at + page * pageBytes, first, inPage, elements);
            }
        }
    }

    /** One page of elements and its checksum. */
    static void readPage(FileBytes file, long address, long first, long count, ArrayElements elements)
            throws IOException {
        long bytes = product(file, count, elements.elementBytes());
        Cursor page = file.read("page of a chunk index", address, bytes + 4);
        Cursor body = page.part("page of a chunk index", bytes);
        page.checksum();
        elements.read(body, first, count);
    }
}
