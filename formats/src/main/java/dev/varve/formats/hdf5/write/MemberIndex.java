package dev.varve.formats.hdf5.write;

import dev.varve.array.Bytes;
import dev.varve.codec.checksum.Lookup3;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where the links of a group or the attributes of an object are found when they do not lie in its header: a heap, and
 * B-trees over names and over the order of creation.
 *
 * @param heap the address of the fractal heap
 * @param byName the address of the B-tree over names
 * @param byOrder the address of the B-tree over the order of creation
 */
record MemberIndex(long heap, long byName, long byOrder) {
    /** Members lie in the header. */
    static final MemberIndex NONE = new MemberIndex(Encoder.UNDEFINED, Encoder.UNDEFINED, Encoder.UNDEFINED);

    private static final int LINKS_BY_NAME = 5;
    private static final int LINKS_BY_ORDER = 6;
    private static final int ATTRIBUTES_BY_NAME = 8;
    private static final int ATTRIBUTES_BY_ORDER = 9;

    /** One member: how trees sort it, and what finds it in the heap. */
    private record Entry(int order, int hash, Bytes name, Bytes id) {}

    /** Writes links, in the order of creation. */
    static MemberIndex ofLinks(Hdf5Output file, List<FileLink> links) throws IOException {
        List<Bytes> messages = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (FileLink link : links) {
            messages.add(link.encoded(messages.size()));
            names.add(link.name());
        }
        FractalHeapWriter.Heap heap = FractalHeapWriter.write(file, FractalHeapWriter.Kind.LINKS, messages);
        List<Bytes> byName = new ArrayList<>();
        List<Bytes> byOrder = new ArrayList<>();
        for (Entry entry : sorted(names, heap)) {
            byName.add(new Encoder().unsigned32(entry.hash()).raw(entry.id()).bytes());
        }
        for (int order = 0; order < links.size(); order++) {
            byOrder.add(
                    new Encoder().unsigned64(order).raw(heap.ids().get(order)).bytes());
        }
        return new MemberIndex(
                heap.address(),
                BtreeV2Writer.write(file, LINKS_BY_NAME, byName),
                BtreeV2Writer.write(file, LINKS_BY_ORDER, byOrder));
    }

    /** Writes attributes, in the order of creation. */
    static MemberIndex ofAttributes(Hdf5Output file, List<FileAttribute> attributes) throws IOException {
        List<Bytes> messages = attributes.stream().map(FileAttribute::encoded).toList();
        List<String> names = attributes.stream().map(FileAttribute::name).toList();
        FractalHeapWriter.Heap heap = FractalHeapWriter.write(file, FractalHeapWriter.Kind.ATTRIBUTES, messages);
        List<Bytes> byName = new ArrayList<>();
        List<Bytes> byOrder = new ArrayList<>();
        for (Entry entry : sorted(names, heap)) {
            byName.add(new Encoder()
                    .raw(entry.id())
                    .unsigned8(0)
                    .unsigned32(entry.order())
                    .unsigned32(entry.hash())
                    .bytes());
        }
        for (int order = 0; order < attributes.size(); order++) {
            byOrder.add(new Encoder()
                    .raw(heap.ids().get(order))
                    .unsigned8(0)
                    .unsigned32(order)
                    .bytes());
        }
        return new MemberIndex(
                heap.address(),
                BtreeV2Writer.write(file, ATTRIBUTES_BY_NAME, byName),
                BtreeV2Writer.write(file, ATTRIBUTES_BY_ORDER, byOrder));
    }

    /** By the hash of the name; names of one hash by their bytes, as C compares them. */
    private static List<Entry> sorted(List<String> names, FractalHeapWriter.Heap heap) {
        List<Entry> entries = new ArrayList<>();
        for (int order = 0; order < names.size(); order++) {
            Bytes name = Bytes.wrap(names.get(order).getBytes(StandardCharsets.UTF_8));
            entries.add(new Entry(
                    order, Lookup3.of(name, name.length()), name, heap.ids().get(order)));
        }
        entries.sort(Comparator.comparing(Entry::hash, Integer::compareUnsigned)
                .thenComparing(Entry::name, (a, b) -> Arrays.compareUnsigned(a.toArray(), b.toArray())));
        return entries;
    }
}
