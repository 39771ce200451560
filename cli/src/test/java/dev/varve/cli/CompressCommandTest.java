package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.cli.Cli.Result;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.formats.Sources;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressCommandTest {
    private static final Map<String, String> EPOCH = Map.of("SOURCE_DATE_EPOCH", "1795233600");
    private static final int CHUNK = FieldFile.LATS * FieldFile.LONS;

    @TempDir
    private Path folder;

    private Path input;

    @BeforeEach
    void writeInput() throws IOException {
        input = new FieldFile()
                .with("t", FieldFile::wave)
                .with("q", cell -> 1e-3 * FieldFile.wave(cell))
                .write(folder.resolve("in.nc"));
    }

    private Path out() {
        return folder.resolve("out.zarr");
    }

    private Result compress(Object... options) {
        Object[] args = Stream.concat(
                        Stream.of("compress", input, out(), "--chunks", "time=1", "--quiet"), Stream.of(options))
                .toArray();
        return Cli.runIn(EPOCH, false, new StopSignal(), args).in(folder);
    }

    private Result verify() {
        return Cli.run("verify", out(), "--against", input, "--quiet").in(folder);
    }

    private static float[] values(Path path, String name) throws IOException {
        try (Source source = Sources.open(path)) {
            Variable variable = source.describe().variable(name).orElseThrow();
            NdArray read = source.read(variable, Region.whole(variable.shape()));
            float[] values = new float[(int) read.shape().count()];
            for (int i = 0; i < values.length; i++) {
                values[i] = Float.intBitsToFloat(read.data().getInt(i * Float.BYTES));
            }
            return values;
        }
    }

    private JsonCursor attributes(String array) throws IOException {
        return JsonCursor.of(
                        JsonReader.read(Files.readString(out().resolve(array).resolve("zarr.json"))))
                .get("attributes");
    }

    private JsonCursor record(String array) throws IOException {
        return JsonCursor.of(
                JsonReader.read(attributes(array).get("varve_compression").string()));
    }

    private static Map<String, List<Byte>> objects(Path store) throws IOException {
        Map<String, List<Byte>> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                List<Byte> bytes = new ArrayList<>();
                for (byte b : Files.readAllBytes(file)) {
                    bytes.add(b);
                }
                contents.put(store.relativize(file).toString(), bytes);
            }
        }
        return contents;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    /** Rounds to nearest, ties to even, as bit rounding is defined: a naive one. */
    private static float rounded(float value, int bits) {
        double unit = Math.scalb(1.0, Math.getExponent(value) - bits);
        return (float) (Math.rint(value / unit) * unit);
    }

    /** Their 9.97e36 would make any error of 280 a small one. */
    @Test
    void cellsThatWereNeverWrittenDoNotMakeErrorsSmall() throws IOException {
        input = new FieldFile()
                .withUnwritten("t", FieldFile::wave, cell -> cell % CHUNK < 7)
                .write(folder.resolve("in.nc"));
        Result kept = compress("--codec", "zstd | bitround(7)", "--gate", "l1=1e-2");
        assertThat(kept.code()).as(kept.err()).isZero();
        double error = 0;
        double size = 0;
        for (int cell = 0; cell < FieldFile.TIMES * CHUNK; cell++) {
            float value = (float) FieldFile.wave(cell);
            if (cell % CHUNK >= 7) {
                error += Math.abs((double) rounded(value, 7) - value);
                size += value;
            }
        }
        assertThat(Double.parseDouble(
                        record("t").get("errors").get("l1").value().toText()))
                .isCloseTo(error / size, within(1e-9));
        assertThat(verify().code()).isZero();
        Result broken = compress("--codec", "zstd | bitround(3)", "--gate", "l1=1e-4", "--overwrite");
        assertThat(broken.code()).as(broken.err()).isZero();
        assertThat(broken.out()).contains("t: not zstd | bitround(keepbits=3) | bytes(endian=little): l1 0.0");
    }

    @Test
    void fieldsAreCompressedUnderABudgetAndAllElseIsCopied() throws IOException {
        Result result = compress("--codec", "zstd(9) | bitround(9)", "--l1", "1e-3", "--threads", "1");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("zstd(level=9) |", "t: l1 ", "<= 0.001", "verified: yes, chunk by chunk");
        float[] t = values(input, "t");
        float[] decoded = values(out(), "t");
        double error = 0;
        double sum = 0;
        for (int i = 0; i < t.length; i++) {
            assertThat(decoded[i]).isEqualTo(rounded(t[i], 9));
            error += Math.abs((double) decoded[i] - t[i]);
            sum += Math.abs(t[i]);
        }
        JsonCursor record = record("t");
        assertThat(Double.parseDouble(record.get("errors").get("l1").value().toText()))
                .isCloseTo(error / sum, within(1e-15));
        assertThat(record.get("gates").get("l2").value().toText()).isEqualTo("0.002");
        assertThat(record.get("codecs").string())
                .isEqualTo("zstd(level=9) | bitround(keepbits=9) | bytes(endian=little)");
        assertThat(values(out(), "lat")).isEqualTo(values(input, "lat"));
        assertThat(verify())
                .isEqualTo(new Result(0, "DIR/out.zarr against DIR/in.nc: right (6 variables, 1.96 KiB)\n", ""));
        assertThat(Cli.run("verify", out()).code()).isZero();
        assertThat(names()).containsExactly("in.nc", "out.zarr");
    }

    @Test
    void roundedFieldsSayHowAsTheCfConventionsWantIt() throws IOException {
        compress("--codec", "zstd(9) | bitround(9)", "--l1", "1e-3");
        JsonCursor t = attributes("t");
        assertThat(t.get("quantization").string()).isEqualTo("quantization_info");
        assertThat(t.get("quantization_nsb").value().toText()).isEqualTo("9");
        assertThat(t.get("units").string()).isEqualTo("K");
        JsonCursor container = attributes("quantization_info");
        assertThat(container.get("algorithm").string()).isEqualTo("bitround");
        assertThat(container.get("implementation").string()).startsWith("varve ");
        assertThat(attributes("lat").find("quantization")).isEmpty();
        assertThat(attributes("lat").find("varve_compression")).isEmpty();
    }

    @Test
    void decimalsAreNoSignificantDigits() throws IOException {
        compress("--codec", "zstd(9) | quantize(2)", "--l1", "1e-3");
        assertThat(attributes("t").get("least_significant_digit").value().toText())
                .isEqualTo("2");
        assertThat(attributes("t").find("quantization")).isEmpty();
        assertThat(out().resolve("quantization_info")).doesNotExist();
    }

    @Test
    void aChunkThatWouldBreakTheBudgetIsStoredWithoutLoss() throws IOException {
        input = new FieldFile()
                .with("t", cell -> FieldFile.wave(cell) * (cell / CHUNK == 2 ? 1000 : 1))
                .write(folder.resolve("in.nc"));
        Result result = compress("--codec", "zstd(9) | bitround(9)", "--gate", "max_abs=0.5");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("t: 1 of 4 chunks would have broken the budget and are stored without loss");
        assertThat(record("t").get("lossless_chunks").integer(0, 9)).isEqualTo(1);
        float[] t = values(input, "t");
        float[] decoded = values(out(), "t");
        for (int i = 0; i < t.length; i++) {
            assertThat(decoded[i]).isEqualTo(i / CHUNK == 2 ? t[i] : rounded(t[i], 9));
        }
        assertThat(verify().code()).isZero();
    }

    @Test
    void whereMostChunksWouldBreakTheBudgetTheNextChainIsTried() throws IOException {
        Result result = compress("--codec", "zstd(9) | bitround(2)", "--l1", "1e-3", "--variables", "t");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("t: not zstd(level=9) | bitround(keepbits=2)", "4 of 4 chunks");
        assertThat(values(out(), "t")).isEqualTo(values(input, "t"));
        assertThat(attributes("t").find("quantization")).isEmpty();
        assertThat(record("t").get("wanted_codecs").string()).contains("bitround(keepbits=2)");
        assertThat(compress("--codec", "zstd(9) | bitround(2)", "--l1", "1e-3", "--variables", "t")
                        .out())
                .contains("is there already");
    }

    @Test
    void aChainThatCannotSpareAChunkGivesWayToALosslessOne() throws IOException {
        Result result = compress(
                "--codec",
                "- | - | zfp(mode=fixed_accuracy, tolerance=64)",
                "--gate",
                "max_abs=0.001",
                "--variables",
                "t");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("t: not - | - | zfp", "max_abs ", " > 0.001");
        assertThat(values(out(), "t")).isEqualTo(values(input, "t"));
        assertThat(Cli.run("verify", out(), "--against", input, "--variables", "t")
                        .code())
                .isZero();
    }

    @Test
    void aBudgetOfTheWholeFieldIsJudgedBeforeItIsSeen() throws IOException {
        Result result = compress("--codec", "zstd(9) | bitround(9)", "--gate", "mean_abs=1e-4", "--variables", "t");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("t: not zstd", "mean_abs ", " > 0.0001");
        assertThat(values(out(), "t")).isEqualTo(values(input, "t"));
    }

    @Test
    void oneFieldThatFailsIsSaidAndTheOthersAreDone() throws IOException {
        input = new FieldFile()
                .with("t", FieldFile::wave)
                .with("holes", cell -> cell == 7 ? Double.NaN : FieldFile.wave(cell))
                .with("u", FieldFile::wave)
                .write(folder.resolve("in.nc"));
        Result result = compress("--codec", "- | - | zfp(mode=fixed_accuracy, tolerance=0.5)", "--json");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("varve: variable 'holes': no chain does: ");
        JsonCursor json = JsonCursor.of(JsonReader.read(result.out()));
        assertThat(json.get("complete").bool()).isFalse();
        List<JsonCursor> fields = json.get("fields").items();
        assertThat(fields.get(0).get("status").string()).isEqualTo("compressed");
        assertThat(fields.get(1).get("status").string()).isEqualTo("failed");
        assertThat(fields.get(2).get("status").string()).isEqualTo("compressed");
        assertThat(out().resolve("u")).isDirectory();
        assertThat(out().resolve("holes")).doesNotExist();
        Result incomplete = Cli.run("verify", out()).in(folder);
        assertThat(incomplete.code()).isEqualTo(3);
        assertThat(incomplete.out()).contains("variable 'holes' was begun and is not complete");
        Result stopped = compress(
                "--codec", "- | - | zfp(mode=fixed_accuracy, tolerance=0.5)", "--stop-on-error", "--overwrite");
        assertThat(stopped.code()).isEqualTo(1);
        assertThat(stopped.out()).contains("holes").doesNotContain("\nu: ");
        assertThat(out().resolve("u")).isDirectory();
    }

    @Test
    void runsOfDifferentFieldsFillOneStore() throws IOException {
        Object[] chain = {"--codec", "zstd(9) | bitround(9)", "--l1", "1e-3", "--no-history"};
        assertThat(compress(chain).code()).isZero();
        Map<String, List<Byte>> atOnce = objects(out());
        Files.move(out(), folder.resolve("once.zarr"));
        for (String field : List.of("t", "q")) {
            Object[] one = Stream.concat(Stream.of(chain), Stream.of("--variables", field))
                    .toArray();
            assertThat(compress(one).code()).isZero();
        }
        Map<String, List<Byte>> oneByOne = objects(out());
        assertThat(oneByOne.keySet()).isEqualTo(atOnce.keySet());
        atOnce.keySet().removeAll(List.of("zarr.json"));
        oneByOne.keySet().removeAll(List.of("zarr.json"));
        assertThat(oneByOne).isEqualTo(atOnce);
        assertThat(verify().code()).isZero();
        assertThat(Cli.run("consolidate", out()).in(folder))
                .isEqualTo(new Result(0, "DIR/out.zarr: 6 arrays, 0 groups, complete\n", ""));
    }

    @Test
    void runsAtTheSameTimeFillOneStore() throws InterruptedException {
        List<Result> results = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (String field : List.of("t", "q")) {
            Thread thread = new Thread(() -> {
                Result result = compress("--codec", "zstd(9) | bitround(9)", "--l1", "1e-3", "--variables", field);
                synchronized (results) {
                    results.add(result);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(results)
                .allSatisfy(result -> assertThat(result.code()).as(result.err()).isZero());
        assertThat(verify().code()).isZero();
        assertThat(Cli.run("verify", out()).code()).isZero();
    }

    @Test
    void aFieldThatIsThereIsLeftAsItIs() throws IOException {
        Object[] same = {"--codec", "zstd(9) | bitround(9)", "--l1", "1e-3"};
        compress(same);
        Map<String, List<Byte>> before = objects(out());
        Result again = compress(same);
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("is there already", "there:    ");
        assertThat(objects(out())).isEqualTo(before);
        Result refused = compress("--codec", "zstd(9) | bitround(9)", "--l1", "1e-3", "--no-skip-existing");
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err()).contains("variable 't' is there", "--overwrite");
        Result other = compress("--codec", "zstd(9) | bitround(9)", "--l1", "1e-2");
        assertThat(other.code()).isEqualTo(4);
        assertThat(other.err()).contains("variable 't' was compressed under another budget");
        Result chain = compress("--codec", "zstd(9) | bitround(8)", "--l1", "1e-3");
        assertThat(chain.err()).contains("was compressed by zstd(level=9) | bitround(keepbits=9)");
        assertThat(objects(out())).isEqualTo(before);
        assertThat(compress("--codec", "zstd(9) | bitround(8)", "--l1", "1e-2", "--overwrite")
                        .code())
                .isZero();
        assertThat(values(out(), "t")[0]).isEqualTo(rounded(values(input, "t")[0], 8));
        assertThat(names()).containsExactly("in.nc", "out.zarr");
    }

    @Test
    void whatIsThereOfAnotherInputIsAConflict() throws IOException {
        compress("--codec", "zstd(9)", "--variables", "t");
        input = new FieldFile().with("t", FieldFile::wave).with("u", cell -> 1).write(folder.resolve("in.nc"));
        assertThat(compress("--codec", "zstd(9)", "--variables", "u").code()).isZero();
        assertThat(Cli.run("convert", input, folder.resolve("plain.zarr"), "--quiet")
                        .code())
                .isZero();
        Files.move(out(), folder.resolve("old.zarr"));
        Files.move(folder.resolve("plain.zarr"), out());
        Result there = compress("--codec", "zstd(9)", "--variables", "u");
        assertThat(there.code()).isEqualTo(4);
        assertThat(there.err()).contains("variable 'u' is there, and was not compressed under a budget");
    }

    @Test
    void aConvertedStoreIsCompleted() throws IOException {
        assertThat(Cli.runIn(EPOCH, false, new StopSignal(), "convert", input, out(), "--exclude", "q", "--quiet")
                        .code())
                .isZero();
        Result result = compress("--codec", "zstd(9) | bitround(9)", "--l1", "1e-3", "--variables", "q");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(verify().code()).isZero();
        assertThat(values(out(), "t")).isEqualTo(values(input, "t"));
    }

    @Test
    void verifyHoldsAFieldToItsRecordedBudget() throws IOException {
        compress("--codec", "zstd(9) | bitround(9)", "--l1", "1e-3");
        Path path = new FieldFile()
                .with("t", cell -> FieldFile.wave(cell) + (cell == 100 ? 30 : 0))
                .with("q", cell -> 1e-3 * FieldFile.wave(cell))
                .write(folder.resolve("other.nc"));
        Result result = Cli.run("verify", out(), "--against", path).in(folder);
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out())
                .contains("variable 't' breaks its recorded budget: linf 0.1", " > 0.01")
                .doesNotContain("'q'");
        assertThat(Cli.run("verify", path, "--against", out()).code()).isEqualTo(3);
    }

    @Test
    void withoutABudgetVerifyHoldsAFieldToWhatWasMeasured() throws IOException {
        Result result = compress("--codec", "zstd(9) | bitround(9)", "--variables", "t");
        assertThat(result.out()).contains("(no budget)");
        assertThat(Cli.run("verify", out(), "--against", input, "--variables", "t")
                        .code())
                .isZero();
        Path path = new FieldFile()
                .with("t", cell -> FieldFile.wave(cell) + (cell == 100 ? 0.6 : 0))
                .write(folder.resolve("other.nc"));
        Result changed = Cli.run("verify", out(), "--against", path, "--variables", "t");
        assertThat(changed.code()).isEqualTo(3);
        assertThat(changed.out()).contains("breaks its recorded budget: ");
    }

    @Test
    void aDryRunShowsThePlanAndWritesNothing() throws IOException {
        Result result = compress("--codec", "zstd(9) | bitround(9)", "--l1", "1e-3", "--dry-run");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("l1 <= 0.001", "Nothing was written.", "1 x 6 x 10");
        JsonCursor json =
                JsonCursor.of(JsonReader.read(compress("--codec", "zstd(9) | bitround(9)", "--dry-run", "--json")
                        .out()));
        assertThat(json.get("schema").string()).isEqualTo("varve.compress_plan/1");
        assertThat(json.get("fields").items()).hasSize(2);
        assertThat(names()).containsExactly("in.nc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--threads 1; how shall fields be compressed?",
                "--codec zstd --recipes r; both say how",
                "--codec zstd --gate l3=1; there is no gate 'l3'",
                "--codec zstd --gate linf; is not NAME=NUMBER",
                "--codec zstd --gate linf=-1; must be finite and not negative",
                "--codec zstd --l1 NaN; must be finite",
                "--codec zstt; codec 'zstt' is not known",
                "--codec zstd --l1 1 --no-verify; a budget can only be kept",
                "--codec zstd --ratio-drift -1; is negative",
                "--codec zstd --stop-on-error --continue-on-error; contradict",
                "--codec zstd --variables time; no field is left to compress",
                "--codec zstd --variables x; there is no variable 'x'",
                "--codec zstd --shards tim=2; no variable has the dimension 'tim'",
            })
    void whatMakesNoSenseIsRefused(String options, String problem) throws IOException {
        Result result = compress((Object[]) options.strip().split(" "));
        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).contains(problem.strip()).contains("\ntry:   ");
        assertThat(names()).containsExactly("in.nc");
    }

    @Test
    void otherThingsInTheWayHaveTheirCodes() throws IOException {
        Object[] chain = {"--codec", "zstd(9)"};
        assertThat(Cli.run("compress", folder.resolve("none.nc"), out(), "--codec", "zstd")
                        .code())
                .isEqualTo(5);
        assertThat(Cli.run("compress", input, folder.resolve("out.zarr.zip"), "--codec", "zstd")
                        .code())
                .isEqualTo(2);
        assertThat(compress("--codec", "zstd", "--memory", "1KiB").code()).isEqualTo(6);
        Files.writeString(Files.createDirectory(out()).resolve("mine.txt"), "precious");
        Result occupied = compress(chain);
        assertThat(occupied.code()).isEqualTo(4);
        assertThat(occupied.err()).contains("is no Zarr v3 store");
        assertThat(compress("--codec", "zstd", "--overwrite").code()).isEqualTo(4);
        assertThat(Files.readString(out().resolve("mine.txt"))).isEqualTo("precious");
    }

    @Test
    void consolidationOfWhatIsNoStoreOrNotWholeIsSaid() throws IOException {
        assertThat(Cli.run("consolidate", out()).code()).isEqualTo(5);
        assertThat(Cli.run("consolidate", folder).code()).isEqualTo(5);
        compress("--codec", "zstd(9)", "--shard", "none");
        Files.delete(out().resolve("t/c/2/0/0"));
        Result result = Cli.run("consolidate", out(), "--json");
        assertThat(result.code()).isEqualTo(3);
        JsonCursor json = JsonCursor.of(JsonReader.read(result.out()));
        assertThat(json.get("problems").items().get(0).string()).isEqualTo("t/c/2/0/0 is missing");
    }

    @Test
    void theHelpFitsATerminal() {
        for (String verb : List.of("compress", "consolidate")) {
            Result help = Cli.run(verb, "--help");
            assertThat(help.code()).isZero();
            assertThat(Arrays.asList(help.out().split("\n")))
                    .allSatisfy(line -> assertThat(line).hasSizeLessThan(91));
        }
    }

    @Test
    void theBytesAreTheSameForAnyNumberOfThreads() throws IOException {
        Object[] chain = {"--codec", "zstd(9) | bitround(9)", "--l1", "1e-3", "--no-history"};
        compress(Stream.concat(Stream.of(chain), Stream.of("--threads", "1")).toArray());
        Map<String, List<Byte>> one = objects(out());
        Files.move(out(), folder.resolve("one.zarr"));
        compress(Stream.concat(Stream.of(chain), Stream.of("--threads", "4")).toArray());
        assertThat(objects(out())).isEqualTo(one);
    }
}
