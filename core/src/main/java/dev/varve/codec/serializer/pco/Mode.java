package dev.varve.codec.serializer.pco;

/** How numbers become one or two latents each; the second is what the first leaves over. */
sealed interface Mode {
    /** Bits that say which mode it is. */
    int TAG_BITS = 4;

    /** Bits of {@link Quantized#bits()}. */
    int QUANTIZED_BITS = 8;

    /** Bits of the length of a dictionary. */
    int LENGTH_BITS = 25;

    /** Whether there is a second latent. */
    boolean hasSecondary();

    /** Bits of the first latent. */
    default int primaryBits(NumberType type) {
        return type.bits();
    }

    /** Whether numbers of the type can be split so. */
    boolean isPossible(NumberType type);

    /** Bits that {@link #write} takes. */
    int sizeBits(NumberType type);

    /** Writes what {@link #read} reads. */
    void write(BitSink sink, NumberType type);

    /** One latent: the number, in order. */
    record Classic() implements Mode {
        @Override
        public boolean hasSecondary() {
            return false;
        }

        @Override
        public boolean isPossible(NumberType type) {
            return true;
        }

        @Override
        public int sizeBits(NumberType type) {
            return TAG_BITS;
        }

        @Override
        public void write(BitSink sink, NumberType type) {
            sink.write(0, TAG_BITS);
        }
    }

    /** Integers near multiples: the quotient and the rest of the ordered latent. */
    record IntMultiple(long base) implements Mode {
        @Override
        public boolean hasSecondary() {
            return true;
        }

        @Override
        public boolean isPossible(NumberType type) {
            return type.floatFormat().isEmpty() && base != 0;
        }

        @Override
        public int sizeBits(NumberType type) {
            return TAG_BITS + type.bits();
        }

        @Override
        public void write(BitSink sink, NumberType type) {
            sink.write(1, TAG_BITS);
            sink.write(base, type.bits());
        }
    }

    /** Floats near multiples: the rounded quotient, and the difference in units of the last place. */
    record FloatMultiple(long orderedBase) implements Mode {
        @Override
        public boolean hasSecondary() {
            return true;
        }

        @Override
        public boolean isPossible(NumberType type) {
            return type.floatFormat().map(this::isFiniteAndNotZero).orElse(false);
        }

        private boolean isFiniteAndNotZero(FloatFormat format) {
            double base = format.value(format.unordered(orderedBase));
            return Double.isFinite(base) && base != 0;
        }

        @Override
        public int sizeBits(NumberType type) {
            return TAG_BITS + type.bits();
        }

        @Override
        public void write(BitSink sink, NumberType type) {
            sink.write(2, TAG_BITS);
            sink.write(orderedBase, type.bits());
        }
    }

    /** Floats with zeros at the end: the upper bits, and the last {@code bits}. */
    record Quantized(int bits) implements Mode {
        @Override
        public boolean hasSecondary() {
            return true;
        }

        @Override
        public boolean isPossible(NumberType type) {
            return bits > 0
                    && type.floatFormat()
                            .map(format -> bits <= format.precisionBits())
                            .orElse(false);
        }

        @Override
        public int sizeBits(NumberType type) {
            return TAG_BITS + QUANTIZED_BITS;
        }

        @Override
        public void write(BitSink sink, NumberType type) {
            sink.write(3, TAG_BITS);
            sink.write(bits, QUANTIZED_BITS);
        }
    }

    /** Few different numbers: one latent of 32 bits, the place in a list of ordered latents. Only decoded. */
    record Dictionary(Words values) implements Mode {
        @Override
        public boolean hasSecondary() {
            return false;
        }

        @Override
        public int primaryBits(NumberType type) {
            return Integer.SIZE;
        }

        @Override
        public boolean isPossible(NumberType type) {
            return true;
        }

        @Override
        public int sizeBits(NumberType type) {
            throw new UnsupportedOperationException("a dictionary is only decoded");
        }

        @Override
        public void write(BitSink sink, NumberType type) {
            throw new UnsupportedOperationException("a dictionary is only decoded");
        }
    }

    /** Reads a mode that is possible for the type. */
    static Mode read(BitSource source, NumberType type, int majorVersion) {
        int tag = source.readInt(TAG_BITS);
        Mode mode =
                switch (tag) {
                    case 0 -> new Classic();
                    case 1 -> new IntMultiple(source.read(type.bits()));
                    case 2 -> new FloatMultiple(source.read(type.bits()));
                    case 3 -> new Quantized(source.readInt(QUANTIZED_BITS));
                    case 4 -> readDictionary(source, type);
                    default -> throw source.error("unknown mode " + tag);
                };
        // Version 0 wrote multiples of integers in another way, and was withdrawn.
        if (!mode.isPossible(type) || mode instanceof IntMultiple && majorVersion == 0) {
            throw source.error("a mode that is impossible for the type: " + mode);
        }
        return mode;
    }

    private static Mode readDictionary(BitSource source, NumberType type) {
        int length = source.readInt(LENGTH_BITS);
        source.align();
        return new Dictionary(Words.read(source, length, type.bits()));
    }
}
