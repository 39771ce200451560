package dev.varve.formats;

import dev.varve.dataset.Source;
import dev.varve.dataset.SourceFormatException;
import dev.varve.formats.netcdf3.Netcdf3Source;
import dev.varve.formats.netcdf4.Netcdf4Source;
import dev.varve.store.FileRangeReader;
import dev.varve.store.FilesystemStore;
import dev.varve.store.RangeReader;
import dev.varve.zarr.ZarrSource;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens whatever a path leads to, judged by its content: the one place where formats and Zarr meet outside of datasets. */
public final class Sources {
    private Sources() {}

    /**
     * Opens a file or a store for reading.
     *
     * @throws SourceFormatException when there is nothing, or nothing that Varve reads; says what it looks like and what to
     *     do
     * @throws IOException when it cannot be read
     */
    public static Source open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return openFolder(path);
        }
        if (!Files.exists(path)) {
            throw new SourceFormatException(path.toString(), "there is no such file or folder" + neighbour(path));
        }
        if (!Files.isRegularFile(path)) {
            throw new SourceFormatException(path.toString(), "is neither a file nor a folder, but a device or a pipe");
        }
        RangeReader file = openFile(path);
        try {
            return open(file);
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /** Says so when it is the folder that is missing. */
    private static String neighbour(Path path) {
        Path parent = absolute(path).getParent();
        return parent == null || Files.isDirectory(parent) ? "" : "; the folder " + parent + " is missing too";
    }

    private static RangeReader openFile(Path path) throws IOException {
        try {
            return FileRangeReader.open(path);
        } catch (AccessDeniedException e) {
            throw new SourceFormatException(path.toString(), "permission to read it is denied; see 'ls -l'", e);
        }
    }

    private static Source openFolder(Path path) throws IOException {
        if (!Files.isReadable(path) || !Files.isExecutable(path)) {
            throw new SourceFormatException(path.toString(), "permission to read the folder is denied; see 'ls -ld'");
        }
        if (isNode(path)) {
            FilesystemStore store = new FilesystemStore(path);
            Optional<Path> larger = larger(path);
            if (larger.isEmpty()) {
                return ZarrSource.open(store);
            }
            String node = larger.get().relativize(absolute(path)).toString().replace('\\', '/');
            try (FilesystemStore whole = new FilesystemStore(larger.get())) {
                return ZarrSource.openNode(store, whole, node);
            }
        }
        throw new SourceFormatException(
                path.toString(),
                "is a folder without zarr.json, .zgroup or .zarray, so no Zarr store; name a store or a file in it");
    }

    private static boolean isNode(Path folder) {
        return Stream.of("zarr.json", ".zgroup", ".zarray", ".zmetadata")
                .anyMatch(document -> Files.exists(folder.resolve(document)));
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** The store with a manifest that a folder is a node of. */
    private static Optional<Path> larger(Path node) {
        Path folder = absolute(node).getParent();
        while (folder != null && isNode(folder)) {
            if (Files.exists(folder.resolve(ZarrSource.MANIFEST))) {
                return Optional.of(folder);
            }
            folder = folder.getParent();
        }
        return Optional.empty();
    }

    private static Source open(RangeReader file) throws IOException {
        FileKind kind = FileKind.of(file);
        return switch (kind) {
            case NETCDF3 -> Netcdf3Source.open(file);
            case HDF5 -> Netcdf4Source.open(file);
            case GRIB -> throw refused(file, "is GRIB, which is not read yet; 'cdo -f nc4 copy' makes NetCDF of it");
            case HDF4 -> throw refused(file, "is HDF4, which is not read; 'h4toh5' makes HDF5 of it");
            case GZIP -> throw refused(file, "is compressed as a whole by gzip; 'gunzip' it first");
            case COMPRESSED ->
                throw refused(file, "is compressed as a whole by bzip2, xz or zstd; decompress it first");
            case ZIP -> throw refused(file, "is a zip archive; 'unzip' it first and name a file or store in it");
            case TAR -> throw refused(file, "is a tar archive; 'tar -x' it first and name a file or store in it");
            case WEB_PAGE -> throw refused(file, "is a web page, perhaps an error that a download left; look into it");
            case JSON -> throw refused(file, "is JSON text; to open a Zarr store name its folder, not its zarr.json");
            case TEXT -> throw refused(file, "is text, neither NetCDF nor HDF5; 'ncgen -k nc4' makes NetCDF of CDL");
            case EMPTY -> throw refused(file, "is empty; perhaps what should have written it has failed");
            case UNKNOWN -> throw refused(file, "is neither NetCDF nor HDF5; 'file' may tell what it is");
        };
    }

    private static SourceFormatException refused(RangeReader file, String what) {
        return new SourceFormatException(file.name(), what);
    }
}
