package dev.varve.codec.serializer.zfp;

/** The transforms of a block of 32-bit integers: lossy, and reversible. Sums wrap around, as in C. */
final class IntTransform {
    private IntTransform() {}

    /** Decorrelates a block of 4^rank numbers along all axes. */
    static void forward(int[] p) {
        for (int stride = 1; stride < p.length; stride *= ZfpField.SIDE) {
            for (int group = 0; group < p.length; group += ZfpField.SIDE * stride) {
                for (int at = group; at < group + stride; at++) {
                    lift(p, at, stride);
                }
            }
        }
    }

    private static void lift(int[] p, int at, int s) {
        int x = p[at];
        int y = p[at + s];
        int z = p[at + 2 * s];
        int w = p[at + 3 * s];
        x = (x + w) >> 1;
        w -= x;
        z = (z + y) >> 1;
        y -= z;
        x = (x + z) >> 1;
        z -= x;
        w = (w + y) >> 1;
        y -= w;
        w += y >> 1;
        y -= w >> 1;
        p[at] = x;
        p[at + s] = y;
        p[at + 2 * s] = z;
        p[at + 3 * s] = w;
    }

    /** Undoes {@link #forward} but for the lowest bits. */
    static void inverse(int[] p) {
        for (int stride = p.length / ZfpField.SIDE; stride > 0; stride /= ZfpField.SIDE) {
            for (int group = 0; group < p.length; group += ZfpField.SIDE * stride) {
                for (int at = group; at < group + stride; at++) {
                    unlift(p, at, stride);
                }
            }
        }
    }

    private static void unlift(int[] p, int at, int s) {
        int x = p[at];
        int y = p[at + s];
        int z = p[at + 2 * s];
        int w = p[at + 3 * s];
        y += w >> 1;
        w -= y >> 1;
        y += w;
        w = (w << 1) - y;
        z += x;
        x = (x << 1) - z;
        y += z;
        z = (z << 1) - y;
        w += x;
        x = (x << 1) - w;
        p[at] = x;
        p[at + s] = y;
        p[at + 2 * s] = z;
        p[at + 3 * s] = w;
    }

    /** Third differences along all axes. */
    static void forwardReversible(int[] p) {
        for (int stride = 1; stride < p.length; stride *= ZfpField.SIDE) {
            for (int group = 0; group < p.length; group += ZfpField.SIDE * stride) {
                for (int at = group; at < group + stride; at++) {
                    difference(p, at, stride);
                }
            }
        }
    }

    private static void difference(int[] p, int at, int s) {
        int x = p[at];
        int y = p[at + s];
        int z = p[at + 2 * s];
        int w = p[at + 3 * s];
        p[at + s] = y - x;
        p[at + 2 * s] = z - 2 * y + x;
        p[at + 3 * s] = w - 3 * z + 3 * y - x;
    }

    /** Undoes {@link #forwardReversible}. */
    static void inverseReversible(int[] p) {
        for (int stride = p.length / ZfpField.SIDE; stride > 0; stride /= ZfpField.SIDE) {
            for (int group = 0; group < p.length; group += ZfpField.SIDE * stride) {
                for (int at = group; at < group + stride; at++) {
                    sum(p, at, stride);
                }
            }
        }
    }

    private static void sum(int[] p, int at, int s) {
        int x = p[at];
        int y = p[at + s];
        int z = p[at + 2 * s];
        int w = p[at + 3 * s];
        p[at + s] = x + y;
        p[at + 2 * s] = x + 2 * y + z;
        p[at + 3 * s] = x + 3 * y + 3 * z + w;
    }
}
