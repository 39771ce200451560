package dev.varve.formats.netcdf4.write;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.varve.array.Bytes;
import dev.varve.array.DataType;
import dev.varve.array.ElementText;
import dev.varve.array.FixedUtf32;
import dev.varve.array.NdArray;
import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.NumericType;
import dev.varve.array.Shape;
import dev.varve.array.VariableType;
import dev.varve.dataset.Attribute;
import dev.varve.dataset.Dimension;
import dev.varve.dataset.Group;
import dev.varve.dataset.Variable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What netCDF must see in a file, as JSON, in the form of interop/python/truth.py. */
public final class OutputTruth {
    private final JsonGenerator json;

    private OutputTruth(JsonGenerator json) {
        this.json = json;
    }

    /** Writes what the file of a case must hold. */
    public static void write(OutputCase output, Path file) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            new OutputTruth(json).write(output);
        }
    }

    private void write(OutputCase output) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("groups");
        for (Group group : output.dataset().root().walk()) {
            json.writeObjectFieldStart(group.path());
            json.writeObjectFieldStart("dimensions");
            for (Dimension dimension : group.dimensions()) {
                json.writeObjectFieldStart(dimension.name());
                json.writeNumberField("length", dimension.length());
                json.writeBooleanField("unlimited", dimension.isUnlimited());
                json.writeEndObject();
            }
            json.writeEndObject();
            attributes(group.attributes());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeArrayFieldStart("variables");
        for (Variable variable : output.dataset().variables()) {
            variable(variable, output.values().get(variable.path()));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void variable(Variable variable, NdArray values) throws IOException {
        json.writeStartObject();
        json.writeStringField("path", variable.path());
        json.writeStringField("type", variable.declared().isPresent() ? "enum" : typeName(variable.type()));
        int length = variable.type() instanceof NullTerminatedBytes bytes ? bytes.length() : 1;
        json.writeArrayFieldStart("shape");
        for (Dimension dimension : variable.dimensions()) {
            json.writeNumber(dimension.length());
        }
        if (length > 1) {
            json.writeNumber(length);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("dims");
        for (Dimension dimension : variable.dimensions()) {
            json.writeString(dimension.path());
        }
        if (length > 1) {
            json.writeString("string" + length + (length == 12 ? "_" : ""));
        }
        json.writeEndArray();
        attributes(stored(variable));
        json.writeStringField("sha256", sha256(values));
        json.writeEndObject();
    }

    private static String typeName(DataType type) {
        if (type == NumericType.BOOL) {
            return "int8";
        }
        if (type instanceof NullTerminatedBytes) {
            return "char";
        }
        return type instanceof NumericType ? type.toString() : "string";
    }

    /** A fill value has the type of its variable; booleans say that they are some. */
    private static List<Attribute> stored(Variable variable) {
        List<Attribute> stored = new ArrayList<>();
        for (Attribute attribute : variable.attributes()) {
            boolean isNumber = attribute.value() instanceof Attribute.Numbers;
            boolean isFill = attribute.name().equals("_FillValue") && isNumber;
            NdArray fill = NdArray.filled(Shape.of(1), variable.fill());
            stored.add(isFill ? new Attribute(attribute.name(), new Attribute.Numbers(fill)) : attribute);
        }
        if (variable.type() == NumericType.BOOL) {
            stored.add(DatasetBuilder.text("dtype", "bool"));
        }
        return stored;
    }

    private void attributes(List<Attribute> attributes) throws IOException {
        json.writeObjectFieldStart("attributes");
        for (Attribute attribute : attributes) {
            attribute(attribute);
        }
        json.writeEndObject();
    }

    private void attribute(Attribute attribute) throws IOException {
        Attribute.Value value = attribute.value();
        json.writeObjectFieldStart(attribute.name());
        if (value instanceof Attribute.Text text) {
            texts("char", List.of(text.text()));
        } else if (value instanceof Attribute.Json source) {
            texts("string", List.of(source.json()));
        } else if (value instanceof Attribute.Strings strings) {
            texts("string", strings.texts());
        } else {
            NdArray numbers = ((Attribute.Numbers) value).numbers();
            json.writeStringField("type", numbers.type().toString());
            json.writeArrayFieldStart("value");
            for (int i = 0; i < numbers.shape().extent(0); i++) {
                String number = ElementText.of(numbers, i);
                if (number.equals("NaN")) {
                    json.writeString(number);
                } else {
                    json.writeNumber(number);
                }
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void texts(String type, List<String> texts) throws IOException {
        json.writeStringField("type", type);
        json.writeArrayFieldStart("value");
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /** The digest of the canonical bytes of interop/python/canonical.py. */
    private static String sha256(NdArray values) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        if (values.type() == VariableType.STRING) {
            for (byte[] element : values.elements()) {
                update(digest, element);
            }
        } else if (values.type() instanceof FixedUtf32 type) {
            int count = (int) values.shape().count();
            for (int i = 0; i < count; i++) {
                Bytes element = values.data().slice(i * type.sizeBytes(), type.sizeBytes());
                String text = new String(element.toArray(), Charset.forName("UTF-32LE")).replace("\0", "");
                update(digest, text.getBytes(StandardCharsets.UTF_8));
            }
        } else {
            digest.update(values.data().asBuffer());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, byte[] text) {
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(text.length)
                .array());
        digest.update(text);
    }
}
