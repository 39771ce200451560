package dev.varve.codec;

import dev.varve.array.Bytes;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What one thread keeps from one chunk to the next: arrays to work in and compressors' native contexts, which are dear to
 * make. It belongs to the worker that passes it in and is used by one thread at a time. What a codec returns may lie in
 * it, and is then good until the scratch is used for the next chunk.
 */
public final class Scratch implements AutoCloseable {
    /** Larger arrays are made anew each time, so that a worker does not hold memory that one chunk once needed. */
    private static final int KEPT_BYTES = 16 << 20;

    private static final byte[] NONE = {};

    private final Map<Slot, byte[]> slots = new EnumMap<>(Slot.class);
    private final Map<Class<?>, AutoCloseable> contexts = new HashMap<>();

    private boolean isGivingOutputsAway;

    /** Arrays with different purposes, so that none is overwritten while it is read. */
    public enum Slot {
        /** Encoded bytes as they come from a store. */
        FETCHED,
        /** A chunk that is cut out of a larger block, or merged. */
        CHUNK,
        /** What a codec decodes or encodes to. */
        OUTPUT,
        /** The same for the next codec of a chain, which reads the former. */
        OTHER_OUTPUT,
        /** Within one codec: a block with its bytes in another order. */
        SHUFFLED,
        /** Within one codec. */
        WORK
    }

    /** An array of at least this length; what is in it is left over from earlier. */
    public byte[] room(Slot slot, int bytes) {
        byte[] kept = slots.getOrDefault(slot, NONE);
        if (kept.length >= bytes) {
            return kept;
        }
        byte[] larger = new byte[bytes];
        if (bytes <= KEPT_BYTES) {
            slots.put(slot, larger);
        }
        return larger;
    }

    /** From now on, what codecs decode to is made anew each time, so that whoever decodes may keep it, or no more. */
    public void giveOutputsAway(boolean isGivingAway) {
        isGivingOutputsAway = isGivingAway;
    }

    /** Room for what a codec makes of {@code input}, which may be what another codec put here. */
    public byte[] output(Bytes input, int bytes) {
        if (isGivingOutputsAway) {
            return new byte[bytes];
        }
        boolean isTaken = input.array() == slots.get(Slot.OUTPUT);
        return room(isTaken ? Slot.OTHER_OUTPUT : Slot.OUTPUT, bytes);
    }

    /** Whether bytes lie in this scratch, so that whoever wants to keep them has to copy them. */
    public boolean holds(Bytes bytes) {
        for (byte[] slot : slots.values()) {
            if (bytes.array() == slot) {
                return true;
            }
        }
        return false;
    }

    /** The context of a class, made on first use and closed with the scratch. */
    public <T extends AutoCloseable> T context(Class<T> type, Supplier<T> maker) {
        return type.cast(contexts.computeIfAbsent(type, unused -> maker.get()));
    }

    @Override
    public void close() {
        slots.clear();
        for (AutoCloseable context : contexts.values()) {
            try {
                context.close();
            } catch (Exception e) {
                throw new IllegalStateException("a codec's context cannot be closed", e);
            }
        }
        contexts.clear();
    }
}
