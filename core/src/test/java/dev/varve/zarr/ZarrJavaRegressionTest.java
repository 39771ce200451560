package dev.varve.zarr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.metadata.JsonCursor;
import dev.varve.pipeline.EmptyChunks;
import dev.varve.pipeline.ShardPatching;
import dev.varve.pipeline.Workers;
import dev.varve.pipeline.WriteOptions;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import dev.varve.store.MemoryStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What zarr-java 0.2.0 reads wrong without a word, or takes though it is damaged; those of its defects that are about
 * codecs and fill values are in {@code CodecRegressionTest}. Bytes are laid out by hand.
 */
class ZarrJavaRegressionTest {
    private final Workers workers = Workers.of(2);
    private final MemoryStore store = new MemoryStore();

    @TempDir
    Path folder;

    @AfterEach
    void closeWorkers() {
        workers.close();
    }

    private static byte[] index(long... entries) {
        ByteBuffer index = ByteBuffer.allocate(8 * entries.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        for (long entry : entries) {
            index.putLong(entry);
        }
        CRC32C crc = new CRC32C();
        crc.update(index.array(), 0, 8 * entries.length);
        return index.putInt((int) crc.getValue()).array();
    }

    private static Bytes joined(byte[] first, byte[] second) {
        byte[] all = new byte[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return Bytes.wrap(all);
    }

    private NdArray whole(ZarrArray array) throws IOException {
        return array.read(Region.whole(array.metadata().shape()), workers);
    }

    private static ZarrArray bytesInShards(MemoryStore store) throws IOException {
        String shard = ScenarioArray.shards("[2]", "{'name':'bytes'}");
        return ScenarioArray.v3("uint8", "7", "[6]", "[6]", shard).create(store);
    }

    /** They were read as 0. */
    @Test
    void missingInnerChunksOfAShardAreFillValue() throws IOException {
        ZarrArray array = bytesInShards(store);
        store.set(new Key("c/0"), joined(new byte[] {4, 5}, index(-1, -1, 0, 2, -1, -1)));
        assertThat(whole(array).data().toArray()).containsExactly(7, 7, 4, 5, 7, 7);
        Region part = Region.of(new long[] {3}, Shape.of(3));
        assertThat(array.read(part, workers).data().toArray()).containsExactly(5, 7, 7);
        Region missing = Region.of(new long[] {4}, Shape.of(2));
        assertThat(array.read(missing, workers).data().toArray()).containsExactly(7, 7);
    }

    /** They were read as 0. */
    @Test
    void allInnerChunksMayBeMissing() throws IOException {
        ZarrArray array = bytesInShards(store);
        store.set(new Key("c/0"), Bytes.wrap(index(-1, -1, -1, -1, -1, -1)));
        assertThat(whole(array).data().toArray()).containsExactly(7, 7, 7, 7, 7, 7);
    }

    /** The order was ignored, both ways. */
    @Test
    void orderFOfZarrV2IsHeededByReadersAndWriters() throws IOException {
        String document = "{'zarr_format':2,'shape':[2,2,3],'chunks':[2,2,3],'dtype':'|u1','fill_value':0,"
                + "'order':'F','filters':null,'compressor':null}";
        ZarrArray array = new ScenarioArray(".zarray", document).create(store);
        byte[] rows = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        byte[] columns = {1, 7, 4, 10, 2, 8, 5, 11, 3, 9, 6, 12};
        NdArray values = NdArray.of(NumericType.UINT8, Shape.of(2, 2, 3), Bytes.wrap(rows));
        array.write(Region.whole(values.shape()), values, workers);
        assertThat(store.get(new Key("0.0.0")).orElseThrow().toArray()).isEqualTo(columns);
        assertThat(whole(array).data().toArray()).isEqualTo(rows);
    }

    /** "Is a directory": the key of the only chunk was empty. */
    @ParameterizedTest
    @CsvSource({"v2, ., 0", "v2, /, 0", "default, ., c", "default, /, c"})
    void theOnlyChunkOfAnArrayWithoutAxesHasAName(String encoding, String separator, String key) throws IOException {
        ScenarioArray plain = ScenarioArray.v3("uint8", "7", "[]", "[]", "{'name':'bytes'}");
        String keys = "{'name':'" + encoding + "','configuration':{'separator':'" + separator + "'}}";
        ScenarioArray named = new ScenarioArray(
                plain.key(),
                plain.document().replace("'chunk_key_encoding':{'name':'default'}", "'chunk_key_encoding':" + keys));
        try (FilesystemStore files = new FilesystemStore(folder)) {
            ZarrArray array = named.create(files);
            assertThat(whole(array).data().toArray()).containsExactly(7);
            array.write(
                    Region.whole(Shape.of()),
                    NdArray.of(NumericType.UINT8, Shape.of(), Bytes.wrap(new byte[] {42})),
                    workers);
            assertThat(Files.readAllBytes(folder.resolve(key))).containsExactly(42);
            assertThat(whole(ZarrArray.open(files, "")).data().toArray()).containsExactly(42);
        }
    }

    /** Offsets in a shard were 32 bits wide. The file is a hole but for its end. */
    @Test
    void innerChunksBeyondTwoGibibytesAreReadAndPatched() throws IOException {
        long far = 5L << 30;
        try (FilesystemStore files = new FilesystemStore(folder)) {
            ZarrArray array = ScenarioArray.v3(
                            "uint8", "7", "[6]", "[6]", ScenarioArray.shards("[2]", "{'name':'bytes'}"))
                    .create(files);
            Files.createDirectories(folder.resolve("c"));
            try (RandomAccessFile shard =
                    new RandomAccessFile(folder.resolve("c/0").toFile(), "rw")) {
                shard.seek(far);
                shard.write(joined(new byte[] {1, 2, 3, 4}, index(far + 2, 2, far, 2, -1, -1))
                        .toArray());
            }
            assertThat(whole(array).data().toArray()).containsExactly(3, 4, 1, 2, 7, 7);
            WriteOptions options = WriteOptions.DEFAULT.with(EmptyChunks.KEEP).with(ShardPatching.IN_PLACE);
            Region part = Region.of(new long[] {1}, Shape.of(2));
            NdArray changed = NdArray.of(NumericType.UINT8, Shape.of(2), Bytes.wrap(new byte[] {8, 9}));
            array.write(part, changed, workers, options);
            assertThat(whole(array).data().toArray()).containsExactly(3, 8, 9, 2, 7, 7);
            assertThat(Files.size(folder.resolve("c/0"))).isEqualTo(far + 4 + 6 * 8 + 4);
        }
    }

    /** Extents were 32 bits wide too. */
    @Test
    void extentsMayBeLongerThanAnInt() throws IOException {
        ZarrArray array = ScenarioArray.v3("uint8", "7", "[3,5000000000]", "[2,4]", "{'name':'bytes'}")
                .create(store);
        Region end = Region.of(new long[] {2, 4_999_999_997L}, Shape.of(1, 3));
        NdArray values = NdArray.of(NumericType.UINT8, end.shape(), Bytes.wrap(new byte[] {1, 2, 3}));
        array.write(end, values, workers);
        assertThat(store.list("c")).containsExactly(new Key("c/1/1249999999"));
        Region more = Region.of(new long[] {1, 4_999_999_995L}, Shape.of(2, 5));
        assertThat(array.read(more, workers).data().toArray()).containsExactly(7, 7, 7, 7, 7, 7, 7, 1, 2, 3);
    }

    /** A bare NaN is no JSON, but Python writes it. */
    @Test
    void attributesMayHoldNaN() throws IOException {
        ScenarioArray plain = ScenarioArray.v3("uint8", "7", "[2]", "[2]", "{'name':'bytes'}");
        String attributes = "'attributes':{'valid_max':NaN,'valid_min':-Infinity},'codecs'";
        ZarrArray array =
                new ScenarioArray(plain.key(), plain.document().replace("'codecs'", attributes)).create(store);
        assertThat(array.metadata().attributes().toText()).isEqualTo("{\"valid_max\":NaN,\"valid_min\":-Infinity}");
        assertThat(whole(array).data().toArray()).containsExactly(7, 7);
    }

    /** The output was filled, but not where a shard said nothing; here nothing is stored at all. */
    @Test
    void whatIsNotStoredIsFillValueWhateverIsRead() throws IOException {
        ZarrArray array = bytesInShards(store);
        FillValue seven = new FillValue(NumericType.UINT8, Bytes.wrap(new byte[] {7}));
        for (int start = 0; start < 6; start++) {
            for (int count = 1; start + count <= 6; count++) {
                Region part = Region.of(new long[] {start}, Shape.of(count));
                assertThat(array.read(part, workers).isAll(seven)).isTrue();
            }
        }
    }

    /** Of 27 it took these; all 64 are tried one by one in {@code ParityFixturesTest.badArraysAreRefusedByName}. */
    @Test
    void theDamageThatItTakesIsAmongWhatIsRefused() throws IOException {
        List<String> refused = new ArrayList<>();
        for (FixtureSet set : FixtureSet.all()) {
            if (set.name().equals("bad")) {
                for (JsonCursor truth : set.arrays()) {
                    refused.add(truth.get("path").string());
                }
            }
        }
        assertThat(refused)
                .hasSizeGreaterThanOrEqualTo(64)
                .contains("chunk_short", "chunk_empty", "dimension_names_rank", "fill_out_of_range");
    }
}
