package dev.varve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.Release;
import dev.varve.cli.Cli.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MainTest {
    @Test
    void theVersionIsPrinted() {
        assertThat(Cli.run("--version")).isEqualTo(new Result(0, "varve " + Release.version() + "\n", ""));
    }

    @Test
    void withoutACommandTheUsageIsWrong() {
        assertThat(Cli.run()).isEqualTo(new Result(2, "", "varve: a command is missing\ntry:   varve --help\n"));
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheNearest() {
        assertThat(Cli.run("covnert", "in.nc"))
                .isEqualTo(new Result(2, "", "varve: there is no command 'covnert'\ntry:   did you mean 'convert'?\n"));
        assertThat(Cli.run("help", "inf"))
                .isEqualTo(new Result(2, "", "varve: there is no command 'inf'\ntry:   did you mean 'info'?\n"));
    }

    @Test
    void anUnknownOptionIsAnsweredWithTheNearest() {
        assertThat(Cli.run("info", "in.nc", "--jsn")).isEqualTo(new Result(2, "", """
                        varve: unknown option: '--jsn'
                        try:   did you mean --json? varve info --help lists all
                        """));
    }

    @Test
    void aMissingArgumentIsNamed() {
        assertThat(Cli.run("convert", "in.nc"))
                .isEqualTo(
                        new Result(2, "", "varve: missing required parameter: 'OUT'\ntry:   varve convert --help\n"));
    }

    @Test
    void aSizeThatIsNoneIsAnsweredWithExamples() {
        assertThat(Cli.run("convert", "in.nc", "out.zarr", "--memory", "lots"))
                .isEqualTo(new Result(
                        2,
                        "",
                        "varve: invalid value for option '--memory': 'lots' is no size; sizes are 256MiB, 2G, 5GB,"
                                + " 1.5g\ntry:   varve convert --help\n"));
    }

    @ParameterizedTest
    @MethodSource("dev.varve.cli.Cli#verbs")
    void helpShowsExamplesFirstInNinetyColumns(String verb) {
        Result result = Cli.run("help", verb);
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo(Cli.run(verb, "--help").out());
        List<String> lines = result.out().lines().toList();
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(90));
        assertThat(lines.get(1)).isEmpty();
        assertThat(lines.get(2)).isEqualTo("Examples:");
        assertThat(lines.get(3)).contains("varve " + verb);
        assertThat(lines.indexOf("Examples:")).isLessThan(indexOfUsage(lines));
    }

    private static int indexOfUsage(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("Usage: varve")) {
                return i;
            }
        }
        throw new AssertionError("no usage in " + lines);
    }

    @Test
    void helpListsEveryCommandAndExitCode() {
        String help = Cli.run("--help").out();
        assertThat(help).isEqualTo(Cli.run("help").out());
        for (String verb : Cli.VERBS) {
            assertThat(help).containsPattern("(?m)^  " + verb + " ");
        }
        for (ExitCode code : ExitCode.values()) {
            assertThat(help).containsPattern("\\b" + code.number() + " ");
        }
    }

    @Test
    void completionKnowsCommandsAndOptions() {
        Result result = Cli.run("completion");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("#!/usr/bin/env bash")
                .contains("--inner-chunk", "verify", "_complete_varve");
    }

    @Test
    void whereAnErrorAroseIsShownOnlyWhenAsked() {
        assertThat(Cli.run("info", "no-such-file").err()).doesNotContain("at dev.varve");
        assertThat(Cli.run("info", "no-such-file", "--debug").err())
                .startsWith("varve: no-such-file: there is no such file or folder\n")
                .contains("SourceFormatException", "at dev.varve");
    }

    @Test
    void anAnswerThatCannotBeWrittenIsAFailure() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        PrintStream out = new PrintStream(full, true, UTF_8);
        PrintStream err = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
        assertThat(Main.run(new String[] {"--version"}, out, err)).isEqualTo(1);
    }
}
