package dev.varve.formats.netcdf3;

import java.util.Optional;

/** The three classic formats; they differ in the widths of counts and offsets, and in the types they know. */
enum ClassicVersion {
    CDF1(1, 4, 4),
    CDF2(2, 4, 8),
    CDF5(5, 8, 8);

    private final int magic;
    private final int countBytes;
    private final int offsetBytes;

    ClassicVersion(int magic, int countBytes, int offsetBytes) {
        this.magic = magic;
        this.countBytes = countBytes;
        this.offsetBytes = offsetBytes;
    }

    /** The version that the fourth byte of a file names. */
    static Optional<ClassicVersion> of(int magic) {
        for (ClassicVersion version : values()) {
            if (version.magic == magic) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    /** Bytes of a count, a length or a size in the header. */
    int countBytes() {
        return countBytes;
    }

    /** Bytes of a variable's offset. */
    int offsetBytes() {
        return offsetBytes;
    }

    /** What people call it. */
    String label() {
        return "NetCDF classic (CDF-" + magic + ")";
    }
}
