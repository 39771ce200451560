package dev.varve.formats.hdf5;

import dev.varve.array.Bytes;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Elements of variable length (section III.E). Collections are kept while they are few, so one heap is made for one walk
 * over elements, by one thread.
 */
final class GlobalHeap {
    private static final long CACHE_BYTES = 64L << 20;
    private final FileBytes file;
    private final LinkedHashMap<Long, Map<Integer, byte[]>> collections = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Long, Integer> sizes = new HashMap<>();
    private long cachedBytes;

    GlobalHeap(FileBytes file) {
        this.file = file;
    }

    /**
     * The object that an element says it is: {@code count} units of {@code unitBytes}, an address and an index. The same
     * object is the same array.
     *
     * @param element the element; read behind its end
     */
    byte[] object(Cursor element, int unitBytes) throws IOException {
        long count = element.unsigned32();
        long address = element.offset();
        int index = element.bits32();
        if (count == 0 || address == 0 || address == FileBytes.UNDEFINED) {
            return new byte[0];
        }
        byte[] object = collection(address).get(index);
        if (object == null) {
            throw element.damaged("object " + index + " is not in the heap at byte " + file.position(address));
        }
        if (object.length != count * unitBytes) {
            throw element.damaged("claims " + count + " units of " + unitBytes + " bytes of an object of "
                    + object.length + " bytes");
        }
        return object;
    }

    private Map<Integer, byte[]> collection(long address) throws IOException {
        Map<Integer, byte[]> known = collections.get(address);
        if (known != null) {
            return known;
        }
        int headBytes = headBytes();
        Cursor head = file.read("global heap", address, headBytes);
        head.signature("GCOL");
        head.version(1);
        head.skip(3);
        long size = head.length();
        Cursor in = file.read("global heap", address, size);
        in.skip(headBytes);
        Map<Integer, byte[]> objects = objects(in);
        while (cachedBytes + size > CACHE_BYTES && !collections.isEmpty()) {
            long oldest = collections.keySet().iterator().next();
            collections.remove(oldest);
            cachedBytes -= sizes.remove(oldest);
        }
        collections.put(address, objects);
        sizes.put(address, in.bytes().length());
        cachedBytes += size;
        return objects;
    }

    /** The heads of a collection and of an object both fill a multiple of 8 bytes, which is a matter of short lengths. */
    private int headBytes() {
        return 8 + (file.lengthBytes() + 7 & ~7);
    }

    private Map<Integer, byte[]> objects(Cursor in) throws IOException {
        Map<Integer, byte[]> objects = new HashMap<>();
        while (in.remaining() >= headBytes()) {
            int index = in.unsigned16();
            in.skip(6);
            long length = in.length();
            in.skip(headBytes() - 8 - file.lengthBytes());
            if (index == 0) {
                break;
            }
            Bytes bytes = in.take(length);
            in.skip(Math.min(in.remaining(), -length & 7));
            objects.put(index, bytes.toArray());
        }
        return objects;
    }
}
