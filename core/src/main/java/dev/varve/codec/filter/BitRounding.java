package dev.varve.codec.filter;

/** A filter that rounds floating-point numbers to some bits of their mantissa, whatever it hands on. */
public sealed interface BitRounding permits BitroundCodec, NumcodecsBitroundCodec {
    /** How many bits of the mantissa are kept, 0 or more. */
    int keepbits();
}
