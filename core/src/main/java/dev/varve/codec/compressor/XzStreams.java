package dev.varve.codec.compressor;

import dev.varve.array.Bytes;
import dev.varve.codec.CodecException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.tukaani.xz.LZMA2InputStream;
import org.tukaani.xz.check.Check;

/**
 * Streams of the .xz file format 1.2.1, read strictly; their LZMA2 data are the library's business. Read here because
 * the dictionary, up to 4 GiB on the word of a block's header, need never be larger than the chunk.
 */
final class XzStreams {
    private static final long MAGIC = 0x005A587A37FDL;
    private static final int STREAM_HEADER_BYTES = 12;
    private static final int FOOTER_MAGIC = 'Y' | 'Z' << 8;
    private static final int HAS_ENCODED_SIZE = 0x40;
    private static final int HAS_DECODED_SIZE = 0x80;
    private static final int RESERVED = 0x3c;
    private static final int MAX_VLI_BYTES = 9;

    private final String codec;
    private final Bytes encoded;
    private final long mostDictionaryBytes;
    private int at;

    /** @param mostDictionaryBytes what is allocated for a dictionary at most; no fewer bytes than come out */
    XzStreams(String codec, Bytes encoded, long mostDictionaryBytes) {
        this.codec = codec;
        this.encoded = encoded;
        this.mostDictionaryBytes = mostDictionaryBytes;
    }

    /** Decodes all streams. */
    void decode(DecodeBuffer out) throws IOException {
        do {
            stream(out);
            int start = at;
            while (at < encoded.length() && encoded.get(at) == 0) {
                at++;
            }
            require((at - start) % 4 == 0, "padding is no multiple of 4 bytes");
        } while (at < encoded.length());
    }

    private void require(boolean isRight, String fault) {
        if (!isRight) {
            throw new CodecException(codec, fault + " at byte " + at);
        }
    }

    private int advance(long count) {
        require(count >= 0 && count <= encoded.length() - at, "ends early");
        int start = at;
        at += (int) count;
        return start;
    }

    private int crc32(int from, int count) {
        CRC32 crc = new CRC32();
        crc.update(encoded.array(), encoded.offset() + from, count);
        return (int) crc.getValue();
    }

    private void stream(DecodeBuffer out) throws IOException {
        int start = advance(STREAM_HEADER_BYTES);
        require((encoded.getLong(start) & 0xffffffffffffL) == MAGIC, "no .xz stream");
        int flags = encoded.getShort(start + 6) & 0xffff;
        require((flags & 0xf0ff) == 0, "unknown stream flags");
        require(crc32(start + 6, 2) == encoded.getInt(start + 8), "checksum of the stream header is wrong");
        List<long[]> blocks = new ArrayList<>();
        while (encoded.unsigned(advance(1)) != 0) {
            at--;
            blocks.add(block(out, flags >>> 8));
        }
        int indexStart = at - 1;
        index(indexStart, blocks);
        int footer = advance(STREAM_HEADER_BYTES);
        require(
                (encoded.getShort(footer + 10) & 0xffff) == FOOTER_MAGIC
                        && crc32(footer + 4, 6) == encoded.getInt(footer)
                        && Integer.toUnsignedLong(encoded.getInt(footer + 4)) * 4 + 4 == footer - indexStart
                        && (encoded.getShort(footer + 8) & 0xffff) == flags,
                "the stream footer is wrong");
    }

    /** Decodes a block; returns its size without padding, and how many bytes came out. */
    private long[] block(DecodeBuffer out, int checkType) throws IOException {
        int start = at;
        int headerBytes = (encoded.unsigned(start) + 1) * 4;
        advance(headerBytes);
        int end = at;
        require(crc32(start, headerBytes - 4) == encoded.getInt(end - 4), "checksum of the block header is wrong");
        at = start + 1;
        int flags = encoded.unsigned(advance(1));
        require((flags & RESERVED) == 0, "unknown block flags");
        long encodedBytes = (flags & HAS_ENCODED_SIZE) != 0 ? number() : -1;
        long decodedBytes = (flags & HAS_DECODED_SIZE) != 0 ? number() : -1;
        Bytes[] properties = new Bytes[(flags & 3) + 1];
        long[] ids = new long[properties.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = number();
            long length = number();
            properties[i] = encoded.slice(advance(length), (int) length);
            require(at <= end - 4, "the block header ends early");
        }
        at = end;
        int from = out.length();
        ByteArrayInputStream in =
                new ByteArrayInputStream(encoded.array(), encoded.offset() + end, encoded.length() - end);
        try (InputStream decoder = decoder(in, ids, properties)) {
            out.fill(decoder);
        }
        at = encoded.length() - in.available();
        long[] sizes = {at - start, out.length() - from};
        require(encodedBytes < 0 || encodedBytes == at - end, "the block has another size than its header says");
        require(decodedBytes < 0 || decodedBytes == sizes[1], "the block decodes to another size than its header says");
        while ((at - start) % 4 != 0) {
            require(encoded.unsigned(advance(1)) == 0, "padding of the block is not zero");
        }
        sizes[0] += check(out, from, checkType);
        return sizes;
    }

    private InputStream decoder(ByteArrayInputStream in, long[] ids, Bytes[] properties) throws IOException {
        int last = ids.length - 1;
        require(ids[last] == LzmaFilter.LZMA2_ID, "the last filter is not LZMA2");
        require(properties[last].length() == 1, "LZMA2 has other properties");
        int bits = properties[last].unsigned(0);
        require(bits <= 40, "the dictionary is too large");
        long dictionary = bits == 40 ? 0xffffffffL : (2L | (bits & 1)) << (bits / 2 + 11);
        dictionary = Math.max(LZMA2InputStream.DICT_SIZE_MIN, Math.min(dictionary, mostDictionaryBytes));
        require(dictionary <= LZMA2InputStream.DICT_SIZE_MAX, "the dictionary is too large");
        InputStream decoder = new LZMA2InputStream(in, (int) dictionary);
        for (int i = last - 1; i >= 0; i--) {
            decoder = LzmaLibrary.options(step(ids[i], properties[i])).getInputStream(decoder);
        }
        return decoder;
    }

    private LzmaFilter step(long id, Bytes properties) {
        if (id == LzmaFilter.DELTA_ID) {
            require(properties.length() == 1, "a delta filter has other properties");
            return new LzmaFilter.Delta(properties.unsigned(0) + 1);
        }
        require(properties.length() == 0 || properties.length() == 4, "a filter has other properties");
        return new LzmaFilter.Branch(id, properties.length() == 0 ? 0 : properties.getInt(0));
    }

    /** Verifies the checksum of what came out since {@code from}; returns its size. */
    private int check(DecodeBuffer out, int from, int type) throws IOException {
        Check check = Check.getInstance(type);
        check.update(out.array(), from, out.length() - from);
        byte[] expected = check.finish();
        int stored = advance(expected.length);
        require(
                Arrays.equals(expected, encoded.slice(stored, expected.length).toArray()),
                "checksum of the block is not that of the data");
        return expected.length;
    }

    private void index(int start, List<long[]> blocks) {
        require(number() == blocks.size(), "the index counts other blocks");
        for (long[] block : blocks) {
            require(number() == block[0] && number() == block[1], "the index has another block");
        }
        while ((at - start) % 4 != 0) {
            require(encoded.unsigned(advance(1)) == 0, "padding of the index is not zero");
        }
        int length = at - start;
        require(crc32(start, length) == encoded.getInt(advance(4)), "checksum of the index is wrong");
    }

    /** A number of seven bits a byte, lowest first. */
    private long number() {
        long value = 0;
        for (int i = 0; i < MAX_VLI_BYTES; i++) {
            int next = encoded.unsigned(advance(1));
            value |= (next & 0x7fL) << (7 * i);
            if (next < 0x80) {
                require(next != 0 || i == 0, "a number has zeros in front");
                return value;
            }
        }
        throw new CodecException(codec, "a number is too long at byte " + at);
    }
}
