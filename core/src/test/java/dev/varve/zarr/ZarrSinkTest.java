package dev.varve.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NdArray;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.codec.CodecChain;
import dev.varve.codec.checksum.Crc32cCodec;
import dev.varve.codec.compressor.Base64Codec;
import dev.varve.codec.compressor.ZstdCodec;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.codec.serializer.VlenUtf8Codec;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.DeclaredType;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Storage;
import dev.varve.dataset.Variable;
import dev.varve.grid.RegularGrid;
import dev.varve.metadata.ZarrFormat;
import dev.varve.pipeline.Workers;
import dev.varve.plan.CopyPlan;
import dev.varve.run.CopyRun;
import dev.varve.run.DatasetComparison;
import dev.varve.run.Progress;
import dev.varve.store.Durability;
import dev.varve.store.FilesystemStore;
import dev.varve.store.Key;
import dev.varve.testing.Blocks;
import dev.varve.testing.MemorySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZarrSinkTest {
    private static final Dimension TIME = new Dimension("time", 7, true);
    private static final Dimension X = new Dimension("x", 11, false);
    private static final Dimension LEVEL = new Dimension("deep/level", 3, false);
    private static final Dimension NCHAR = new Dimension("nchar", 4, false);

    @TempDir
    Path folder;

    private final Workers workers = Workers.of(2);
    private final Map<String, NdArray> values = new LinkedHashMap<>();

    @AfterEach
    void closeWorkers() {
        workers.close();
    }

    private static Attribute text(String name, String value) {
        return new Attribute(name, new Attribute.Text(value));
    }

    private static Attribute numbers(String name, NumericType type, int count, byte... bytes) {
        return new Attribute(name, new Attribute.Numbers(NdArray.of(type, Shape.of(count), Bytes.wrap(bytes))));
    }

    private Variable variable(String path, FillValue fill, List<Attribute> attributes, Dimension... dimensions) {
        Storage storage = new Storage("chunked", Optional.empty(), Optional.empty(), List.of(), 0);
        Optional<DeclaredType> declared = fill.type() == NumericType.INT8
                ? Optional.of(new DeclaredType.Enumeration("flag", NumericType.INT8, Map.of("no", 0L, "yes", 1L)))
                : Optional.empty();
        Variable variable = new Variable(path, fill.type(), List.of(dimensions), fill, attributes, storage, declared);
        values.put(path, Blocks.block(new Random(path.hashCode()), fill.type(), variable.shape()));
        return variable;
    }

    private MemorySource source() {
        byte[] nan = {0, 0, (byte) 0xc0, 0x7f};
        FillValue floats = new FillValue(NumericType.FLOAT32, Bytes.wrap(nan));
        List<Attribute> attributes = List.of(
                text("units", "K"),
                numbers("_FillValue", NumericType.FLOAT32, 1, nan),
                numbers("valid_range", NumericType.INT16, 2, (byte) -1, (byte) -1, (byte) 5, (byte) 0),
                numbers("missing_value", NumericType.FLOAT32, 1, nan),
                new Attribute("names", new Attribute.Strings(List.of("a", "ü"))),
                new Attribute("one", new Attribute.Strings(List.of("single"))));
        Variable t = variable("t", floats, attributes, TIME, X);
        Variable text = variable("station", FillValue.zero(new NullTerminatedBytes(1)), List.of(), X, NCHAR);
        Variable names = variable("name", FillValue.zero(VariableType.STRING), List.of(), X);
        Variable scalar = variable("crs", FillValue.zero(NumericType.INT32), List.of(text("grid", "")));
        Variable flag = variable("deep/flag", FillValue.zero(NumericType.INT8), List.of(), TIME, LEVEL);
        Group deep = new Group("deep", List.of(LEVEL), List.of(flag), List.of(), List.of(text("a", "b")), List.of());
        Group root = new Group(
                "",
                List.of(TIME, X, NCHAR, new Dimension("unused", 5, false)),
                List.of(t, text, names, scalar),
                List.of(),
                List.of(text("title", "test"), numbers("version", NumericType.UINT8, 1, (byte) 3)),
                List.of(deep));
        return new MemorySource(new Dataset("memory", root), values);
    }

    private static Layout layout(Variable variable) {
        long[] chunk = variable.shape().extents();
        long[] object = chunk.clone();
        for (int axis = 0; axis < chunk.length; axis++) {
            chunk[axis] = Math.min(2, chunk[axis]);
            object[axis] = 2 * chunk[axis];
        }
        if (variable.type() instanceof NullTerminatedBytes) {
            chunk = variable.shape().extents();
            object = chunk;
        }
        BytesCodec bytes = variable.type().unitBytes() == 1 ? BytesCodec.ORDERLESS : BytesCodec.LITTLE;
        CodecChain chain = variable.type().isFixedSize()
                ? CodecChain.of(bytes, new ZstdCodec(3, false), new Crc32cCodec())
                : CodecChain.of(new VlenUtf8Codec(), new ZstdCodec(3, false));
        return new Layout(
                new RegularGrid(variable.shape(), Shape.of(object)),
                new RegularGrid(variable.shape(), Shape.of(chunk)),
                chain,
                variable.fill());
    }

    private Path write(MemorySource source, boolean isReplacing) throws IOException {
        Path path = folder.resolve("out.zarr");
        Dataset dataset = source.describe();
        try (ZarrSink sink = ZarrSink.create(path, isReplacing, Durability.TASK, dataset, ZarrSinkTest::layout)) {
            List<CopyPlan.Target> targets = dataset.variables().stream()
                    .map(variable -> new CopyPlan.Target(variable, sink.layout(variable)))
                    .toList();
            CopyRun.copy(CopyPlan.of(targets, 2, 1 << 24), source, sink, true, Progress.NONE, workers);
            sink.commit();
        }
        return path;
    }

    private List<String> differences(MemorySource source, Path path) throws IOException {
        try (ZarrSource written = ZarrSource.open(new FilesystemStore(path))) {
            assertThat(written.checkObjects(workers)).isTrue();
            return DatasetComparison.differences(source, written, Set.of(), workers, 1 << 20, Progress.NONE);
        }
    }

    @Test
    void aDatasetReadsBackWithItsTreeTypesAndValues() throws IOException {
        MemorySource source = source();
        Path path = write(source, false);
        assertThat(differences(source, path)).isEmpty();
        try (ZarrSource written = ZarrSource.open(new FilesystemStore(path))) {
            Group expected = source.describe().root();
            Group root = written.describe().root();
            assertThat(root.dimensions()).isEqualTo(expected.dimensions());
            assertThat(root.attributes()).isEqualTo(expected.attributes());
            assertThat(root.groups().get(0).dimensions()).containsExactly(LEVEL);
            assertThat(written.describe().variable("t").orElseThrow().attributes())
                    .isEqualTo(source.describe().variable("t").orElseThrow().attributes());
            assertThat(written.describe().variable("deep/flag").orElseThrow().dimensions())
                    .containsExactly(TIME, LEVEL);
            assertThat(written.describe().variable("deep/flag").orElseThrow().declared())
                    .isEqualTo(source.describe()
                            .variable("deep/flag")
                            .orElseThrow()
                            .declared());
        }
    }

    private Path writeV2(MemorySource source) throws IOException {
        Path path = folder.resolve("second.zarr");
        Dataset dataset = source.describe();
        try (ZarrSink sink =
                ZarrSink.create(path, false, Durability.TASK, dataset, ZarrSinkTest::layoutV2, ZarrFormat.V2)) {
            List<CopyPlan.Target> targets = dataset.variables().stream()
                    .map(variable -> new CopyPlan.Target(variable, sink.layout(variable)))
                    .toList();
            CopyRun.copy(CopyPlan.of(targets, 2, 1 << 24), source, sink, true, Progress.NONE, workers);
            sink.commit();
        }
        return path;
    }

    private static Layout layoutV2(Variable variable) {
        Layout sharded = layout(variable);
        Layout single = new Layout(sharded.chunks(), sharded.chunks(), sharded.chain(), sharded.fill());
        return ZarrSink.layoutV2(variable, single);
    }

    @Test
    void aDatasetInVersion2ReadsBackWithItsTreeTypesAndValues() throws IOException {
        MemorySource source = source();
        Path path = writeV2(source);
        assertThat(differences(source, path)).isEmpty();
        try (ZarrSource written = ZarrSource.open(new FilesystemStore(path))) {
            Dataset expected = source.describe();
            Dataset found = written.describe();
            assertThat(found.format()).isEqualTo("Zarr v2");
            assertThat(found.root().dimensions()).isEqualTo(expected.root().dimensions());
            assertThat(found.root().attributes()).isEqualTo(expected.root().attributes());
            for (Variable variable : expected.variables()) {
                Variable same = found.variable(variable.path()).orElseThrow();
                assertThat(same.attributes()).containsExactlyInAnyOrderElementsOf(variable.attributes());
                assertThat(same.dimensions()).isEqualTo(variable.dimensions());
                assertThat(same.declared()).isEqualTo(variable.declared());
            }
        }
    }

    @Test
    void theFillValueOfVersion2IsStatedOnlyForWhatHasOne() throws IOException {
        Path path = writeV2(source());
        assertThat(Files.readString(path.resolve("t/.zarray"))).contains("\"fill_value\": \"NaN\"");
        assertThat(Files.readString(path.resolve("t/.zattrs"))).doesNotContain("_FillValue");
        assertThat(Files.readString(path.resolve("crs/.zarray"))).contains("\"fill_value\": null");
    }

    @Test
    void withoutAStatedFillValueChunksOfItAreStored() throws IOException {
        MemorySource source = source();
        Variable flag = source.describe().variable("deep/flag").orElseThrow();
        values.put("deep/flag", NdArray.allocate(flag.type(), flag.shape()));
        Path path = writeV2(source);
        assertThat(differences(source, path)).isEmpty();
        try (Stream<Path> files = Files.list(path.resolve("deep/flag"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains(".zarray", ".zattrs", "0.0", "3.1")
                    .hasSize(10);
        }
    }

    @Test
    void aLayoutWithAFillValueThatVersion2DoesNotStateIsRefused() {
        Dataset dataset = source().describe();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ZarrSink.create(
                        folder.resolve("x.zarr"),
                        false,
                        Durability.NONE,
                        dataset,
                        variable -> {
                            Layout fitted = layoutV2(variable);
                            byte[] seven = new byte
                                    [variable.type().isFixedSize()
                                            ? variable.type().sizeBytes()
                                            : 1];
                            seven[0] = 7;
                            FillValue other = new FillValue(variable.type(), Bytes.wrap(seven));
                            return new Layout(fitted.objects(), fitted.chunks(), fitted.chain(), other);
                        },
                        ZarrFormat.V2))
                .withMessageContaining("the layout's fill value is not that of Zarr v2");
        assertThat(folder.resolve("x.zarr")).doesNotExist();
    }

    @Test
    void theConsolidatedDocumentHoldsTheOthers() throws IOException {
        Path path = writeV2(source());
        String all = Files.readString(path.resolve(".zmetadata"));
        assertThat(all).contains("\".zgroup\"", "\"deep/.zgroup\"", "\"deep/flag/.zarray\"", "\"t/.zattrs\"");
        Files.delete(path.resolve(".zmetadata"));
        assertThat(differences(source(), path)).isEmpty();
    }

    @Test
    void theSameDatasetGivesTheSameBytes() throws IOException {
        Path first = write(source(), false);
        Map<String, Bytes> before = contents(first);
        write(source(), true);
        assertThat(contents(first)).isEqualTo(before);
    }

    private static Map<String, Bytes> contents(Path store) throws IOException {
        Map<String, Bytes> contents = new LinkedHashMap<>();
        FilesystemStore files = new FilesystemStore(store);
        for (Key key : files.list("")) {
            contents.put(key.path(), files.get(key).orElseThrow());
        }
        return contents;
    }

    @Test
    void whatIsNotCommittedLeavesNothing() throws IOException {
        MemorySource source = source();
        source.failRead(3);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> write(source, false));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aLostObjectIsAnErrorAndNotFillValue() throws IOException {
        MemorySource source = source();
        Path path = write(source, false);
        Files.delete(path.resolve("t/c/0/1"));
        try (ZarrSource written = ZarrSource.open(new FilesystemStore(path))) {
            Variable t = written.describe().variable("t").orElseThrow();
            assertThatExceptionOfType(MissingObjectException.class)
                    .isThrownBy(() -> written.read(t, Region.whole(t.shape())))
                    .withMessageContaining("t/c/0/1");
            assertThatExceptionOfType(MissingObjectException.class).isThrownBy(() -> written.checkObjects(workers));
        }
    }

    @Test
    void anyFlippedByteOfAnObjectIsFound() throws IOException {
        MemorySource source = source();
        Path path = write(source, false);
        Path object = path.resolve("t/c/0/1");
        byte[] bytes = Files.readAllBytes(object);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 0x10;
            Files.write(object, bytes);
            bytes[i] ^= 0x10;
            try (ZarrSource written = ZarrSource.open(new FilesystemStore(path))) {
                assertThatExceptionOfType(CorruptObjectException.class)
                        .isThrownBy(() -> written.checkObjects(workers))
                        .withMessageContaining("t/c/0/1");
            }
        }
    }

    @Test
    void aDocumentThatSaysOtherThanWhatWasWrittenIsFoundUnlessItsAttributesWereEdited() throws IOException {
        Path root = write(source(), false).resolve("zarr.json");
        String written = Files.readString(root);
        Map<String, String> edits = Map.of(
                "\"fill_value\": \"NaN\"", "\"fill_value\": 0.0",
                "\"data_type\": \"int32\"", "\"data_type\": \"uint32\"",
                "\"t\": {", "\"u\": {");
        int found = 0;
        for (Map.Entry<String, String> edit : edits.entrySet()) {
            String changed = written.replace(edit.getKey(), edit.getValue());
            Files.writeString(root, changed);
            if (!changed.equals(written)) {
                found++;
                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> ZarrSource.open(new FilesystemStore(root.getParent())))
                        .withMessageContaining("/zarr.json ");
            }
        }
        assertThat(found).isEqualTo(3);
        Files.writeString(root, written.replace("\"units\": \"K\"", "\"units\": \"degC\""));
        try (ZarrSource edited = ZarrSource.open(new FilesystemStore(root.getParent()))) {
            assertThat(edited.describe().variable("t").orElseThrow().attribute("units"))
                    .contains(text("units", "degC"));
        }
    }

    @Test
    void chunksAreReferredToByTheBytesThatDecodeToThem() throws IOException {
        MemorySource source = source();
        Path path = write(source, false);
        try (ZarrSource written = ZarrSource.open(new FilesystemStore(path))) {
            Variable t = written.describe().variable("t").orElseThrow();
            var reference = written.reference(t, new long[] {1, 3}).orElseThrow();
            byte[] file = Files.readAllBytes(Path.of(reference.location()));
            Bytes encoded = Bytes.wrap(file, (int) reference.offset(), (int) reference.length());
            NdArray chunk = reference
                    .chain()
                    .bind(new dev.varve.codec.ChunkSpec(
                            t.type(), reference.region().shape(), t.fill()))
                    .decode(encoded);
            assertThat(chunk.sameBits(written.read(t, reference.region()))).isTrue();
        }
    }

    @Test
    void codecsThatOtherSoftwareKnowsInZarrV2OnlyAreNotWrittenInV3() {
        Dataset dataset = source().describe();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ZarrSink.create(
                        folder.resolve("x.zarr"), false, Durability.NONE, dataset, ZarrSinkTest::base64))
                .withMessageContaining("other software knows numcodecs.base64 in Zarr v2 only");
        assertThat(folder).isEmptyDirectory();
    }

    private static Layout base64(Variable variable) {
        Layout layout = layout(variable);
        CodecChain chain = CodecChain.of(layout.chain().serializer(), new Base64Codec());
        return new Layout(layout.objects(), layout.chunks(), chain, layout.fill());
    }
}
