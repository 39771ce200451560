package dev.varve.formats.hdf5;

import java.io.IOException;

/**
 * The chunk index of datasets with one unlimited axis (appendix C.4): an index block with the first elements, then data
 * blocks that grow by super blocks; super block s has 2^(s/2) data blocks of {@code minimum * 2^((s+1)/2)} elements.
 */
final class ExtensibleArray {
    private final FileBytes file;
    private final long address;
    private final ArrayElements elements;
    private final int indexBits;
    private final int indexBlockElements;
    private final int minElements;
    private final int minPointers;
    private final long pageElements;
    private final long used;

    private ExtensibleArray(FileBytes file, long address, Cursor in, ChunkGeometry geometry, ChunkVisitor visitor)
            throws IOException {
        this.file = file;
        this.address = address;
        in.signature("EAHD");
        in.version(0);
        int client = in.unsigned8();
        elements = new ArrayElements(in, client, in.unsigned8(), geometry, visitor);
        indexBits = in.unsigned8();
        indexBlockElements = in.unsigned8();
        minElements = in.unsigned8();
        minPointers = in.unsigned8();
        int pageBits = in.unsigned8();
        in.skip(4L * file.lengthBytes());
        used = in.length();
        in.skip(file.lengthBytes());
        if (indexBits < 1
                || indexBits > 63
                || pageBits > 62
                || Integer.bitCount(minElements) != 1
                || Integer.bitCount(minPointers) != 1
                || superBlocks() < firstSuperBlock()) {
            throw in.damaged("parameters " + indexBits + ", " + minElements + ", " + minPointers + ", " + pageBits);
        }
        pageElements = 1L << pageBits;
    }

    static void visit(FileBytes file, long address, ChunkGeometry geometry, ChunkVisitor visitor) throws IOException {
        Cursor in = file.read("extensible array", address, 16L + 6L * file.lengthBytes() + file.offsetBytes());
        ExtensibleArray array = new ExtensibleArray(file, address, in, geometry, visitor);
        long indexBlock = in.offset();
        in.checksum();
        if (indexBlock != FileBytes.UNDEFINED) {
            array.readIndexBlock(indexBlock);
        }
    }

    private int superBlocks() {
        return 1 + indexBits - log2(minElements);
    }

    /** The first super block that is not part of the index block. */
    private int firstSuperBlock() {
        return 2 * log2(minPointers);
    }

    private static int log2(int value) {
        return 31 - Integer.numberOfLeadingZeros(value);
    }

    private static long dataBlocks(int superBlock) {
        return 1L << (superBlock / 2);
    }

    private long blockElements(int superBlock) {
        return (long) minElements << ((superBlock + 1) / 2);
    }

    private int offsetBytes() {
        return (indexBits + 7) / 8;
    }

    private void readIndexBlock(long block) throws IOException {
        long inBlock = (long) indexBlockElements * elements.elementBytes();
        long pointers = 2L * (minPointers - 1) + superBlocks() - firstSuperBlock();
        Cursor in = file.read(
                "index block of an extensible array",
                block,
                10L + file.offsetBytes() + inBlock + pointers * file.offsetBytes());
        requireBlock(in, "EAIB");
        Cursor first = in.part("index block of an extensible array", inBlock);
        Cursor addresses = in.part("index block of an extensible array", pointers * file.offsetBytes());
        in.checksum();
        elements.read(first, 0, indexBlockElements);
        long start = indexBlockElements;
        for (int s = 0; s < firstSuperBlock(); s++) {
            for (long d = 0; d < dataBlocks(s); d++) {
                readDataBlock(addresses.offset(), start, blockElements(s));
                start += blockElements(s);
            }
        }
        for (int s = firstSuperBlock(); s < superBlocks() && start < used; s++) {
            long superBlock = addresses.offset();
            if (superBlock != FileBytes.UNDEFINED) {
                readSuperBlock(superBlock, s, start);
            }
            long next = start + dataBlocks(s) * blockElements(s);
            // Beyond 2^63 nothing can be used.
            start = next < start ? Long.MAX_VALUE : next;
        }
    }

    private void requireBlock(Cursor in, String signature) throws IOException {
        in.signature(signature);
        in.version(0);
        in.skip(1);
        if (in.offset() != address) {
            throw in.damaged("belongs to another extensible array");
        }
    }

    private void readSuperBlock(long block, int superBlock, long first) throws IOException {
        long blocks = dataBlocks(superBlock);
        long blockElements = blockElements(superBlock);
        long pages = blockElements > pageElements ? blockElements / pageElements : 0;
        long bitmapBytes = blocks * ((pages + 7) / 8);
        long body = bitmapBytes + blocks * file.offsetBytes();
        if (blocks > file.size() || pages > file.size() || body > file.size()) {
            throw file.damaged("super block of an extensible array", block, "is longer than the file");
        }
        Cursor in =
                file.read("super block of an extensible array", block, 10L + file.offsetBytes() + offsetBytes() + body);
        requireBlock(in, "EASB");
        in.skip(offsetBytes());
        PageBits bits = new PageBits(in.take(bitmapBytes));
        Cursor addresses = in.part("super block of an extensible array", blocks * file.offsetBytes());
        in.checksum();
        for (long d = 0; d < blocks; d++) {
            long dataBlock = addresses.offset();
            long start = first + d * blockElements;
            if (dataBlock == FileBytes.UNDEFINED) {
                continue;
            }
            if (pages == 0) {
                readDataBlock(dataBlock, start, blockElements);
            } else {
                readPages(dataBlock, start, bits, d * pages, pages);
            }
        }
    }

    private void readDataBlock(long block, long first, long count) throws IOException {
        if (block == FileBytes.UNDEFINED) {
            return;
        }
        if (count > file.size()) {
            throw file.damaged("data block of an extensible array", block, "is longer than the file");
        }
        long bytes = count * elements.elementBytes();
        Cursor in =
                file.read("data block of an extensible array", block, 10L + file.offsetBytes() + offsetBytes() + bytes);
        requireBlock(in, "EADB");
        in.skip(offsetBytes());
        Cursor body = in.part("data block of an extensible array", bytes);
        in.checksum();
        elements.read(body, first, count);
    }

    /** The pages of a data block; bits number the pages of all data blocks of the super block. */
    private void readPages(long block, long first, PageBits bits, long firstBit, long pages) throws IOException {
        Cursor in = file.read("data block of an extensible array", block, 10L + file.offsetBytes() + offsetBytes());
        requireBlock(in, "EADB");
        in.skip(offsetBytes());
        in.checksum();
        long pageBytes = pageElements * elements.elementBytes() + 4;
        for (long page = 0; page < pages; page++) {
            if (bits.isSet(firstBit + page)) {
                FixedArray.readPage(
                        file,
                        block + in.consumed() + page * pageBytes,
                        first + page * pageElements,
                        pageElements,
                        elements);
            }
        }
    }
}
