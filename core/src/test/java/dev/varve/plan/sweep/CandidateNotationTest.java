package dev.varve.plan.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.codec.ChunkSpec;
import dev.varve.metadata.ChainNotation;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.MetadataException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CandidateNotationTest {
    private static final CandidateNotation NOTATION = new CandidateNotation(CodecRegistry.standard());

    @Test
    void readsAndWritesTheIdentitiesAndLabelsOfDcToolkit() throws MetadataException {
        for (SweepGolden golden : SweepGolden.read()) {
            for (Map.Entry<String, String> each : golden.labels().entrySet()) {
                Candidate candidate = NOTATION.parse(each.getKey(), golden.type());
                assertThat(NOTATION.identity(candidate, golden.type())).isEqualTo(each.getKey());
                assertThat(NOTATION.label(candidate, golden.type())).isEqualTo(ofSameChain(each.getValue()));
            }
        }
    }

    /** Without the prefix it would be another chain, whose serializer sees numbers. */
    private static String ofSameChain(String label) {
        return label.endsWith("| -") ? label : label.replace("| bitround(", "| numcodecs.bitround(");
    }

    @Test
    void labelsAreChainsThatStoreTheSame() {
        ChainNotation chains = new ChainNotation(CodecRegistry.standard());
        for (NumericType type : List.of(NumericType.FLOAT32, NumericType.FLOAT64)) {
            ChunkSpec chunk = SweepGolden.spec(type, Shape.of(1, 20, 30));
            CandidateSpace space = CandidateSpace.of(
                    List.of(chunk), SweepGolden.statistics(0.5, 4.25, 0), SpaceOptions.ofDcToolkit(true));
            Set<String> labels = new HashSet<>();
            for (Candidate candidate : space.candidates(2000)) {
                String label = NOTATION.label(candidate, type);
                assertThat(labels.add(label)).as(label).isTrue();
                if (!label.contains("dtype") && !label.contains("scale") && !label.contains("blosc")) {
                    assertThat(chains.parse(label, type).withoutWhatEncodingDoes())
                            .as(label)
                            .isEqualTo(candidate.chain().withoutWhatEncodingDoes());
                }
            }
        }
    }

    @Test
    void everyCandidateComesBackFromItsIdentity() throws MetadataException {
        for (NumericType type : List.of(NumericType.FLOAT32, NumericType.FLOAT64, NumericType.UINT8)) {
            for (long missing : new long[] {0, 9}) {
                ChunkSpec chunk = SweepGolden.spec(type, Shape.of(2, 1, 3, 4, 5, 5));
                CandidateSpace space = CandidateSpace.of(
                        List.of(chunk), SweepGolden.statistics(0.5, 4.25, missing), SpaceOptions.all());
                for (Candidate candidate : space.candidates(3000)) {
                    assertThat(NOTATION.parse(NOTATION.identity(candidate, type), type))
                            .isEqualTo(candidate);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{'compressor':null,'filter':null,'serializer':null}` | `true`",
                "`{'compressor':{'name':'numcodecs.zstd','configuration':{'level':9}},'filter':{'name':'numcodecs.bitround','configuration':{'keepbits':12}},'serializer':null}` | `true`",
                "`{'compressor':{'name':'numcodecs.blosc','configuration':{'cname':'lz4','clevel':5,'shuffle':2,'typesize':4}},'filter':{'name':'numcodecs.quantize','configuration':{'digits':3,'dtype':'float32'}},'serializer':null}` | `true`",
                "`{'compressor':{'name':'gzip','configuration':{'level':6}},'filter':null,'serializer':null}` | `true`",
                "`{'compressor':{'name':'gzip','configuration':{'level':6}},'filter':null,'serializer':{'name':'zfp','configuration':{'mode':'reversible'}}}` | `false`",
                "`{'compressor':{'name':'numcodecs.zlib','configuration':{'level':9}},'filter':null,'serializer':null}` | `false`",
                "`{'compressor':null,'filter':{'name':'numcodecs.delta','configuration':{'dtype':'float32'}},'serializer':null}` | `false`",
                "`{'compressor':null,'filter':null,'serializer':{'name':'numcodecs.zfpy','configuration':{'mode':3,'precision':16}}}` | `false`",
                "`{'compressor':null,'filter':{'name':'numcodecs.quantize','configuration':{'digits':3,'dtype':'float64','astype':'float32'}},'serializer':null}` | `false`"
            })
    void tellsWhatEveryReaderKnows(String identity, boolean isPortable) throws MetadataException {
        Candidate candidate = NOTATION.parse(identity.replace('\'', '"'), NumericType.FLOAT32);
        assertThat(NOTATION.isPortable(candidate)).isEqualTo(isPortable);
    }

    @Test
    void whatIsNoIdentityIsRefusedWithThePlace() {
        assertThatThrownBy(() -> NOTATION.parse("{\"compressor\":null,\"filter\":null}", NumericType.FLOAT32))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("member \"serializer\" is missing");
        assertThatThrownBy(() -> NOTATION.parse(
                        "{\"compressor\":{\"name\":\"bytes\"},\"filter\":null,\"serializer\":null}",
                        NumericType.FLOAT32))
                .isInstanceOf(MetadataException.class)
                .hasMessageContaining("compressor: codec \"bytes\" does not belong here");
        assertThatThrownBy(() -> NOTATION.parse("[]", NumericType.FLOAT32)).isInstanceOf(MetadataException.class);
    }
}
