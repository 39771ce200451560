package dev.varve.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.varve.array.Bytes;
import dev.varve.array.FillValue;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.CodecChain;
import dev.varve.codec.serializer.BytesCodec;
import dev.varve.dataset.Variable;
import dev.varve.grid.RegularGrid;
import dev.varve.metadata.ArrayMetadata;
import dev.varve.metadata.GroupMetadata;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.ZarrFormat;
import dev.varve.store.FaultyStore;
import dev.varve.store.ForwardingStore;
import dev.varve.store.Key;
import dev.varve.store.MemoryStore;
import dev.varve.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NodeCreationTest {
    private static final String GROUP =
            "{\"zarr_format\":3,\"node_type\":\"group\",\"attributes\":{\"title\":\"mine\"}}";
    private static final String GROUP_OF_V2 = "{\"zarr_format\":2}";

    private final MemoryStore store = new MemoryStore();

    private static ArrayMetadata array(ZarrFormat format) {
        RegularGrid grid = new RegularGrid(Shape.of(4), Shape.of(2));
        FillValue fill = FillValue.zero(NumericType.INT8);
        CodecChain chain = CodecChain.of(BytesCodec.ORDERLESS);
        return format == ZarrFormat.V2 ? ArrayMetadata.v2(grid, fill, chain) : ArrayMetadata.of(grid, fill, chain);
    }

    private void put(String key, String text) throws IOException {
        store.set(new Key(key), Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String text(String key) throws IOException {
        return new String(store.get(new Key(key)).orElseThrow().toArray(), StandardCharsets.UTF_8);
    }

    /** The keys are those that zarr-python 3.4.2 makes for {@code zarr.create_array(store, name="a/b/c", ...)}. */
    @Test
    void groupsAboveAnArrayAreMade() throws IOException {
        ZarrArray.create(store, "a/b/c", array(ZarrFormat.V3));
        assertThat(store.list("").stream().map(Key::path))
                .containsExactly("a/b/c/zarr.json", "a/b/zarr.json", "a/zarr.json", "zarr.json");
        assertThat(text("a/zarr.json").replaceAll("\\s", ""))
                .isEqualTo("{\"zarr_format\":3,\"node_type\":\"group\",\"attributes\":{}}");
    }

    @Test
    void groupsAboveAnArrayOfVersion2AreMade() throws IOException {
        ZarrArray.create(store, "a/b", array(ZarrFormat.V2));
        assertThat(store.list("").stream().map(Key::path))
                .containsExactly(".zattrs", ".zgroup", "a/.zattrs", "a/.zgroup", "a/b/.zarray", "a/b/.zattrs");
        assertThat(text("a/.zgroup").replaceAll("\\s", "")).isEqualTo("{\"zarr_format\":2}");
    }

    @Test
    void groupsThatAreThereStayAsTheyAre() throws IOException {
        put("zarr.json", GROUP);
        put("a/zarr.json", GROUP);
        ZarrArray.create(store, "a/b/c", array(ZarrFormat.V3));
        ZarrArray.create(store, "a/d", array(ZarrFormat.V3));
        assertThat(text("zarr.json")).isEqualTo(GROUP);
        assertThat(text("a/zarr.json")).isEqualTo(GROUP);
    }

    @ParameterizedTest
    @EnumSource(ZarrFormat.class)
    void nothingIsMadeBelowAnArray(ZarrFormat format) throws IOException {
        ZarrArray.create(store, "a/b", array(format));
        int count = store.list("").size();
        for (ZarrFormat other : ZarrFormat.values()) {
            for (String path : new String[] {"a/b/c", "a/b/c/d"}) {
                assertThatExceptionOfType(FileAlreadyExistsException.class)
                        .isThrownBy(() -> ZarrArray.create(store, path, array(other)))
                        .withMessageContaining("memory/" + path)
                        .withMessageContaining(other == format ? "below 'a/b'" : "of another version");
            }
        }
        assertThat(store.list("")).hasSize(count);
        MemoryStore single = new MemoryStore();
        ZarrArray.create(single, "", array(format));
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> ZarrArray.create(single, "a", array(format)))
                .withMessageContaining("below the root");
    }

    @Test
    void aGroupOfTheOtherVersionHidesNothing() throws IOException {
        put(".zgroup", GROUP_OF_V2);
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> ZarrArray.create(store, "a", array(ZarrFormat.V3)))
                .withMessageContaining("below the root: .zgroup makes it a group of another version than Zarr v3");
        put("zarr.json", GROUP);
        ZarrArray.create(store, "a", array(ZarrFormat.V3));
        ZarrArray.create(store, "b", array(ZarrFormat.V2));
        assertThat(store.list("").stream().map(Key::path))
                .containsExactly(".zgroup", "a/zarr.json", "b/.zarray", "b/.zattrs", "zarr.json");
    }

    /** Left by an array that was removed halfway, a chunk would be one of the new array; so would a node below it. */
    @ParameterizedTest
    @CsvSource({
        "V3, a/c/0",
        "V3, a/c",
        "V2, a/0",
        "V2, a/1.0",
        "V3, a/b/zarr.json",
        "V3, a/.zattrs",
        "V2, a/b/c/.zgroup"
    })
    void nothingIsMadeWhereSomethingIsLeft(ZarrFormat format, String left) throws IOException {
        put(left, GROUP_OF_V2);
        if (left.equals("a/.zattrs")) {
            ZarrArray.create(store, "a", array(format));
            return;
        }
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> ZarrArray.create(store, "a", array(format)))
                .withMessageContaining("there is '" + left + "' already");
        assertThat(store.list("")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(ZarrFormat.class)
    void aNewArrayIsSeenInTheCopiesThatGroupsAboveKeep(ZarrFormat format) throws IOException {
        ZarrArray.create(store, "first", array(format));
        if (format == ZarrFormat.V3) {
            put(
                    "zarr.json",
                    GROUP.replace(
                            "{\"title\":\"mine\"}",
                            "{},\"consolidated_metadata\":{\"kind\":\"inline\","
                                    + "\"must_understand\":false,\"metadata\":{\"first\":" + text("first/zarr.json")
                                    + "}}"));
        } else {
            put(
                    ".zmetadata",
                    "{\"zarr_consolidated_format\":1,\"metadata\":{\".zgroup\":{\"zarr_format\":2},"
                            + "\"first/.zarray\":" + text("first/.zarray") + "}}");
        }
        ZarrArray.create(store, "g/second", array(format));
        assertThat(ZarrSource.open(store).describe().variables().stream().map(Variable::path))
                .containsExactly("first", "g/second");
    }

    /** Whatever fails: no node without its parents, and a second try makes the array. */
    @ParameterizedTest
    @EnumSource(ZarrFormat.class)
    void whatFailsHalfwayLeavesAWholeHierarchy(ZarrFormat format) throws IOException {
        FaultyStore counting = new FaultyStore(new MemoryStore());
        ZarrArray.create(counting, "a/b", array(format));
        long calls = counting.calls();
        for (long n = 1; n <= calls; n++) {
            MemoryStore inner = new MemoryStore();
            FaultyStore faulty = new FaultyStore(inner);
            faulty.failCall(n);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> ZarrArray.create(faulty, "a/b", array(format)))
                    .withMessageContaining("planted");
            requireParents(inner, format == ZarrFormat.V3 ? "zarr.json" : ".zgroup");
            boolean isMade = inner.size(Key.of("a/b", array(format).key())).isPresent();
            if (!isMade) {
                ZarrArray.create(inner, "a/b", array(format));
            }
            assertThat(ZarrArray.open(inner, "a/b").metadata()).isEqualTo(array(format));
        }
    }

    /** A keeper of copies: whoever was killed before the copies were complete leaves that to the next one who tries. */
    @ParameterizedTest
    @EnumSource(ZarrFormat.class)
    void copiesThatSomeoneWasKilledBeforeAddingAreAddedByTheNext(ZarrFormat format) throws IOException {
        boolean isRefusedOnce = false;
        FaultyStore counting = new FaultyStore(keeper(format));
        ZarrArray.create(counting, "g/b", array(format));
        long calls = counting.calls();
        for (long n = 1; n <= calls; n++) {
            MemoryStore inner = keeper(format);
            FaultyStore faulty = new FaultyStore(inner);
            faulty.failCall(n);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> ZarrArray.create(faulty, "g/b", array(format)))
                    .withMessageContaining("planted");
            if (inner.size(Key.of("g/b", array(format).key())).isPresent()) {
                isRefusedOnce = true;
                assertThatExceptionOfType(FileAlreadyExistsException.class)
                        .isThrownBy(() -> ZarrArray.create(inner, "g/b", array(format)));
            } else {
                ZarrArray.create(inner, "g/b", array(format));
            }
            assertThat(ZarrSource.open(inner).describe().variables().stream().map(Variable::path))
                    .as("call %s", n)
                    .containsExactly("g/b");
            ConsolidatedCopies copies = ConsolidatedCopies.of(inner, "", format);
            assertThat(copies.has("g", NodeDocuments.read(inner, "g", format).orElseThrow()))
                    .as("call %s", n)
                    .isTrue();
        }
        assertThat(isRefusedOnce).isTrue();
    }

    private static MemoryStore keeper(ZarrFormat format) throws IOException {
        MemoryStore store = new MemoryStore();
        Map<String, String> documents = format == ZarrFormat.V3
                ? Map.of(
                        "zarr.json",
                        "{\"zarr_format\":3,\"node_type\":\"group\",\"attributes\":{},\"consolidated_metadata\":"
                                + "{\"kind\":\"inline\",\"must_understand\":false,\"metadata\":{}}}")
                : Map.of(
                        ".zgroup",
                        GROUP_OF_V2,
                        ".zmetadata",
                        "{\"zarr_consolidated_format\":1,\"metadata\":{\".zgroup\":{\"zarr_format\":2}}}");
        for (Map.Entry<String, String> document : documents.entrySet()) {
            store.set(new Key(document.getKey()), Bytes.wrap(document.getValue().getBytes(StandardCharsets.UTF_8)));
        }
        return store;
    }

    /** A store in which someone else makes an array as soon as it is looked for a manifest: after all questions. */
    private static final class Overtaken extends ForwardingStore {
        private final String path;
        private final ArrayMetadata array;

        Overtaken(MemoryStore inner, String path, ArrayMetadata array) {
            super(inner);
            this.path = path;
            this.array = array;
        }

        @Override
        public OptionalLong size(Key key) throws IOException {
            if (key.equals(Manifest.KEY)) {
                ZarrArray.create(inner(), path, array);
            }
            return super.size(key);
        }
    }

    @ParameterizedTest
    @CsvSource({"V3, a, a/b", "V2, a, a/b", "V3, a/b, a", "V2, a/b, a"})
    void ofAnArrayAndOneBelowItOnlyTheFirstIsMade(ZarrFormat format, String first, String second) throws IOException {
        Store overtaken = new Overtaken(store, first, array(format));
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> ZarrArray.create(overtaken, second, array(format)));
        for (ZarrFormat any : ZarrFormat.values()) {
            assertThat(NodeDocuments.read(store, second, any).orElse(GroupMetadata.of(JsonObject.EMPTY)))
                    .isInstanceOf(GroupMetadata.class);
        }
        assertThat(ZarrArray.open(store, first).metadata()).isEqualTo(array(format));
    }

    private static void requireParents(Store store, String group) throws IOException {
        for (Key key : store.list("")) {
            for (int slash = key.path().indexOf('/');
                    slash >= 0;
                    slash = key.path().indexOf('/', slash + 1)) {
                String parent = key.path().substring(0, slash);
                String above = parent.contains("/") ? parent.substring(0, parent.lastIndexOf('/')) : "";
                assertThat(store.size(Key.of(above, group))).as(key.path()).isPresent();
            }
        }
    }
}
