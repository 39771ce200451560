package dev.varve.codec.compressor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.Bytes;
import dev.varve.codec.BytesToBytesCodec;
import dev.varve.codec.BytesToBytesCodecContract;
import dev.varve.codec.CodecException;
import dev.varve.codec.EncodedSize;
import dev.varve.codec.ForeignChunk;
import dev.varve.codec.SomeBytes;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.Json;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonObject;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.JsonString;
import dev.varve.metadata.MetadataException;
import dev.varve.testing.Seeds;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LzmaCodecTest extends BytesToBytesCodecContract {
    private static final LzmaFilter SECOND = new LzmaFilter.Lzma(true, Map.of(LzmaFilter.Setting.PRESET, 1L));
    private static final LzmaFilter FIRST = new LzmaFilter.Lzma(false, Map.of(LzmaFilter.Setting.LC, 2L));

    private static LzmaCodec codec(LzmaCodec.Format format, LzmaFilter... filters) {
        return new LzmaCodec(format, LzmaCodec.Check.USUAL, OptionalLong.empty(), List.of(filters));
    }

    @Override
    protected List<BytesToBytesCodec> codecs() {
        return List.of(
                new LzmaCodec(LzmaCodec.Format.XZ, LzmaCodec.Check.CRC32, OptionalLong.of(1), List.of()),
                codec(LzmaCodec.Format.XZ, new LzmaFilter.Delta(4), SECOND),
                codec(LzmaCodec.Format.ALONE),
                codec(LzmaCodec.Format.RAW, SECOND),
                codec(LzmaCodec.Format.RAW, new LzmaFilter.Branch(4, 0), new LzmaFilter.Delta(2), SECOND),
                codec(LzmaCodec.Format.RAW, FIRST));
    }

    @Override
    protected List<ForeignChunk> foreign() throws IOException {
        return ForeignChunk.read("lzma.bin");
    }

    /** The names end in configurations. */
    @Override
    protected BytesToBytesCodec codecFor(ForeignChunk chunk) {
        try {
            Json configuration =
                    JsonReader.read(chunk.name().substring(chunk.name().indexOf('/') + 1));
            JsonObject json =
                    JsonObject.of("name", new JsonString(LzmaCodec.NAME)).with("configuration", configuration);
            return (BytesToBytesCodec)
                    CodecRegistry.standard().parse(JsonCursor.of(json)).orElseThrow();
        } catch (MetadataException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyConfigurationDecodesWhatItEncodes() throws IOException {
        Bytes field = SomeBytes.field(2000);
        for (ForeignChunk chunk : foreign()) {
            BytesToBytesCodec.Bound bound = codecFor(chunk).bind(new EncodedSize.Exactly(field.length()), 4);
            assertThat(bound.decode(bound.encode(field))).as("%s", chunk).isEqualTo(field);
        }
    }

    @Test
    void everyChecksumIsVerified() {
        Bytes field = SomeBytes.noise(500, 3);
        Set<LzmaCodec.Check> checks = EnumSet.allOf(LzmaCodec.Check.class);
        checks.remove(LzmaCodec.Check.NONE);
        for (LzmaCodec.Check check : checks) {
            LzmaCodec codec = new LzmaCodec(LzmaCodec.Format.XZ, check, OptionalLong.empty(), List.of());
            BytesToBytesCodec.Bound bound = codec.bind(new EncodedSize.Exactly(500), 1);
            byte[] encoded = bound.encode(field).toArray();
            encoded[200] ^= 1; // noise is stored as it is
            assertThatThrownBy(() -> bound.decode(Bytes.wrap(encoded)))
                    .as("%s", check)
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("checksum of the block");
        }
    }

    @Test
    void theDictionaryIsNoLargerThanTheChunk() {
        LzmaCodec codec = new LzmaCodec(LzmaCodec.Format.ALONE, LzmaCodec.Check.USUAL, OptionalLong.of(9), List.of());
        Bytes encoded = codec.bind(new EncodedSize.Exactly(40_000), 4).encode(SomeBytes.field(10_000));
        assertThat(encoded.getInt(1)).isLessThan(1 << 17);
    }

    /** By xz's manual page: 94 MiB at level 6, 674 MiB at level 9, less where the dictionary is cut. */
    @Test
    void saysHowMuchMemoryItTakes() {
        LzmaCodec usual = LzmaCodec.usual();
        LzmaCodec largest = new LzmaCodec(LzmaCodec.Format.XZ, LzmaCodec.Check.USUAL, OptionalLong.of(9), List.of());
        assertThat(usual.workspaceBytes(1 << 30)).isBetween(90L << 20, 110L << 20);
        assertThat(largest.workspaceBytes(1 << 30)).isBetween(650L << 20, 750L << 20);
        assertThat(largest.workspaceBytes(8 << 20)).isEqualTo(usual.workspaceBytes(1 << 30));
        assertThat(usual.workspaceBytes(0)).isLessThan(8 << 20);
    }

    @Test
    void refusesConfigurationsThatPythonRefuses() {
        assertThatThrownBy(() -> codec(LzmaCodec.Format.RAW)).hasMessage("lzma format 3 needs filters");
        assertThatThrownBy(() -> codec(LzmaCodec.Format.XZ, FIRST))
                .hasMessage("lzma format 1 needs LZMA2 (id 33) at the end of its filters");
        assertThatThrownBy(() -> codec(LzmaCodec.Format.ALONE, SECOND)).hasMessageContaining("no filter but LZMA");
        assertThatThrownBy(() -> codec(LzmaCodec.Format.RAW, SECOND, new LzmaFilter.Delta(1)))
                .hasMessage("lzma filters must be at most 4, the last and no other LZMA");
        assertThatThrownBy(() -> new LzmaFilter.Delta(257)).hasMessage("lzma delta distance 257 is not 1 to 256");
        assertThatThrownBy(() -> new LzmaFilter.Branch(77, 0)).hasMessage("lzma filter id 77 is not known");
        assertThatThrownBy(() -> new LzmaFilter.Lzma(true, Map.of(LzmaFilter.Setting.LC, 9L)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> new LzmaCodec(LzmaCodec.Format.XZ, LzmaCodec.Check.USUAL, OptionalLong.of(10), List.of()))
                .hasMessage("lzma preset 10 is not 0 to 9");
        assertThatThrownBy(() -> new LzmaCodec(
                        LzmaCodec.Format.RAW, LzmaCodec.Check.CRC32, OptionalLong.empty(), List.of(SECOND)))
                .hasMessage("lzma check 1 needs format 1");
    }

    @Test
    void aHigherLevelThatDoesNothingMoreForFewBytesMakesAsManyBytes() {
        Seeds.check(30, random -> {
            byte[] bytes = new byte[random.nextInt(300_000)];
            // Long runs among noise.
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i % 1000 < 500 ? 7 : random.nextInt(16));
            }
            for (int level = 1; level <= 9; level++) {
                LzmaCodec codec =
                        new LzmaCodec(LzmaCodec.Format.XZ, LzmaCodec.Check.USUAL, OptionalLong.of(level), List.of());
                LzmaCodec effective = codec.effectiveFor(bytes.length);
                EncodedSize size = new EncodedSize.Exactly(bytes.length);
                assertThat(effective.bind(size, 1).encode(Bytes.wrap(bytes)).length())
                        .as(codec + " and " + effective)
                        .isEqualTo(codec.bind(size, 1).encode(Bytes.wrap(bytes)).length());
            }
            assertThat(new LzmaCodec(LzmaCodec.Format.XZ, LzmaCodec.Check.USUAL, OptionalLong.of(9), List.of())
                            .effectiveFor(bytes.length))
                    .isNotEqualTo(
                            new LzmaCodec(LzmaCodec.Format.XZ, LzmaCodec.Check.USUAL, OptionalLong.of(9), List.of()));
        });
    }
}
