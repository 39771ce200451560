package dev.varve.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.varve.array.NdArray;
import dev.varve.array.NumericType;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.codec.CodecException;
import dev.varve.dataset.Variable;
import dev.varve.metadata.DataTypeJson;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.MetadataException;
import dev.varve.pipeline.Workers;
import dev.varve.run.DatasetDigest;
import dev.varve.store.MemoryStore;
import dev.varve.testing.Blocks;
import dev.varve.testing.CanonicalForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every array of {@code fixtures/zarr}, whoever wrote it: the values are equal, or it is refused for a reason that stands in
 * {@link #REFUSED}. Sets are found in the folder, so that a new one is tested without a word here.
 */
class ParityFixturesTest {
    /** {@code set/path} to a part of the message: what is refused and may be. */
    private static final Map<String, String> REFUSED = Map.of();

    /** The set of what nobody should read. */
    private static final String BAD = "bad";

    /** Bad arrays whose metadata is right: they are refused when the chunk is read, which is then named. */
    private static final List<String> BAD_CHUNKS = List.of(
            "chunk_short",
            "chunk_long",
            "chunk_empty",
            "crc32c_",
            "gzip_truncated",
            "gzip_garbage",
            "gzip_wrong_crc",
            "gzip_too_long",
            "zstd_truncated",
            "zstd_garbage",
            "zstd_too_long",
            "blosc_",
            "shard_shorter",
            "shard_index_crc",
            "shard_offset",
            "shard_length",
            "shard_inner",
            "vlen_");

    private static final List<String> ROOTS = List.of("zarr.json", ".zgroup", ".zmetadata");

    private static final int REGIONS = 8;

    private static Workers one;
    private static Workers three;

    @BeforeAll
    static void startWorkers() {
        one = Workers.of(1);
        three = Workers.of(3);
    }

    @AfterAll
    static void stopWorkers() {
        one.close();
        three.close();
    }

    @TestFactory
    Stream<DynamicNode> arraysAreEqualOrRefusedForAPinnedReason() throws IOException {
        List<DynamicNode> sets = new ArrayList<>();
        for (FixtureSet set : FixtureSet.all()) {
            if (!set.name().equals(BAD)) {
                sets.add(container(set, truth -> requireEqualOrPinned(set, truth)));
            }
        }
        assertThat(sets).hasSizeGreaterThan(12);
        return sets.stream();
    }

    @TestFactory
    Stream<DynamicNode> badArraysAreRefusedByName() throws IOException {
        List<FixtureSet> sets = FixtureSet.all();
        sets.removeIf(set -> !set.name().equals(BAD));
        assertThat(sets).hasSize(1);
        return sets.stream().map(set -> container(set, truth -> requireRefused(set, truth)));
    }

    /** Sets with a group at the root, its metadata consolidated or not. */
    @TestFactory
    Stream<DynamicNode> hierarchiesHoldEveryArray() throws IOException {
        List<FixtureSet> sets = FixtureSet.all();
        sets.removeIf(set -> set.files().keySet().stream().noneMatch(ROOTS::contains));
        assertThat(sets).isNotEmpty();
        return sets.stream().map(set -> container(set, truth -> requireInHierarchy(set, truth)));
    }

    @Test
    void everyPinnedRefusalIsThatOfAnArray() throws IOException {
        List<String> names = new ArrayList<>();
        for (FixtureSet set : FixtureSet.all()) {
            for (JsonCursor truth : set.arrays()) {
                names.add(set.name() + "/" + truth.get("path").string());
            }
        }
        assertThat(names).containsAll(REFUSED.keySet()).hasSizeGreaterThan(1200);
    }

    /** What is to be true of one array. */
    @FunctionalInterface
    private interface Check {
        void of(JsonCursor truth) throws IOException;
    }

    private static DynamicNode container(FixtureSet set, Check check) {
        assertThat(set.arrays()).as(set.name()).isNotEmpty();
        return DynamicContainer.dynamicContainer(
                set.name(),
                set.arrays().stream().map(truth -> DynamicTest.dynamicTest(path(set, truth), () -> check.of(truth))));
    }

    private static String path(FixtureSet set, JsonCursor truth) {
        try {
            return truth.get("path").string();
        } catch (MetadataException e) {
            throw new AssertionError(set.name() + " has an array without a path", e);
        }
    }

    private static void requireEqualOrPinned(FixtureSet set, JsonCursor truth) throws IOException {
        String path = path(set, truth);
        Optional<String> reason = Optional.ofNullable(REFUSED.get(set.name() + "/" + path));
        if (reason.isPresent()) {
            Throwable refusal = catchThrowable(() -> wholeOf(ZarrArray.open(set.store(), path)));
            assertThat(refusal).isInstanceOf(IOException.class).hasMessageContaining(reason.get());
            assertThat(refusal).hasMessageContaining(path);
        } else {
            requireEqual(set, path, truth);
        }
    }

    private static void requireEqual(FixtureSet set, String path, JsonCursor truth) throws IOException {
        ZarrArray array = ZarrArray.open(set.store(), path);
        requireMetadata(array, truth);
        NdArray whole = wholeOf(array);
        byte[] canonical = CanonicalForm.bytes(whole);
        assertThat(canonical).hasSize((int) truth.get("canonical_bytes").integer(0, Integer.MAX_VALUE));
        String sha256 = truth.get("sha256").string();
        assertThat(CanonicalForm.sha256(canonical)).isEqualTo(sha256);
        for (JsonCursor sample : truth.get("samples").items()) {
            requireSample(whole, sample);
        }
        requireRegions(array, whole);
        assertThat(digest(set.storeOf(path))).isEqualTo(sha256);
    }

    private static NdArray wholeOf(ZarrArray array) throws IOException {
        return array.read(Region.whole(array.metadata().shape()), three);
    }

    private static void requireInHierarchy(FixtureSet set, JsonCursor truth) throws IOException {
        try (ZarrSource source = ZarrSource.open(set.store())) {
            Variable variable = source.describe().variable(path(set, truth)).orElseThrow();
            assertThat(DatasetDigest.of(source, variable, Region.whole(variable.shape()), one, 1 << 20))
                    .isEqualTo(truth.get("sha256").string());
        }
    }

    private static void requireMetadata(ZarrArray array, JsonCursor truth) throws IOException {
        assertThat(array.metadata().shape())
                .isEqualTo(Shape.of(truth.get("shape").integers(0)));
        JsonCursor type = truth.get("data_type");
        boolean isV2 = truth.find("zarr_format").isPresent();
        if (!isV2) {
            assertThat(array.metadata().type()).isEqualTo(DataTypeJson.parse(type));
        }
        if (array.metadata().type() instanceof NumericType numeric && type.value() instanceof JsonString && !isV2) {
            assertThat(type.value()).isEqualTo(new JsonString(numeric.toString()));
        }
        Json fill = truth.get("fill_value").value();
        Optional<byte[]> bits =
                isV2 ? Optional.empty() : ElementTruth.fill(array.metadata().type(), fill);
        bits.ifPresent(
                expected -> assertThat(array.metadata().fill().bits().toArray()).isEqualTo(expected));
    }

    private static void requireSample(NdArray whole, JsonCursor sample) throws IOException {
        long ordinal = 0;
        long[] index = sample.get("index").integers(0);
        for (int axis = 0; axis < index.length; axis++) {
            ordinal = ordinal * whole.shape().extent(axis) + index[axis];
        }
        byte[] element = CanonicalForm.element(whole, (int) ordinal);
        Json value = sample.get("value").value();
        assertThat(ElementTruth.isSample(whole.type(), element, value).orElse(true))
                .as("element %s is %s", Arrays.toString(index), value.toText())
                .isTrue();
    }

    private static void requireRegions(ZarrArray array, NdArray whole) throws IOException {
        Random random = new Random(array.path().hashCode());
        for (int i = 0; i < REGIONS && whole.shape().count() > 0; i++) {
            Region region = Blocks.region(random, whole.shape());
            NdArray part = array.read(region, i % 2 == 0 ? one : three);
            assertThat(part.shape()).isEqualTo(region.shape());
            for (int ordinal = 0; ordinal < region.count(); ordinal++) {
                assertThat(CanonicalForm.element(part, ordinal))
                        .as("element %s of region %s", ordinal, region)
                        .isEqualTo(CanonicalForm.element(whole, ordinalInWhole(ordinal, region, whole.shape())));
            }
        }
    }

    private static int ordinalInWhole(int ordinal, Region region, Shape whole) {
        long rest = ordinal;
        long result = 0;
        long stride = 1;
        for (int axis = whole.rank() - 1; axis >= 0; axis--) {
            long extent = region.shape().extent(axis);
            result += (region.start(axis) + rest % extent) * stride;
            rest /= extent;
            stride *= whole.extent(axis);
        }
        return (int) result;
    }

    /** What {@code varve hash} says of the array. */
    private static String digest(MemoryStore store) throws IOException {
        try (ZarrSource source = ZarrSource.open(store)) {
            Variable variable = source.describe().root().variables().get(0);
            return DatasetDigest.of(source, variable, Region.whole(variable.shape()), one, 1 << 20);
        }
    }

    private static void requireRefused(FixtureSet set, JsonCursor truth) {
        String path = path(set, truth);
        boolean isAtChunk = BAD_CHUNKS.stream().anyMatch(path::startsWith);
        Throwable refusal = catchThrowable(() -> {
            ZarrArray array = ZarrArray.open(set.store(), path);
            assertThat(isAtChunk).as("the metadata of %s is refused", path).isTrue();
            wholeOf(array);
        });
        assertThat(refusal).as(path).isInstanceOf(IOException.class);
        if (isAtChunk) {
            assertThat(refusal).hasMessageContaining(path + "/c/0/0");
            boolean isOfCodec = refusal.getCause() instanceof CodecException;
            assertThat(isOfCodec || refusal.getMessage().contains("shorter than its index"))
                    .as("%s is caused by %s", refusal, refusal.getCause())
                    .isTrue();
        } else {
            assertThat(refusal).isInstanceOf(MetadataException.class).hasMessageContaining(path + "/zarr.json");
        }
        assertThat(catchThrowable(() -> digest(set.storeOf(path)))).as(path).isInstanceOf(IOException.class);
    }
}
