package dev.varve.formats;

import dev.varve.formats.hdf5.Hdf5File;
import dev.varve.store.RangeReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a file is, judged by its content alone: names lie. */
public enum FileKind {
    /** NetCDF classic: CDF-1, CDF-2 or CDF-5. */
    NETCDF3,
    /** HDF5, and so netCDF-4. */
    HDF5,
    /** GRIB, edition 1 or 2. */
    GRIB,
    /** HDF4, which is another format than HDF5. */
    HDF4,
    /** A gzip stream. */
    GZIP,
    /** A zip archive. */
    ZIP,
    /** A tar archive. */
    TAR,
    /** bzip2, xz or zstd. */
    COMPRESSED,
    /** A page of the web, most often an error that a download has left. */
    WEB_PAGE,
    /** JSON text. */
    JSON,
    /** Other text. */
    TEXT,
    /** No bytes at all. */
    EMPTY,
    /** Nothing known. */
    UNKNOWN;

    private static final int HEAD_BYTES = 1024;

    /** Judges a file. */
    public static FileKind of(RangeReader file) throws IOException {
        if (file.size() == 0) {
            return EMPTY;
        }
        byte[] head = file.read(0, (int) Math.min(HEAD_BYTES, file.size())).toArray();
        if (startsWith(head, "CDF") && head.length > 3 && (head[3] == 1 || head[3] == 2 || head[3] == 5)) {
            return NETCDF3;
        }
        if (Hdf5File.isHdf5(file)) {
            return HDF5;
        }
        return ofForeign(head).orElseGet(() -> isText(head) ? ofText(head) : UNKNOWN);
    }

    private static Optional<FileKind> ofForeign(byte[] head) {
        if (startsWith(head, "GRIB")) {
            return Optional.of(GRIB);
        }
        if (startsWith(head, "\u000e\u0003\u0013\u0001")) {
            return Optional.of(HDF4);
        }
        if (startsWith(head, "\u001f\u008b")) {
            return Optional.of(GZIP);
        }
        if (startsWith(head, "PK\u0003\u0004") || startsWith(head, "PK\u0005\u0006")) {
            return Optional.of(ZIP);
        }
        if (startsWith(head, "BZh") || startsWith(head, "\u00fd7zXZ") || startsWith(head, "(\u00b5/\u00fd")) {
            return Optional.of(COMPRESSED);
        }
        boolean isTar = head.length > 262 && new String(head, 257, 5, StandardCharsets.ISO_8859_1).equals("ustar");
        return isTar ? Optional.of(TAR) : Optional.empty();
    }

    private static FileKind ofText(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1).stripLeading();
        if (text.startsWith("{") || text.startsWith("[")) {
            return JSON;
        }
        String start = text.substring(0, Math.min(text.length(), 15)).toLowerCase(Locale.ROOT);
        return start.startsWith("<!doctype html") || start.startsWith("<html") || start.startsWith("<?xml")
                ? WEB_PAGE
                : TEXT;
    }

    private static boolean isText(byte[] head) {
        for (byte b : head) {
            if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWith(byte[] head, String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= wanted.length && Arrays.equals(head, 0, wanted.length, wanted, 0, wanted.length);
    }
}
