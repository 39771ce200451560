package dev.varve.formats.netcdf4.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.FillValue;
import dev.varve.array.FixedUtf32;
import dev.varve.array.NdArray;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.NumericType;
import dev.varve.array.RawBytes;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.array.TimeType;
import dev.varve.array.VariableType;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dataset;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Layout;
import dev.varve.dataset.Sink;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.formats.netcdf4.Netcdf4Source;
import dev.varve.store.Durability;
import dev.varve.store.FileRangeReader;
import dev.varve.testing.Blocks;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Netcdf4SinkTest {
    @TempDir
    private Path folder;

    static List<OutputCase> cases() {
        return OutputCases.all();
    }

    private static Netcdf4Source open(Path file) throws IOException {
        return Netcdf4Source.open(FileRangeReader.open(file));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsWrittenIsReadAgain(OutputCase output) throws IOException {
        Path file = folder.resolve("a.nc");
        output.write(file);
        try (Source source = open(file)) {
            Dataset found = source.describe();
            assertThat(found.unsupported()).isEmpty();
            List<Group> groups = output.dataset().root().walk();
            assertThat(found.root().walk()).hasSameSizeAs(groups);
            for (int i = 0; i < groups.size(); i++) {
                requireSame(found.root().walk().get(i), groups.get(i));
            }
            assertThat(found.variables()).hasSameSizeAs(output.dataset().variables());
            for (int i = 0; i < found.variables().size(); i++) {
                Variable variable = found.variables().get(i);
                requireSame(variable, output.dataset().variables().get(i));
                NdArray values = source.read(variable, Region.whole(variable.shape()));
                assertThat(values.sameBits(stored(output.values().get(variable.path()))))
                        .as(variable.path())
                        .isTrue();
            }
        }
    }

    private static void requireSame(Group found, Group expected) {
        assertThat(found.path()).isEqualTo(expected.path());
        assertThat(found.attributes()).isEqualTo(stored(expected.attributes()));
        List<Dimension> own = found.dimensions().stream()
                .filter(d -> expected.dimensions().contains(d) || !d.name().startsWith("string"))
                .toList();
        List<Dimension> stored = expected.dimensions().stream()
                .map(d -> new Dimension(d.path(), d.length(), d.isUnlimited() || d.length() == 0))
                .toList();
        assertThat(own).isEqualTo(stored);
    }

    private static void requireSame(Variable found, Variable expected) {
        assertThat(found.path()).isEqualTo(expected.path());
        assertThat(found.dimensions().subList(0, expected.dimensions().size())).isEqualTo(expected.dimensions());
        List<Attribute> attributes = new ArrayList<>(stored(expected.attributes()));
        expected.attribute("_FillValue")
                .filter(a -> expected.type() instanceof NumericType)
                .ifPresent(a -> attributes.set(
                        attributes.indexOf(a),
                        new Attribute(
                                "_FillValue", new Attribute.Numbers(NdArray.filled(Shape.of(1), expected.fill())))));
        if (expected.type() == NumericType.BOOL) {
            attributes.add(new Attribute("dtype", new Attribute.Text("bool")));
        }
        assertThat(found.attributes()).as(found.path()).isEqualTo(attributes);
        expected.declared().ifPresent(d -> assertThat(found.declared()).isPresent());
    }

    private static List<Attribute> stored(List<Attribute> attributes) {
        return attributes.stream()
                .map(a -> a.value() instanceof Attribute.Json json
                        ? new Attribute(a.name(), new Attribute.Strings(List.of(json.json())))
                        : a)
                .toList();
    }

    /** Booleans are bytes, byte strings characters along one more axis, text of fixed length is text. */
    private static NdArray stored(NdArray values) {
        DataType type = values.type();
        if (type == NumericType.BOOL) {
            return values.reinterpret(NumericType.INT8);
        }
        if (type instanceof NullTerminatedBytes bytes && bytes.length() > 1) {
            long[] extents =
                    Arrays.copyOf(values.shape().extents(), values.shape().rank() + 1);
            extents[extents.length - 1] = bytes.length();
            return NdArray.of(new NullTerminatedBytes(1), Shape.of(extents), values.data());
        }
        if (type instanceof FixedUtf32) {
            String[] texts = new String[(int) values.shape().count()];
            for (int i = 0; i < texts.length; i++) {
                byte[] utf32 = values.data()
                        .slice(i * type.sizeBytes(), type.sizeBytes())
                        .toArray();
                texts[i] = new String(utf32, Charset.forName("UTF-32LE")).replace("\0", "");
            }
            return NdArray.ofStrings(values.shape(), texts);
        }
        return values;
    }

    @Test
    void anyShapeInAnyChunksIsReadAgain() {
        Seeds.check(60, random -> {
            int rank = 1 + random.nextInt(4);
            Shape shape = Blocks.shape(random, rank, 1, 9);
            DatasetBuilder builder = new DatasetBuilder();
            List<String> axes = new ArrayList<>();
            for (int axis = 0; axis < rank; axis++) {
                axes.add("d" + axis);
                if (random.nextBoolean()) {
                    builder.dimension("d" + axis, shape.extent(axis));
                } else {
                    builder.unlimited("d" + axis, shape.extent(axis));
                }
            }
            NumericType type = OutputCases.NUMBERS.get(random.nextInt(OutputCases.NUMBERS.size()));
            OutputCase output = builder.variable("v", type, axes)
                    .build("any")
                    .with(new Netcdf4Options(
                            random.nextInt(10),
                            random.nextBoolean(),
                            Map.of("v", Blocks.shape(random, rank, 1, 9)),
                            true,
                            Durability.NONE));
            Path file = folder.resolve("any.nc");
            try {
                output.write(file);
                try (Source source = open(file)) {
                    Variable variable = source.describe().variable("v").orElseThrow();
                    assertThat(source.read(variable, Region.whole(shape))
                                    .sameBits(output.values().get("v")))
                            .isTrue();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void theSameDatasetGivesTheSameBytes() throws IOException {
        for (OutputCase output : List.of(OutputCases.named("types"), OutputCases.named("attributes"))) {
            output.write(folder.resolve(output.name() + "1.nc"));
            output.write(folder.resolve(output.name() + "2.nc"));
            assertThat(folder.resolve(output.name() + "1.nc"))
                    .hasSameBinaryContentAs(folder.resolve(output.name() + "2.nc"));
        }
    }

    @Test
    void missingChunksTakeNoSpace() throws IOException {
        Path file = folder.resolve("a.nc");
        OutputCases.named("missing_chunks").write(file);
        try (Source source = open(file)) {
            Variable variable = source.describe().variable("all_missing").orElseThrow();
            assertThat(variable.storage().storedBytes()).isZero();
            assertThat(source.reference(variable, new long[] {0, 0})).isEmpty();
        }
    }

    @Test
    void aVariableOfWhichAChunkIsMissingIsNotCommitted() throws IOException {
        OutputCase output = OutputCases.named("field");
        Path file = folder.resolve("a.nc");
        Variable variable = output.dataset().variables().get(0);
        try (Sink sink = Netcdf4Sink.create(file, output.dataset(), output.options())) {
            try (Sink.ObjectWriter writer = sink.open(variable, 0, 0, 0)) {
                assertThatIOException().isThrownBy(writer::finish).withMessageContaining("variable 't': only 0 of");
            }
            assertThatIOException()
                    .isThrownBy(sink::commit)
                    .withMessageContaining("variable 't' was not written completely");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsThereIsNotReplacedUnlessAsked() throws IOException {
        OutputCase output = OutputCases.named("empty");
        Path file = Files.writeString(folder.resolve("a.nc"), "mine");
        assertThatThrownBy(() -> output.write(file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("mine");
        output.with(new Netcdf4Options(4, true, Map.of(), true, Durability.TASK))
                .write(file);
        try (Source source = open(file)) {
            assertThat(source.describe().variables()).isEmpty();
        }
        assertThat(entries()).containsExactly(file);
    }

    @Test
    void whatAppearsMeanwhileIsNotReplaced() throws IOException {
        OutputCase output = OutputCases.named("empty");
        Path file = folder.resolve("a.nc");
        try (Sink sink = Netcdf4Sink.create(file, output.dataset(), output.options())) {
            Files.writeString(file, "mine");
            assertThatThrownBy(sink::commit).isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(file).hasContent("mine");
        assertThat(entries()).containsExactly(file);
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    @Test
    void bytesThatTheDiskDidNotKeepAreNoticed() throws IOException {
        OutputCase output = OutputCases.named("field");
        Variable variable = output.dataset().variables().get(0);
        try (Sink sink = Netcdf4Sink.create(folder.resolve("a.nc"), output.dataset(), output.options())) {
            Layout layout = sink.layout(variable);
            Bytes encoded = layout.chain()
                    .bind(layout.chunkSpec())
                    .encode(NdArray.allocate(variable.type(), layout.chunks().largestCell()));
            Sink.ObjectWriter writer = sink.open(variable, 0, 0, 0);
            for (long i = 0; i < layout.chunks().counts().count(); i++) {
                writer.append(Optional.of(encoded));
            }
            damage(entries().get(0));
            assertThatIOException().isThrownBy(writer::finish).withMessageContaining("variable 't': the");
            assertThatIOException().isThrownBy(sink::commit).withMessageContaining("not written completely");
        }
    }

    private static void damage(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, channel.size() - 1);
            one.put(0, (byte) ~one.get(0)).rewind();
            channel.write(one, channel.size() - 1);
        }
    }

    @Test
    void textThatHoldsNulIsRefused() {
        NdArray values = NdArray.ofStrings(Shape.of(2), "plain", "cut\0here");
        OutputCase output = new DatasetBuilder()
                .dimension("x", 2)
                .variable("v", values, List.of("x"), FillValue.zero(VariableType.STRING), Optional.empty())
                .build("nul");
        assertThatIOException()
                .isThrownBy(() -> output.write(folder.resolve("a.nc")))
                .withMessageContaining("variable 'v': a text holds a NUL character");
    }

    private void requireRefused(DatasetBuilder builder, String... messages) {
        Path file = folder.resolve("refused.nc");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Netcdf4Sink.create(file, builder.build("refused").dataset(), Netcdf4Options.DEFAULT))
                .satisfies(e -> assertThat(e).hasMessageContainingAll(messages));
        assertThat(folder).isEmptyDirectory();
    }

    private static DatasetBuilder withX() {
        return new DatasetBuilder().dimension("x", 2);
    }

    @Test
    void typesThatNetcdfLacksAreRefusedWithACure() {
        List<String> axes = List.of("x");
        requireRefused(
                withX().variable("v", NumericType.FLOAT16, axes), "variable 'v'", "float16", "cast it to float32");
        requireRefused(withX().variable("v", NumericType.COMPLEX64, axes), "complex64", "as two variables");
        requireRefused(withX().variable("v", new TimeType(false, "s", 1), axes), "datetime64[s]", "cast it to numbers");
        requireRefused(withX().variable("v", new RawBytes(3), axes), "raw_bytes[3]", "leave it out");
    }

    @Test
    void attributesThatNetcdfCannotSayAreRefused() {
        requireRefused(new DatasetBuilder().group("", DatasetBuilder.text("NAME", "x")), "the root group", "'NAME'");
        requireRefused(
                new DatasetBuilder().group("", DatasetBuilder.text("a", "x"), DatasetBuilder.text("a", "y")),
                "'a' is there twice");
        requireRefused(new DatasetBuilder().group("", DatasetBuilder.strings("a", "x\0y")), "NUL");
        requireRefused(
                withX().variable(
                                "v",
                                NumericType.INT8,
                                List.of("x"),
                                DatasetBuilder.number("_FillValue", NumericType.INT16, 128)),
                "variable 'v'",
                "128 is out of range",
                "int8");
        requireRefused(
                withX().variable(
                                "v",
                                NumericType.INT8,
                                List.of("x"),
                                DatasetBuilder.number("_FillValue", NumericType.FLOAT64, 1.5)),
                "1.5 is not whole");
        requireRefused(
                withX().variable("v", NumericType.INT8, List.of("x"), DatasetBuilder.text("_FillValue", "none")),
                "is not one number");
        requireRefused(
                withX().variable(
                                "v", new NullTerminatedBytes(1), List.of("x"), DatasetBuilder.text("_FillValue", "ab")),
                "'ab' is more than one byte");
    }

    @Test
    void namesThatClashAreRefused() {
        requireRefused(
                withX().group("v").variable("v", NumericType.INT8, List.of("x")), "'v' has the name of something else");
        requireRefused(new DatasetBuilder().dimension("g", 2).group("g"), "dimension 'g' has the name");
    }

    @Test
    void dimensionsThatAVariableDoesNotSeeAreRefused() {
        requireRefused(
                new DatasetBuilder().group("g").dimension("g/x", 2).variable("v", NumericType.INT8, List.of("g/x")),
                "dimension 'g/x' of length 2 is not defined");
    }

    @Test
    void chunksOfAVariableThatIsNotThereAreRefused() {
        Netcdf4Options options = new Netcdf4Options(4, true, Map.of("v", Shape.of(1)), false, Durability.NONE);
        Dataset dataset = new DatasetBuilder().build("none").dataset();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Netcdf4Sink.layouts(dataset, options))
                .withMessageContaining("variable 'v', which is not there");
    }

    @Test
    void layoutsAreKnownWithoutAFile() {
        Map<String, Layout> layouts =
                Netcdf4Sink.layouts(OutputCases.named("types").dataset(), Netcdf4Options.DEFAULT);
        assertThat(layouts.get("float32_small").chain().name()).isEqualTo("bytes");
        assertThat(layouts.get("float32_large").chain().name()).isEqualTo("bytes | numcodecs.shuffle | numcodecs.zlib");
        assertThat(layouts.get("string_small").chain().name()).isEqualTo("vlen-utf8");
    }

    @Test
    void booleanAttributesAreBytesAndHalvesAreSingles() throws IOException {
        NdArray half = NdArray.of(NumericType.FLOAT16, Shape.of(1), Bytes.wrap(new byte[] {0, 0x3c}));
        NdArray flag = NdArray.of(NumericType.BOOL, Shape.of(1), Bytes.wrap(new byte[] {1}));
        OutputCase output = new DatasetBuilder()
                .group(
                        "",
                        new Attribute("half", new Attribute.Numbers(half)),
                        new Attribute("flag", new Attribute.Numbers(flag)))
                .build("halves");
        output.write(folder.resolve("a.nc"));
        try (Source source = open(folder.resolve("a.nc"))) {
            assertThat(source.describe().root().attributes())
                    .containsExactly(
                            DatasetBuilder.number("half", NumericType.FLOAT32, 1),
                            DatasetBuilder.number("flag", NumericType.INT8, 1));
        }
    }

    @Test
    void aQuarterOfAMillionChunksAreFound() throws IOException {
        int count = 1 << 18;
        OutputCase output = new DatasetBuilder()
                .unlimited("t", count)
                .variable("v", NumericType.INT8, List.of("t"))
                .build("many")
                .with(new Netcdf4Options(0, false, Map.of("v", Shape.of(1)), false, Durability.NONE));
        Path file = folder.resolve("a.nc");
        output.write(file);
        try (Source source = open(file)) {
            Variable variable = source.describe().variable("v").orElseThrow();
            Region region = Region.between(new long[] {200_000}, new long[] {200_100});
            NdArray expected = output.values().get("v").slice(region);
            assertThat(source.read(variable, region).sameBits(expected)).isTrue();
        }
    }

    @Test
    void propertiesNameTheWriter() throws IOException {
        Path file = folder.resolve("a.nc");
        OutputCases.named("empty").write(file);
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .contains("version=2,varve=");
    }
}
