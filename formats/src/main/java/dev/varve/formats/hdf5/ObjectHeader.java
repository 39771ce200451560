package dev.varve.formats.hdf5;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All messages of one object, continuation blocks included (section IV.A, versions 1 and 2). */
final class ObjectHeader {
    /** Most headers fit into one read of this size. */
    private static final int GUESS_BYTES = 512;

    private static final int MESSAGE_HEAD_V1 = 8;
    private static final int TIMES = 0x20;
    private static final int PHASE_CHANGE = 0x10;
    private static final int CREATION_ORDER = 0x04;

    private final FileBytes file;
    private final long address;
    private final List<HeaderMessage> messages = new ArrayList<>();
    private final Deque<Cursor> continuations = new ArrayDeque<>();
    private final Set<Long> seen = new HashSet<>();
    private long totalBytes;

    private ObjectHeader(FileBytes file, long address) {
        this.file = file;
        this.address = address;
    }

    /** Reads the header at an address. */
    static ObjectHeader read(FileBytes file, long address) throws IOException {
        ObjectHeader header = new ObjectHeader(file, address);
        Cursor head = file.readUpTo("object header", address, GUESS_BYTES);
        int first = head.bytes().unsigned(0);
        if (first == 'O') {
            header.readVersion2(head);
        } else if (first == 1) {
            header.readVersion1(head);
        } else {
            throw head.damaged("is no object header");
        }
        return header;
    }

    /** Where the header lies, which is what references to the object hold. */
    long address() {
        return address;
    }

    /** The messages of a kind, in the order of the file. */
    List<HeaderMessage> all(int type) {
        return messages.stream().filter(m -> m.type() == type).toList();
    }

    /** The first message of a kind. */
    Optional<HeaderMessage> first(int type) {
        return messages.stream().filter(m -> m.type() == type).findFirst();
    }

    boolean has(int type) {
        return first(type).isPresent();
    }

    private void readVersion1(Cursor head) throws IOException {
        head.version(1);
        head.skip(1);
        int count = head.unsigned16();
        head.skip(4);
        long length = head.unsigned32();
        head.skip(4);
        continuations.add(block(head, head.consumed(), length));
        while (!continuations.isEmpty() && messages.size() < count) {
            Cursor block = continuations.remove();
            while (block.remaining() >= MESSAGE_HEAD_V1 && messages.size() < count) {
                int type = block.unsigned16();
                int bodyBytes = block.unsigned16();
                int flags = block.unsigned8();
                block.skip(3);
                add(HeaderMessage.of(type, flags, 0, block.part("message", bodyBytes)));
            }
        }
    }

    private void readVersion2(Cursor head) throws IOException {
        head.signature("OHDR");
        head.version(2);
        int flags = head.unsigned8();
        head.skip((flags & TIMES) != 0 ? 16 : 0);
        head.skip((flags & PHASE_CHANGE) != 0 ? 4 : 0);
        long length = head.unsigned(1 << (flags & 3));
        int prefix = head.consumed();
        if (length > file.size()) {
            throw head.damaged(length + " bytes of messages are more than the file has");
        }
        Cursor block = block(head, 0, prefix + length + 4);
        block.skip(prefix);
        readBlock2(block, flags);
        while (!continuations.isEmpty()) {
            Cursor next = continuations.remove();
            next.signature("OCHK");
            readBlock2(next, flags);
        }
    }

    /** The messages of a block that ends with a checksum; the cursor stands on the first. */
    private void readBlock2(Cursor block, int headerFlags) throws IOException {
        Cursor body = block.part("object header", block.remaining() - 4);
        block.checksum();
        int headBytes = (headerFlags & CREATION_ORDER) != 0 ? 6 : 4;
        // What is too short for a message is a gap.
        while (body.remaining() >= headBytes) {
            int type = body.unsigned8();
            int length = body.unsigned16();
            int flags = body.unsigned8();
            int order = headBytes == 6 ? body.unsigned16() : 0;
            add(HeaderMessage.of(type, flags, order, body.part("message", length)));
        }
    }

    private void add(HeaderMessage message) throws IOException {
        messages.add(message);
        if (message.type() != MessageType.CONTINUATION) {
            return;
        }
        Cursor body = message.body().restart("continuation message");
        long at = body.offset();
        long length = body.length();
        if (!seen.add(at)) {
            throw body.damaged("leads back to byte " + file.position(at));
        }
        continuations.add(counted(file.read("continuation of an object header", at, length)));
    }

    /** Part of the header's first block: of what was read already, or read again when the guess was too short. */
    private Cursor block(Cursor head, int from, long length) throws IOException {
        seen.add(address);
        boolean isThere = from + length <= head.bytes().length();
        return counted(
                isThere
                        ? new Cursor(file, "object header", head.bytes().slice(from, (int) length), address + from)
                        : file.read("object header", address + from, length));
    }

    /** Overlapping blocks must not make a small file cost more than itself. */
    private Cursor counted(Cursor block) throws IOException {
        totalBytes += block.remaining();
        if (totalBytes > file.size()) {
            throw block.damaged("the blocks of the object header are longer than the file");
        }
        return block;
    }
}
