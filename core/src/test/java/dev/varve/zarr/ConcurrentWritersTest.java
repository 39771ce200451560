package dev.varve.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.grid.RegularGrid;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.pipeline.Workers;
import dev.varve.pipeline.WriteOptions;
import dev.varve.shard.IndexLocation;
import dev.varve.shard.ShardingCodec;
import dev.varve.store.ConflictException;
import dev.varve.store.FilesystemStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several writers of different parts of one object lose nothing. */
@Timeout(240)
class ConcurrentWritersTest {
    private static final int LENGTH = 480;
    private static final int INNER = 20;
    private static final CodecChain CHUNK = CodecChain.of(BytesCodec.LITTLE, new ZstdCodec(1, false));

    @TempDir
    Path folder;

    private ZarrArray create(CodecChain chain) throws IOException {
        RegularGrid grid = new RegularGrid(Shape.of(LENGTH), Shape.of(LENGTH));
        return ZarrArray.create(
                new FilesystemStore(folder), "", ArrayMetadata.of(grid, FillValue.zero(NumericType.INT64), chain));
    }

    private static CodecChain sharded() {
        CodecChain index = CodecChain.of(BytesCodec.LITTLE, new Crc32cCodec());
        return CodecChain.of(new ShardingCodec(Shape.of(INNER), CHUNK, index, IndexLocation.END));
    }

    private Process start(Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                WritingProcess.class.getName(),
                folder.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static void requireDone(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }

    private NdArray readAll() throws IOException {
        try (Workers workers = Workers.of(1)) {
            return ZarrArray.open(new FilesystemStore(folder), "").read(Region.whole(Shape.of(LENGTH)), workers);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !Files.isDirectory(path))
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void processesThatWriteDifferentInnerChunksOfOneShardLoseNothing() throws Exception {
        create(sharded());
        writeByProcesses(3, INNER);
        assertThat(readAll().sameBits(WritingProcess.values(LENGTH, 12, 0))).isTrue();
        assertThat(files()).containsExactly("c/0", "zarr.json");
    }

    @Test
    void processesThatWriteDifferentPartsOfOneChunkLoseNothing() throws Exception {
        create(CHUNK);
        writeByProcesses(3, 8);
        assertThat(readAll().sameBits(WritingProcess.values(LENGTH, 12, 0))).isTrue();
        assertThat(files()).containsExactly("c/0", "zarr.json");
    }

    private void writeByProcesses(int count, int run) throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            processes.add(start(i, count, run, 12));
        }
        for (Process process : processes) {
            requireDone(process);
        }
    }

    @Test
    void aProcessThatIsKilledAnywhereHoldsUpNobody() throws Exception {
        create(sharded());
        Process killed = start(0, 3, INNER, 100_000);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(killed.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("writing");
        }
        Process second = start(1, 3, INNER, 8);
        TimeUnit.MILLISECONDS.sleep(400);
        killed.destroyForcibly().waitFor();
        Process third = start(2, 3, INNER, 8);
        requireDone(second);
        requireDone(third);
        NdArray all = readAll();
        NdArray expected = WritingProcess.values(LENGTH, 8, 0);
        for (int i = 0; i < LENGTH; i++) {
            if (i / INNER % 3 != 0) {
                assertThat(all.data().getLong(8 * i)).isEqualTo(expected.data().getLong(8 * i));
            }
        }
        assertThat(files()).containsExactly("c/0", "zarr.json");
    }

    @Test
    void whatAProcessLeftThatDiedWhileItHeldTheClaimIsRemoved() throws Exception {
        ZarrArray array = create(sharded());
        Process dying = start("c/0");
        assertThat(dying.waitFor()).isEqualTo(137);
        assertThat(files()).hasSize(3);
        try (Workers workers = Workers.of(1)) {
            array.write(Region.of(new long[] {20}, Shape.of(5)), WritingProcess.values(5, 1, 20), workers);
        }
        assertThat(readAll().data().getLong(8 * 22)).isEqualTo(1_000_022);
        assertThat(files()).containsExactly("c/0", "zarr.json");
    }

    @Test
    void threadsWithArraysOfTheirOwnLoseNothing() throws Exception {
        create(sharded());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String[] arguments = {folder.toString(), Integer.toString(i), "4", Integer.toString(INNER), "10"};
                running.add(threads.submit((Callable<Void>) () -> {
                    WritingProcess.main(arguments);
                    return null;
                }));
            }
            for (Future<Void> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(readAll().sameBits(WritingProcess.values(LENGTH, 10, 0))).isTrue();
        assertThat(files()).containsExactly("c/0", "zarr.json");
    }

    @Test
    void aClaimOfAnotherMachineIsRespectedAndNamed() throws Exception {
        ZarrArray array = create(sharded());
        Files.createDirectories(folder.resolve("c"));
        Path claim = folder.resolve("c/.0.varve-claim");
        Files.createSymbolicLink(claim, Path.of("elsewhere.org-12-345-some"));
        try (Workers workers = Workers.of(1)) {
            NdArray data = WritingProcess.values(LENGTH, 1, 0);
            WriteOptions impatient = WriteOptions.DEFAULT.with(Duration.ofMillis(30));
            assertThatExceptionOfType(ConflictException.class)
                    .isThrownBy(() -> array.write(Region.whole(Shape.of(LENGTH)), data, workers, impatient))
                    .withMessageContaining("process 12 on elsewhere.org")
                    .withMessageContaining(".0.varve-claim");
            assertThat(files()).containsExactly("c/.0.varve-claim", "zarr.json");
            Files.delete(claim);
            array.write(Region.whole(Shape.of(LENGTH)), data, workers, impatient);
        }
        assertThat(files()).containsExactly("c/0", "zarr.json");
    }

    @Test
    void aNumberThatAnotherProcessUsesAgainIsNotTheOldOwner() throws Exception {
        ZarrArray array = create(CHUNK);
        Files.createDirectories(folder.resolve("c"));
        String mine = claimText(array);
        String reused = mine.replaceFirst("-(\\d+)-(\\d+)-", "-$1-1-");
        Files.createSymbolicLink(folder.resolve("c/.0.varve-claim"), Path.of(reused));
        try (Workers workers = Workers.of(1)) {
            array.write(
                    Region.whole(Shape.of(LENGTH)),
                    WritingProcess.values(LENGTH, 1, 0),
                    workers,
                    WriteOptions.DEFAULT.with(Duration.ZERO));
        }
        assertThat(files()).containsExactly("c/0", "zarr.json");
    }

    @Test
    void whatADeadProcessLeftUnfinishedInAFolderIsRemovedByTheNextThatWritesThere() throws Exception {
        ZarrArray array = create(CHUNK);
        Files.createDirectories(folder.resolve("c"));
        String mine = claimText(array);
        String gone = mine.replaceFirst("-(\\d+)-(\\d+)-", "-$1-1-");
        Files.createFile(folder.resolve("c/.7.@" + gone + ".varve-part"));
        Path living = Files.createFile(folder.resolve("c/.8.@" + mine + ".varve-part"));
        Path foreign = Files.createFile(folder.resolve("c/.9.@elsewhere.org-12-345-ab.varve-part"));
        try (Workers workers = Workers.of(1)) {
            ZarrArray.open(new FilesystemStore(folder), "")
                    .write(Region.whole(Shape.of(LENGTH)), WritingProcess.values(LENGTH, 1, 0), workers);
        }
        assertThat(files())
                .containsExactlyInAnyOrder(
                        "c/0",
                        "zarr.json",
                        folder.relativize(living).toString(),
                        folder.relativize(foreign).toString());
    }

    private String claimText(ZarrArray array) throws IOException {
        FilesystemStore store = new FilesystemStore(folder);
        var key = new dev.varve.store.Key(array.metadata().keys().key(0));
        try (var claim = store.claim(key, Duration.ZERO)) {
            claim.requireHeld();
            return Files.readSymbolicLink(folder.resolve("c/.0.varve-claim")).toString();
        }
    }
}
