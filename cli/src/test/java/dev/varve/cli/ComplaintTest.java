package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.codec.CodecException;
import dev.varve.dataset.SourceFormatException;
import dev.varve.metadata.MetadataException;
import dev.varve.run.DataDiffersException;
import dev.varve.store.ConflictException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ComplaintTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new IOException("reset"), 1, "reset"),
                Arguments.of(new AccessDeniedException("/data/out.zarr"), 1, "/data/out.zarr: permission denied"),
                Arguments.of(
                        new NoSuchFileException("a/out.zarr", null, "there is no folder a"),
                        1,
                        "cannot write a/out.zarr: there is no folder a"),
                Arguments.of(
                        new FileSystemException("f", null, "Read-only file system"), 1, "f: Read-only file system"),
                Arguments.of(
                        new IllegalStateException("odd"), 1, "a defect of varve: java.lang.IllegalStateException: odd"),
                Arguments.of(new StackOverflowError(), 1, "a defect of varve: java.lang.StackOverflowError"),
                Arguments.of(new UsageException("what?", "this"), 2, "what?"),
                Arguments.of(new DataDiffersException("variable 'a' differs"), 3, "variable 'a' differs"),
                Arguments.of(
                        new FileAlreadyExistsException("out.zarr"),
                        4,
                        "out.zarr is there already; nothing was changed"),
                Arguments.of(
                        new FileAlreadyExistsException("out.zarr", null, "is a folder that is no Zarr store"),
                        4,
                        "out.zarr is a folder that is no Zarr store; nothing was changed"),
                Arguments.of(
                        new ConflictException("out.zarr/c/0 is being changed by process 7 on host"),
                        4,
                        "out.zarr/c/0 is being changed by process 7 on host"),
                Arguments.of(new SourceFormatException("in.nc", "is empty"), 5, "in.nc: is empty"),
                Arguments.of(new CodecException("zstd", "bad frame"), 5, "zstd: bad frame"),
                Arguments.of(
                        new IOException("chunk [0] cannot be decoded", new CodecException("zstd", "bad frame")),
                        5,
                        "chunk [0] cannot be decoded"),
                Arguments.of(new EOFException("in.nc: ends at byte 7"), 5, "in.nc: ends at byte 7"),
                Arguments.of(new MetadataException("codecs[1]", "is odd"), 5, "codecs[1]: is odd"),
                Arguments.of(new InputException("not supported: a", "--exclude a"), 5, "not supported: a"),
                Arguments.of(new OutOfMemoryError("Java heap space"), 6, "Java ran out of memory (Java heap space)"),
                Arguments.of(
                        new FileSystemException("o/c/0", null, "No space left on device"),
                        6,
                        "the disk is full: o/c/0: No space left on device; nothing was left behind"),
                Arguments.of(
                        new IOException("out.zarr/t2m/c/0", new IOException("No space left on device")),
                        6,
                        "the disk is full: out.zarr/t2m/c/0: No space left on device; nothing was left behind"),
                Arguments.of(
                        new IOException("Disk quota exceeded"),
                        6,
                        "the disk is full: Disk quota exceeded; nothing was left behind"),
                Arguments.of(new StoppedException(), 130, "stopped; nothing was left behind"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureHasACodeAndWords(Throwable failure, int code, String problem) {
        Complaint complaint = Complaint.of(failure);
        assertThat(complaint.code().number()).isEqualTo(code);
        assertThat(complaint.problem()).isEqualTo(problem);
    }

    @Test
    void aDefectIsAnAnswerOfOneLine() {
        assertThat(Complaint.inALine("a.zarr", new IndexOutOfBoundsException("index 7")))
                .isEqualTo("ERROR\ta.zarr\ta defect of varve: java.lang.IndexOutOfBoundsException: index 7");
        assertThat(Complaint.inALine("a.zarr", new CodecException("zstd", "bad frame")))
                .isEqualTo("ERROR\ta.zarr\tzstd: bad frame");
        assertThat(Complaint.inALine("a.zarr", new UsageException("a.zarr holds 2 arrays", "--array")))
                .isEqualTo("ERROR\ta.zarr\ta.zarr holds 2 arrays");
    }
}
