package dev.varve.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varve.array.DataType;
import dev.varve.array.NumericType;
import dev.varve.array.VariableType;
import dev.varve.codec.CodecChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainNotationTest {
    private static final ChainNotation NOTATION = new ChainNotation(CodecRegistry.standard());

    private static CodecChain parse(String text, DataType type) {
        return NOTATION.parse(text, type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "zstd(5) ; zstd(level=5) | - | bytes(endian=little)",
                "zstd ; zstd | - | bytes(endian=little)",
                "zstd() ; zstd | - | bytes(endian=little)",
                "zstd(3) ; zstd | - | bytes(endian=little)",
                "zstd(-7) ; zstd(level=-7) | - | bytes(endian=little)",
                "zstd(level=5, checksum=true) ; zstd(level=5, checksum=true) | - | bytes(endian=little)",
                "zstd(5, true) ; zstd(level=5, checksum=true) | - | bytes(endian=little)",
                "zstd(checksum=true, level=5) ; zstd(level=5, checksum=true) | - | bytes(endian=little)",
                "` zstd ( 5 )|-|bytes(big) ` ; zstd(level=5) | - | bytes(endian=big)",
                "zstd(9) | bitround(keepbits=12) | bytes(little) ; zstd(level=9) | bitround(keepbits=12) | bytes(endian=little)",
                "zstd(level=9) | bitround(keepbits=12) | - ; zstd(level=9) | bitround(keepbits=12) | bytes(endian=little)",
                "gzip(6) | - | - ; gzip(level=6) | - | bytes(endian=little)",
                "blosc(cname=lz4, clevel=5, shuffle=shuffle) ; blosc | - | bytes(endian=little)",
                "blosc(zstd, 9, bitshuffle) ; blosc(cname=zstd, clevel=9, shuffle=bitshuffle) | - | bytes(endian=little)",
                "zstd(3)+crc32c ; zstd+crc32c | - | bytes(endian=little)",
                "shuffle(8)+zlib(6) ; shuffle(elementsize=8)+zlib(level=6) | - | bytes(endian=little)",
                "numcodecs.zlib(6) ; zlib(level=6) | - | bytes(endian=little)",
                "numcodecs.zstd(6) ; zstd(level=6) | - | bytes(endian=little)",
                "- | transpose([1,0])+bitround(3) | - ; - | transpose(order=[1,0])+bitround(keepbits=3) | bytes(endian=little)",
                "none ; - | - | bytes(endian=little)",
                "`` ; - | - | bytes(endian=little)",
                "- | none ; - | - | bytes(endian=little)",
                "`[{\"name\":\"zstd\",\"configuration\":{\"level\":5}}]` ; zstd(level=5) | - | bytes(endian=little)",
                "`[\"bytes\",\"crc32c\"]` ; crc32c | - | bytes(endian=little)",
                "zstd(5) | delta(<i4) | bytes ; zstd(level=5) | delta(dtype=<i4) | bytes(endian=little)",
                "- | fixedscaleoffset(10, 273.15, <f4, |u1) ; - | fixedscaleoffset(scale=10, offset=273.15, dtype=<f4, astype=|u1) | bytes(endian=little)",
                "- | scale_offset(-10, 0.1)+cast_value(uint8, nearest-away, clamp) ; - | scale_offset(offset=-10, scale=0.1)+cast_value(data_type=uint8, rounding=nearest-away, out_of_range=clamp) | bytes(endian=little)",
                "lzma(preset=9)+crc32 | quantize(3, <f4) ; lzma(preset=9)+crc32 | quantize(digits=3, dtype=<f4) | bytes(endian=little)",
                "crc32(end) | - | packbits(first_byte, 0, 11) ; crc32(location=end) | - | packbits(padding_encoding=first_byte, first_bit=0, last_bit=11)",
                "- | numcodecs.packbits ; - | numcodecs.packbits | bytes(endian=little)",
                "gzip(6) | - | bytes ; gzip(level=6) | - | bytes(endian=little)",
                "`[{\"name\":\"bitround\",\"configuration\":{\"keepbits\":3}},\"zstd\"]` ; zstd | bitround(keepbits=3) | bytes(endian=little)"
            })
    void aChainIsReadAndPrinted(String text, String canonical) {
        CodecChain chain = parse(text, NumericType.FLOAT32);
        assertThat(NOTATION.print(chain)).isEqualTo(canonical);
        assertThat(parse(canonical, NumericType.FLOAT32)).isEqualTo(chain);
        assertThat(parse(CodecRegistry.standard().toJson(chain).toText(), NumericType.FLOAT32))
                .isEqualTo(chain);
    }

    @Test
    void theUsualSerializerIsThatOfTheType() {
        assertThat(NOTATION.print(parse("zstd(5)", NumericType.UINT8))).isEqualTo("zstd(level=5) | - | bytes");
        assertThat(NOTATION.print(parse("-", VariableType.STRING))).isEqualTo("- | - | vlen-utf8");
        assertThat(NOTATION.print(parse("-", VariableType.BYTES))).isEqualTo("- | - | vlen-bytes");
    }

    @Test
    void shardsCanBeWritten() {
        String text = "- | - | sharding_indexed(chunk_shape=[2,2], codecs=[\"bytes\",{\"name\":\"zstd\"}], "
                + "index_codecs=[{\"name\":\"bytes\",\"configuration\":{\"endian\":\"little\"}},\"crc32c\"])";
        CodecChain chain = parse(text, NumericType.UINT8);
        assertThat(parse(NOTATION.print(chain), NumericType.UINT8)).isEqualTo(chain);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "zsdt(5) ; codec 'zsdt' is not known; nearest: zstd",
                "zst ; nearest: zstd",
                "numcodecs.zsdt ; nearest: zstd",
                "ZSTD ; nearest: zstd",
                "libz ; nearest: zlib",
                "bitrond(3) ; nearest: bitround",
                "deflate ; codec 'deflate' is not known. Known: ",
                "zstd(levl=5) ; zstd.levl: is unknown here; nearest: level",
                "zstd(1, true, 2) ; takes 2 arguments: level, checksum",
                "crc32c(1) ; takes 0 arguments",
                "zstd(5, level=6) ; argument level is given twice",
                "zstd(23) ; zstd level 23",
                "zstd(five) ; zstd.level: must be an integer",
                "zstd(5.5) ; zstd.level: must be an integer",
                "zstd(05) ; '05' is no number",
                "zstd(=5) ; write name=value",
                "zstd(level==5) ; write name=value",
                "zstd(level=) ; is no value",
                "zstd(,) ; is no value",
                "zstd(5 ; '(' is not closed",
                "zstd 5) ; closes nothing",
                "zstd(5)x ; does not end in a parenthesis",
                "zstd(5] ; closes nothing",
                "`zstd(\"5)` ; is not closed",
                "5 ; is no codec",
                "+ ; is no codec",
                "zstd+ ; is no codec",
                "zstd | | | bytes ; 4 slots; at most three: compressor | filter | serializer",
                "bitround(3) ; bitround: is a filter and stands in the compressor slot",
                "- | zstd ; zstd: is a compressor and stands in the filter slot",
                "- | - | zstd ; zstd: is a compressor and stands in the serializer slot",
                "bytes ; bytes: is a serializer and stands in the compressor slot",
                "- | - | bytes+bytes ; only one serializer",
                "- | bitround | - ; needs \"keepbits\"",
                "`[` ; not valid JSON",
                "`[{\"name\":\"zsdt\"}]` ; nearest: zstd",
                "`[\"zstd\",\"bytes\"]` ; stands after a codec that takes bytes"
            })
    void aTypoIsExplained(String text, String problem) {
        assertThatThrownBy(() -> parse(text, NumericType.FLOAT32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("codec chain '")
                .hasMessageContaining(problem);
    }
}
