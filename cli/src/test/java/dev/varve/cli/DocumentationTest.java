package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written about the program names only what is there. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.varve");

    /** Rooms that are Maven modules of their own and not on this module's class path, or that hold no classes. */
    private static final Set<String> MODULES = Set.of("core", "interop", "bench");

    private static String text(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    /** All that stands between backquotes. */
    private static Stream<String> codeOf(String text) {
        return Pattern.compile("`([^`\\n]+)`").matcher(text).results().map(match -> match.group(1));
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyClassThatTheArchitectureNamesExists() throws IOException {
        Set<String> classes = CLASSES.stream().map(JavaClass::getSimpleName).collect(Collectors.toSet());
        List<String> named = codeOf(text("ARCHITECTURE.md"))
                .map(code -> code.replaceAll("[.(].*", ""))
                .filter(code -> code.matches("[A-Z][a-z]\\w*"))
                .filter(code -> !code.endsWith("Test"))
                .distinct()
                .toList();
        assertThat(named).hasSizeGreaterThan(30);
        assertThat(classes).containsAll(named);
    }

    @Test
    void everyRoomThatTheArchitectureListsExistsAndNoneIsLeftOut() throws IOException {
        Set<String> packages = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            String below = type.getPackageName().substring("dev.varve".length());
            if (!below.isEmpty()) {
                packages.add(below.substring(1).replaceAll("[.].*", ""));
            }
        }
        Set<String> rows = text("ARCHITECTURE.md")
                .lines()
                .filter(line -> line.matches("\\| `[a-z0-9]+` \\|.*"))
                .map(line -> line.replaceAll("\\| `([a-z0-9]+)` .*", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
        packages.addAll(MODULES);
        assertThat(rows).isEqualTo(packages);
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"})
    void everyOptionThatIsWrittenOfExists(String file) throws IOException {
        StringBuilder help = new StringBuilder();
        for (String verb : Cli.VERBS) {
            help.append(Cli.run("help", verb).out());
        }
        help.append(Cli.run("help").out());
        Pattern option = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");
        assertThat(all(option, help.toString())).containsAll(all(option, text(file)));
    }

    @Test
    void everyCommandThatTheReadmeCallsExists() throws IOException {
        Set<String> verbs = Pattern.compile("(?m)^ *(?:\\$ )?(?:\\./)?varve ([a-z]+)")
                .matcher(text("README.md"))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(verbs).contains("demo", "info", "convert", "verify", "hash");
        for (String verb : verbs) {
            assertThat(Cli.run("help", verb).code()).as(verb).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"})
    void everyFileThatIsLinkedExists(String file) throws IOException {
        List<String> links = Pattern.compile("\\]\\(([^)#:]+)\\)")
                .matcher(text(file))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(links).allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
    }

    @Test
    void theReadmeNamesEveryExitCode() throws IOException {
        String readme = text("README.md");
        String codes = readme.substring(readme.indexOf("**Exit codes**"));
        for (ExitCode code : ExitCode.values()) {
            assertThat(codes).containsPattern("\\b" + code.number() + "\\b");
        }
    }
}
