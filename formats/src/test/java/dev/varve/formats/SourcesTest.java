package dev.varve.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.dataset.Source;
import dev.varve.dataset.SourceFormatException;
import dev.varve.store.FileRangeReader;
import dev.varve.store.RangeReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
    private static final Path FIXTURES = Path.of("src", "test", "resources", "fixtures");
    private static final String HDF5 = "\u0089HDF\r\n\u001a\n";

    @TempDir
    private Path folder;

    private Path file(String latin1) throws IOException {
        return Files.write(folder.resolve("file.nc"), latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Stream<Arguments> contents() {
        return Stream.of(
                Arguments.of("CDF\u0001", FileKind.NETCDF3),
                Arguments.of("CDF\u0002\0\0", FileKind.NETCDF3),
                Arguments.of("CDF\u0005", FileKind.NETCDF3),
                Arguments.of("CDF\u0003", FileKind.UNKNOWN),
                Arguments.of("CDF", FileKind.TEXT),
                Arguments.of(HDF5, FileKind.HDF5),
                Arguments.of("x".repeat(512) + HDF5, FileKind.HDF5),
                Arguments.of("x".repeat(8192) + HDF5, FileKind.HDF5),
                Arguments.of("x".repeat(511) + HDF5, FileKind.UNKNOWN),
                Arguments.of(HDF5.substring(0, 7), FileKind.UNKNOWN),
                Arguments.of("GRIB\0\0\0\2", FileKind.GRIB),
                Arguments.of("\u000e\u0003\u0013\u0001", FileKind.HDF4),
                Arguments.of("\u001f\u008b\b", FileKind.GZIP),
                Arguments.of("PK\u0003\u0004", FileKind.ZIP),
                Arguments.of("BZh9", FileKind.COMPRESSED),
                Arguments.of("\u00fd7zXZ\0", FileKind.COMPRESSED),
                Arguments.of("(\u00b5/\u00fd", FileKind.COMPRESSED),
                Arguments.of("name" + "\0".repeat(253) + "ustar\0", FileKind.TAR),
                Arguments.of("\n<!DOCTYPE HTML><html>", FileKind.WEB_PAGE),
                Arguments.of("<?xml version='1.0'?>", FileKind.WEB_PAGE),
                Arguments.of(" {\"zarr_format\": 3}", FileKind.JSON),
                Arguments.of("netcdf in {\ndimensions:\n", FileKind.TEXT),
                Arguments.of("gr\u00f6\u00dfe", FileKind.TEXT),
                Arguments.of("", FileKind.EMPTY),
                Arguments.of("\0", FileKind.UNKNOWN),
                Arguments.of("\u0001\u0002\u0003", FileKind.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void aFileIsJudgedByItsContent(String content, FileKind kind) throws IOException {
        try (RangeReader reader = FileRangeReader.open(file(content))) {
            assertThat(FileKind.of(reader)).isEqualTo(kind);
        }
    }

    @ParameterizedTest
    @MethodSource("contents")
    void nothingButAFormatExceptionComesOutOfAStub(String content, FileKind kind) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> Sources.open(file).close())
                .as(kind.toString())
                .isInstanceOf(SourceFormatException.class)
                .hasMessageStartingWith(file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"netcdf3/cdf1_cf.nc", "netcdf3/cdf5_fixed.nc", "netcdf4/cf.nc", "hdf5/user_block_4096.h5"})
    void realFilesOpenWhateverTheirName(String name) throws IOException {
        Path copy = Files.copy(FIXTURES.resolve(name), folder.resolve("file.zarr"));
        try (Source source = Sources.open(copy)) {
            assertThat(source.describe().variables()).isNotEmpty();
            assertThat(source.name()).isEqualTo(copy.toString());
        }
    }

    @Test
    void whatIsNotThereIsSaidToBeMissing() {
        assertThatThrownBy(() -> Sources.open(folder.resolve("in.nc")))
                .isInstanceOf(SourceFormatException.class)
                .hasMessage(folder.resolve("in.nc") + ": there is no such file or folder");
        assertThatThrownBy(() -> Sources.open(folder.resolve("no").resolve("in.nc")))
                .hasMessageEndingWith("; the folder " + folder.resolve("no") + " is missing too");
    }

    @Test
    void aFolderIsAStoreOnlyWithItsMetadata() throws IOException {
        assertThatThrownBy(() -> Sources.open(folder))
                .isInstanceOf(SourceFormatException.class)
                .hasMessageContaining("is a folder without zarr.json, .zgroup or .zarray");
    }

    @Test
    void aStoreOfVersion2Opens() throws IOException {
        Files.writeString(folder.resolve(".zgroup"), "{\"zarr_format\": 2}");
        try (Source source = Sources.open(folder)) {
            assertThat(source.describe().format()).isEqualTo("Zarr v2");
        }
    }

    @Test
    void inAFolderWithDocumentsOfBothVersionsThoseOfVersion3Count() throws IOException {
        Files.writeString(folder.resolve(".zgroup"), "{\"zarr_format\": 2}");
        Files.writeString(folder.resolve("zarr.json"), "{\"zarr_format\": 3, \"node_type\": \"group\"}");
        try (Source source = Sources.open(folder)) {
            assertThat(source.describe().format()).isEqualTo("Zarr v3");
        }
    }

    @Test
    void aStoreOpens() throws IOException {
        Files.writeString(folder.resolve("zarr.json"), "{\"zarr_format\": 3, \"node_type\": \"group\"}");
        try (Source source = Sources.open(folder)) {
            assertThat(source.describe().format()).isEqualTo("Zarr v3");
        }
    }

    @Test
    void aDeviceIsRefusedWithoutBeingRead() {
        assertThatThrownBy(() -> Sources.open(Path.of("/dev/zero")))
                .isInstanceOf(SourceFormatException.class)
                .hasMessage("/dev/zero: is neither a file nor a folder, but a device or a pipe");
    }
}
