package dev.varve.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupMetadataTest {
    private static final CodecRegistry REGISTRY = CodecRegistry.standard();

    private static GroupMetadata group(String text) throws MetadataException {
        return (GroupMetadata) NodeMetadata.parse(JsonCursor.of(JsonReader.read(text.replace('\'', '"'))), REGISTRY);
    }

    @Test
    void aGroupOfZarrPythonIsReadAndWrittenTheSame() throws MetadataException {
        GroupMetadata group = (GroupMetadata) NodeMetadata.parse(Golden.bytes("zarr-python/group.json"), REGISTRY);
        assertThat(group.attributes().toText()).isEqualTo("{\"k\":null}");
        assertThat(group.toJson(REGISTRY)).isEqualTo(Golden.json("zarr-python/group.json"));
    }

    @Test
    void consolidatedMetadataIsWrittenAsZarrPythonWritesIt() throws MetadataException {
        JsonObject theirs = (JsonObject) Golden.json("zarr-python/consolidated.json");
        GroupMetadata root = (GroupMetadata) NodeMetadata.parse(JsonCursor.of(theirs), REGISTRY);
        assertThat(root.toJson(REGISTRY)).isEqualTo(theirs);
        ConsolidatedMetadata copies = root.consolidated().orElseThrow();
        Map<String, NodeMetadata> nodes = new LinkedHashMap<>();
        List<String> paths = List.copyOf(copies.documents().keySet());
        assertThat(paths).containsExactly("A", "sub", "sub/b", "sub/Empty");
        for (int i = paths.size() - 1; i >= 0; i--) {
            nodes.put(paths.get(i), copies.node(paths.get(i), REGISTRY).orElseThrow());
        }
        ConsolidatedMetadata ours = ConsolidatedMetadata.of(nodes, REGISTRY);
        assertThat(ours.documents().keySet()).containsExactlyElementsOf(paths);
        assertThat(ours.documents().get("sub")).isEqualTo(copies.documents().get("sub"));
        assertThat(ours.documents().get("sub/b"))
                .isEqualTo(copies.documents().get("sub/b").without("storage_transformers"));
    }

    @Test
    void oneBadDocumentSpoilsNoOther() throws MetadataException {
        GroupMetadata root = group("{'zarr_format':3,'node_type':'group','consolidated_metadata':{'kind':'inline',"
                + "'must_understand':false,'metadata':{'bad':{'zarr_format':3,'node_type':'array'},"
                + "'good':{'zarr_format':3,'node_type':'group'}}}}");
        ConsolidatedMetadata copies = root.consolidated().orElseThrow();
        assertThat(copies.node("good", REGISTRY)).contains(GroupMetadata.of(JsonObject.EMPTY));
        assertThat(copies.node("none", REGISTRY)).isEmpty();
        assertThatThrownBy(() -> copies.node("bad", REGISTRY))
                .isInstanceOf(MetadataException.class)
                .hasMessageStartingWith("bad: ");
    }

    @Test
    void membersThatMayBeIgnoredAreKept() throws MetadataException {
        String text = "{'zarr_format':3,'node_type':'group','attributes':{},"
                + "'varve':{'must_understand':false,'plan':[1]}}";
        GroupMetadata group = group(text);
        assertThat(group.extensions().get("varve")).isPresent();
        assertThat(group.toJson(REGISTRY).toText()).isEqualTo(text.replace('\'', '"'));
        JsonObject note = JsonObject.builder().put("must_understand", false).build();
        assertThat(GroupMetadata.of(JsonObject.EMPTY)
                        .withExtension("a", note)
                        .toJson(REGISTRY)
                        .get("a"))
                .contains(note);
        GroupMetadata plain = GroupMetadata.of(JsonObject.EMPTY);
        assertThatThrownBy(() -> plain.withExtension("a", JsonObject.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plain.withExtension("attributes", note)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void copiesOfAnUnknownKindAreIgnoredWhenTheyMayBe() throws MetadataException {
        assertThat(group("{'zarr_format':3,'node_type':'group','consolidated_metadata':"
                                + "{'kind':'remote','must_understand':false}}")
                        .consolidated())
                .isEmpty();
        assertThat(group("{'zarr_format':3,'node_type':'group','consolidated_metadata':null}")
                        .consolidated())
                .isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{'kind':'remote'}` | must be of kind",
                "`{'kind':'inline','metadata':[]}` | must be an object",
                "`{'kind':'inline'}` | member \"metadata\" is missing",
                "`{'kind':'inline','metadata':{'a':5}}` | consolidated_metadata.metadata.a: must be an object",
                "`{'kind':'inline','metadata':{'../a':{}}}` | is no path below the group",
                "`{'kind':'inline','metadata':{'/a':{}}}` | is no path below the group",
                "`{'kind':'inline','metadata':{'':{}}}` | is no path below the group",
                "`{'kind':'inline','metadata':{},'x':1}` | is unknown here",
                "`[]` | must be an object"
            })
    void badCopiesAreRefused(String copies, String problem) {
        String text = "{'zarr_format':3,'node_type':'group','consolidated_metadata':" + copies + "}";
        assertThatThrownBy(() -> group(text))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void aMemberOfArraysIsUnknownInAGroup() {
        assertThatThrownBy(() -> group("{'zarr_format':3,'node_type':'group','shape':[1]}"))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("shape: is unknown here");
    }
}
