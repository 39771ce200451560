package dev.varve.formats;

import dev.varve.dataset.Source;
import dev.varve.dataset.SourceFormatException;
import dev.varve.formats.netcdf3.Netcdf3Source;
import dev.varve.formats.netcdf4.Netcdf4Source;
import dev.varve.metadata.ZarrFormat;
import dev.varve.store.FileRangeReader;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import dev.varve.store.RangeReader;
import dev.varve.store.Store;
import dev.varve.store.ZipStore;
import dev.varve.zarr.SharedStore;
import dev.varve.zarr.ZarrSource;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/** Opens whatever a path leads to, judged by its content: the one place where formats and Zarr meet outside of datasets. */
public final class Sources {
    /** One of them is at the root of every Zarr store. */
    private static final List<String> DOCUMENTS = List.of("zarr.json", ".zgroup", ".zarray", ".zmetadata");

    private Sources() {}

    /**
     * Opens a file or a store for reading.
     *
     * @throws SourceFormatException when there is nothing, or nothing that Varve reads; says what it looks like and what to
     *     do
     * @throws IOException when it cannot be read
     */
    public static Source open(Path path) throws IOException {
        return open(path, Optional.empty());
    }

    /**
     * As above, a Zarr store by the documents of one version only.
     *
     * @param format the version, where one is asked for; without one, v3 where there are documents of both
     * @throws SourceFormatException also when a version is asked for and it is no Zarr store, or has no documents of it
     */
    public static Source open(Path path, Optional<ZarrFormat> format) throws IOException {
        if (Files.isDirectory(path)) {
            return openFolder(path, format);
        }
        if (!Files.exists(path)) {
            throw new SourceFormatException(path.toString(), "there is no such file or folder" + neighbour(path));
        }
        if (!Files.isRegularFile(path)) {
            throw new SourceFormatException(path.toString(), "is neither a file nor a folder, but a device or a pipe");
        }
        RangeReader file = openFile(path);
        try {
            FileKind kind = FileKind.of(file);
            if (kind == FileKind.ZIP) {
                file.close();
                return openArchive(path, format);
            }
            if (format.isPresent()) {
                throw refused(file, "is no Zarr store, of which a version could be asked for");
            }
            return open(file, kind);
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

    private static Source openFolder(Path path, Optional<ZarrFormat> format) throws IOException {
        if (!Files.isReadable(path) || !Files.isExecutable(path)) {
            throw new SourceFormatException(path.toString(), "permission to read the folder is denied; see 'ls -ld'");
        }
        if (isNode(path)) {
            FilesystemStore store = new FilesystemStore(path);
            if (Files.exists(path.resolve(ZarrSource.MANIFEST))) {
                return open(store, format);
            }
            // A link may lead to a node, and a node may be a link that leads out of its store.
            for (Path node : List.of(path.toRealPath(), absolute(path))) {
                Optional<Path> larger = larger(node);
                if (larger.isPresent()) {
                    return openNode(store, larger.get(), node, format);
                }
            }
            return open(store, format);
        }
        if (SharedStore.stateOf(path) == SharedStore.State.GROWING) {
            throw new SourceFormatException(
                    path.toString(), "is not complete yet: 'varve status' tells what is missing of it");
        }
        throw new SourceFormatException(
                path.toString(),
                "is a folder without zarr.json, .zgroup or .zarray, so no Zarr store; name a store or a file in it");
    }

    private static Source openNode(Store store, Path larger, Path node, Optional<ZarrFormat> format)
            throws IOException {
        String path = larger.relativize(node).toString().replace('\\', '/');
        try (FilesystemStore whole = new FilesystemStore(larger)) {
            return ZarrSource.openNode(store, whole, path, format);
        }
    }

    private static Source openArchive(Path path, Optional<ZarrFormat> format) throws IOException {
        ZipStore store;
        try {
            store = ZipStore.open(path);
        } catch (ZipException e) {
            throw new SourceFormatException(
                    path.toString(),
                    "begins as a zip archive, but is cut or damaged; get it again from where it came from ("
                            + e.getMessage() + ")",
                    e);
        }
        try {
            requireStore(store);
            return open(store, format);
        } catch (IOException | RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private static Source open(Store store, Optional<ZarrFormat> format) throws IOException {
        return format.isPresent() ? ZarrSource.open(store, format.get()) : ZarrSource.open(store);
    }

    private static void requireStore(ZipStore store) throws IOException {
        for (String document : DOCUMENTS) {
            if (store.size(new Key(document)).isPresent()) {
                return;
            }
        }
        for (Key key : store.list("")) {
            int slash = key.path().indexOf('/');
            if (slash > 0 && DOCUMENTS.contains(key.path().substring(slash + 1))) {
                String folder = key.path().substring(0, slash);
                throw new SourceFormatException(
                        store.name(),
                        "is a zip archive with a Zarr store in its folder '" + folder
                                + "', not at its root as readers expect" + " it; 'unzip' it, and 'cd " + folder
                                + " && zip -0 -r ../NAME.zarr.zip .' packs it right");
            }
        }
        throw new SourceFormatException(
                store.name(),
                "is a zip archive without a Zarr store at its root; 'unzip' it first and name a file in it");
    }

    private static boolean isNode(Path folder) {
        return DOCUMENTS.stream().anyMatch(document -> Files.exists(folder.resolve(document)));
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** The nearest store with a manifest that a folder without one is a node of. */
    private static Optional<Path> larger(Path node) {
        Path folder = node.getParent();
        while (folder != null && isNode(folder)) {
            if (Files.exists(folder.resolve(ZarrSource.MANIFEST))) {
                return Optional.of(folder);
            }
            folder = folder.getParent();
        }
        return Optional.empty();
    }

    private static Source open(RangeReader file, FileKind kind) throws IOException {
        return switch (kind) {
            case NETCDF3 -> Netcdf3Source.open(file);
            case HDF5 -> Netcdf4Source.open(file);
            case GRIB -> throw refused(file, "is GRIB, which is not read yet; 'cdo -f nc4 copy' makes NetCDF of it");
            case HDF4 -> throw refused(file, "is HDF4, which is not read; 'h4toh5' makes HDF5 of it");
            case GZIP -> throw refused(file, "is compressed as a whole by gzip; 'gunzip' it first");
            case COMPRESSED ->
                throw refused(file, "is compressed as a whole by bzip2, xz or zstd; decompress it first");
            case ZIP -> throw new IllegalArgumentException("archives are opened by their names");
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
