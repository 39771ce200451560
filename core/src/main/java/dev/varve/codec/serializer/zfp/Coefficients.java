package dev.varve.codec.serializer.zfp;

/**
 * The coefficients of a block as bit planes, and their coder: of each plane, from the highest, the bits of coefficients that
 * were not zero in a higher plane, then for the others the runs of zeros that end with a one.
 */
interface Coefficients {
    /** The planes of a block; plane 0 has the lowest bits. Of 256 coefficients a plane has four words. */
    long[] planes();

    /**
     * Writes planes until there are no more of them or of bits.
     *
     * @param planeCount planes of a number
     * @param precision how many of them to write at most
     * @param mostBits how many bits to write at most
     * @return how many bits were written
     */
    int encode(BitWriter out, int planeCount, int precision, int mostBits);

    /** Reads what {@link #encode} wrote; the planes that were not written are zero. */
    int decode(BitReader in, int planeCount, int precision, int mostBits);

    /** Of as many coefficients as a block of that rank has. */
    static Coefficients ofRank(int rank) {
        return rank == ZfpField.MOST_AXES ? new ManyCoefficients() : new FewCoefficients(1 << (2 * rank));
    }
}
