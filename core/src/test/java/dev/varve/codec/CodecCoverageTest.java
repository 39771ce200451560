package dev.varve.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No codec without a test of its contract, nor without its header. */
final class CodecCoverageTest {
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("dev.varve.codec");
    /** A contract, or the one that is derived from chunks of HDF5. */
    private static final Map<Class<?>, List<String>> CONTRACTS = Map.of(
            ArrayToArrayCodec.class, List.of(ArrayToArrayCodecContract.class.getName()),
            ArrayToBytesCodec.class, List.of(ArrayToBytesCodecContract.class.getName()),
            BytesToBytesCodec.class,
                    List.of(
                            BytesToBytesCodecContract.class.getName(),
                            "dev.varve.codec.compressor.Hdf5FilterContract"));

    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code (.*?)\\}</pre>", Pattern.DOTALL);

    private static List<JavaClass> codecs() {
        List<JavaClass> codecs = CLASSES.stream()
                .filter(c -> c.isAssignableTo(Codec.class) && !c.isInterface())
                .toList();
        assertThat(codecs).hasSizeGreaterThanOrEqualTo(19);
        return codecs;
    }

    @Test
    void everyCodecHasATestOfItsContract() {
        for (JavaClass codec : codecs()) {
            String name = codec.getName() + "Test";
            assertThat(CLASSES.contain(name)).as("there is a class %s", name).isTrue();
            JavaClass test = CLASSES.get(name);
            CONTRACTS.forEach((kind, contracts) -> assertThat(
                            !codec.isAssignableTo(kind) || contracts.stream().anyMatch(test::isAssignableTo))
                    .as("%s extends one of %s", name, contracts)
                    .isTrue());
        }
    }

    @Test
    void everyCodecFileSaysWhatItIs() throws IOException {
        for (JavaClass codec : codecs()) {
            if (codec.getSimpleName().equals("CodecChain")) {
                continue; // not a codec of any metadata
            }
            Path file = Path.of("src/main/java", codec.getName().replace('.', '/') + ".java");
            String source = Files.readString(file);
            String header = source.replaceAll("\n *\\*? *", "\n").split("\npublic ", 2)[0];
            assertThat(header.replace('\n', ' '))
                    .as("%s", file)
                    .contains("Specification: ", "v3 name: ", "v2 ids: ", "Differences from the reference");
            Matcher example = EXAMPLE.matcher(header);
            assertThat(example.find()).as("%s has an example of its JSON", file).isTrue();
            assertThat(source).as("%s", file).contains("NAME = \"" + nameIn(example.group(1)) + "\"");
        }
    }

    /** Reads all of the JSON; the first member is the name. */
    private static String nameIn(String json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            assertThat(parser.nextFieldName()).isEqualTo("name");
            String name = parser.nextTextValue();
            while (parser.nextToken() != null) {
                assertThat(parser.currentToken()).isNotEqualTo(JsonToken.NOT_AVAILABLE);
            }
            return name;
        }
    }
}
