package dev.varve.codec.serializer;

import dev.varve.array.Bytes;
import dev.varve.array.NdArray;
import dev.varve.array.VariableType;
import dev.varve.codec.ArrayToBytesCodec;
import dev.varve.codec.ChunkSpec;
import dev.varve.codec.EncodedSize;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Objects as JSON: a list of lists as the chunk's shape has it, then {@code "|O"} and the shape.
 *
 * <p>Specification: <a href="https://numcodecs.readthedocs.io/en/stable/json.html">numcodecs.json</a>. v3 name: {@code
 * numcodecs.json2}. v2 ids: {@code json2}.
 *
 * <pre>{@code {"name": "numcodecs.json2"}}</pre>
 *
 * <p>Differences from the reference: only text is read and written; any other object is an error. What is written is what
 * numcodecs writes when nothing is configured.
 */
public record Json2Codec() implements ArrayToBytesCodec {
    /** The v3 name. */
    public static final String NAME = "numcodecs.json2";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Bound bind(ChunkSpec decoded) {
        return new BoundJson(decoded, ObjectText.count(NAME, decoded));
    }

    private record BoundJson(ChunkSpec decoded, int count) implements Bound {
        @Override
        public EncodedSize encodedSize() {
            return new EncodedSize.AtMost(Bytes.MAX_LENGTH);
        }

        @Override
        public Bytes encode(NdArray chunk) {
            ChunkCheck.require(NAME, decoded, chunk);
            VlenLayout.requireText(NAME, chunk);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write('[');
            writeAxis(chunk.elements(), 0, 0, out);
            boolean isEmpty = decoded.shape().extent(0) == 0;
            ascii((isEmpty ? "" : ",") + "\"" + ObjectText.OBJECTS + "\",[", out);
            for (int axis = 0; axis < decoded.shape().rank(); axis++) {
                ascii((axis == 0 ? "" : ",") + decoded.shape().extent(axis), out);
            }
            ascii("]]", out);
            return Bytes.wrap(out.toByteArray());
        }

        /** The items of an axis, without brackets around them. */
        private int writeAxis(byte[][] elements, int axis, int first, ByteArrayOutputStream out) {
            int at = first;
            for (int i = 0; i < decoded.shape().extent(axis); i++) {
                ascii(i == 0 ? "" : ",", out);
                if (axis == decoded.shape().rank() - 1) {
                    writeText(new String(elements[at++], StandardCharsets.UTF_8), out);
                } else {
                    out.write('[');
                    at = writeAxis(elements, axis + 1, at, out);
                    out.write(']');
                }
            }
            return at;
        }

        private static void ascii(String text, ByteArrayOutputStream out) {
            out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }

        /** As Python has it: short escapes where there are some, else the number of what is no printable ASCII. */
        private static void writeText(String text, ByteArrayOutputStream out) {
            out.write('"');
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                int escape = "\"\\\n\r\t\b\f".indexOf(c);
                if (escape >= 0) {
                    out.write('\\');
                    out.write("\"\\nrtbf".charAt(escape));
                } else if (c < ' ' || c > '~') {
                    ascii(String.format("\\u%04x", (int) c), out);
                } else {
                    out.write(c);
                }
            }
            out.write('"');
        }

        @Override
        public NdArray decode(Bytes encoded) {
            byte[][] elements = ObjectText.room(NAME, count, encoded);
            JsonTextInput in = new JsonTextInput(NAME, encoded);
            in.require('[', "list");
            readAxis(in, elements, 0, 0);
            if (decoded.shape().extent(0) > 0) {
                in.require(',', "\"|O\" behind the elements");
            }
            ObjectText.requireObjects(NAME, in.text("\"|O\" behind the elements"));
            in.require(',', "shape");
            in.require('[', "shape");
            for (int axis = 0; axis < decoded.shape().rank(); axis++) {
                if (axis > 0) {
                    in.require(',', "shape " + decoded.shape());
                }
                in.requireInteger(decoded.shape().extent(axis), "shape " + decoded.shape());
            }
            in.require(']', "end of the shape");
            in.require(']', "end of the list");
            in.requireEnd();
            return NdArray.ofVariable(VariableType.STRING, decoded.shape(), elements);
        }

        private int readAxis(JsonTextInput in, byte[][] elements, int axis, int first) {
            int at = first;
            for (int i = 0; i < decoded.shape().extent(axis); i++) {
                if (i > 0) {
                    in.require(',', "item of axis " + axis);
                }
                if (axis == decoded.shape().rank() - 1) {
                    elements[at] = in.text("text as element " + at);
                    at++;
                } else {
                    in.require('[', "list along axis " + (axis + 1));
                    at = readAxis(in, elements, axis + 1, at);
                    in.require(']', "end of a list along axis " + (axis + 1));
                }
            }
            return at;
        }
    }
}
