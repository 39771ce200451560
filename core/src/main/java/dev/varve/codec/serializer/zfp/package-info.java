/**
 * zfp, the compressed format for arrays of numbers of 1 to 4 axes: bit stream, transforms, coder of bit planes, header. Arrays
 * flow in, bytes flow out, and back. Specification: Lindstrom 2014, <a
 * href="https://doi.org/10.1109/TVCG.2014.2346458">doi:10.1109/TVCG.2014.2346458</a>, and the C library of version 1.0, <a
 * href="https://zfp.readthedocs.io/en/release1.0.1/algorithm.html">its description</a>, whose bytes these are.
 */
package dev.varve.codec.serializer.zfp;
