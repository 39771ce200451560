package dev.varve.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.NullTerminatedBytes;
import dev.varve.array.NumericType;
import dev.varve.cli.Cli.Result;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonReader;
import dev.varve.plan.sweep.Gate;
import dev.varve.run.sweep.ResultRow;
import dev.varve.run.sweep.ResultTable;
import dev.varve.run.sweep.ResultsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code varve sweep}, on small fields and few classes of codecs. */
@Timeout(120)
class SweepCommandTest {
    private static final Map<String, String> FEW =
            Map.of("--compressors", "zstd,none", "--filters", "bitround,none", "--serializers", "bytes");

    @TempDir
    private Path folder;

    private Path input;

    @BeforeEach
    void writeInput() throws IOException {
        input = new FieldFile(4, 20, 30).with("t", FieldFile::wave).write(folder.resolve("in.nc"));
    }

    private Path results() {
        return folder.resolve("results");
    }

    /** The classes of codecs are few where options do not say which. */
    private Object[] words(Object... options) {
        List<Object> words = new ArrayList<>(List.of("sweep", input, "--where", results()));
        words.addAll(List.of(options));
        FEW.forEach((option, classes) -> words.addAll(words.contains(option) ? List.of() : List.of(option, classes)));
        return words.toArray();
    }

    private Result sweep(Object... options) {
        return Cli.run(words(options)).in(folder);
    }

    private Result verify() {
        return Cli.run("verify", results()).in(folder);
    }

    private static JsonCursor field(Result result, int index) throws IOException {
        return JsonCursor.of(JsonReader.read(result.out()))
                .get("fields")
                .items()
                .get(index);
    }

    private ResultTable table(String variable) throws IOException {
        return ResultsFolder.open(results()).table(variable);
    }

    private Map<String, String> files() throws IOException {
        try (Stream<Path> files = Files.list(results())) {
            Map<String, String> contents = new TreeMap<>();
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), new String(Files.readAllBytes(file), ISO_8859_1));
            }
            return contents;
        }
    }

    private int rows(String variable) throws IOException {
        return Files.readAllLines(results().resolve("config_space_" + variable + "_rank0.csv"))
                        .size()
                - 1;
    }

    @Test
    void theBestChainIsSaidAndItsErrorsAreWithinTheBudget() throws IOException {
        Result result = sweep("--l1", "1e-3");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines().toList()).hasSize(5);
        assertThat(result.out())
                .containsPattern("^t: zstd\\(level=\\d+\\) \\| bitround\\(keepbits=\\d+\\) \\| -\n  ratio [\\d.]+, l1 ")
                .containsPattern("\n  \\d+ chains: \\d+ measured, 0 estimated on a part, \\d+ skipped, 0 failed; ")
                .containsPattern("\n  bits: \\d+ of the mantissa hold 99 % of the information, \\d+ hold 99.9 %\n")
                .endsWith("\nnot swept: time, lat, lon (a coordinate)\n");
        ResultRow best = table("t").best().orElseThrow();
        assertThat(best.measured().orElseThrow().errors().l1Relative())
                .isPositive()
                .isLessThanOrEqualTo(1e-3);
        assertThat(result.out()).startsWith("t: " + best.label() + "\n");
        assertThat(files().keySet())
                .containsExactly(
                        "config_space_t.csv",
                        "config_space_t_rank0.csv",
                        "manifest_t.json",
                        "pareto_t.csv",
                        "portrait_t.json",
                        "results_t.parquet",
                        "sweep_state_t.json");
        assertThat(verify().code()).as(verify().out()).isZero();
    }

    @Test
    void theJsonReportCountsWhatTheTableHolds() throws IOException {
        Result result = sweep("--l1", "1e-3", "--json");
        assertThat(result.code()).as(result.err()).isZero();
        JsonCursor whole = JsonCursor.of(JsonReader.read(result.out()));
        assertThat(whole.get("schema").string()).isEqualTo("varve.sweep_report/1");
        assertThat(whole.get("input").string()).isEqualTo("DIR/in.nc");
        JsonCursor field = field(result, 0);
        ResultTable table = table("t");
        assertThat(field.get("variable").string()).isEqualTo("t");
        assertThat(field.get("winner").string())
                .isEqualTo(table.best().orElseThrow().label());
        assertThat(field.get("candidates").integer(0, 9999))
                .isEqualTo(table.rows().size());
        for (ResultRow.Status status : ResultRow.Status.values()) {
            assertThat(field.get(status.label()).integer(0, 9999)).isEqualTo(table.count(status));
        }
        assertThat(field.get("kept").integer(0, 9999))
                .isEqualTo(table.rows().stream().filter(ResultRow::isKept).count());
        assertThat(whole.get("not_swept").items().get(0).get("variable").string())
                .isEqualTo("time");
        assertThat(whole.get("not_swept").items().get(0).get("reason").string()).isEqualTo("a coordinate");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--quiet;A budget is missing;--l1 1e-4",
                "--l1 1e-3 --compressors zsdt;'zsdt' is not known; nearest: zstd",
                "--l1 1e-3 --filters bitrond;'bitrond' is not known; nearest: bitround",
                "--l1 1e-3 --serializers pcodecs;'pcodecs' is not known; nearest: pcodec",
                "--gate max_bas=1;there is no gate 'max_bas';did you mean 'max_abs'?",
                "--gate l1=x;--gate l1=x is not NAME=NUMBER;--gate l1=1e-3",
                "--l1 -1;must be finite and not negative;--l1 1e-4",
                "--l1 1e-3 --max-evals 5;--max-evals is for --exhaustive;--exhaustive --max-evals 300",
                "--l1 1e-3 --exhaustive --max-evals 0;1 or more;--exhaustive --max-evals 300",
                "--l1 1e-3 --rank -1;--rank -1: ranks are counted from 0;--rank 0",
                "--l1 1e-3 --phys-tolerance -1;--phys-tolerance -1.0: at least 0;--phys-tolerance",
                "--l1 1e-3 --variables tt;there is no variable 'tt';did you mean 't'?",
                "--l1 1e-3 --space zarr;there are varve and dc_toolkit;--space varve",
                "--l1 1e-3 --filters astype;no chain is left for float32 elements of filters astype;--filters",
            })
    void aCommandLineThatIsWrongIsRefusedAndNothingIsWritten(String options, String problem, String remedy)
            throws IOException {
        List<Object> words = new ArrayList<>(List.of("sweep", input, "--where", results()));
        words.addAll(List.of(options.split(" ")));
        if (options.contains("astype")) {
            words.addAll(List.of("--serializers", "bytes"));
        }
        Result result = Cli.run(words.toArray());
        assertThat(result.code()).as(result.out() + result.err()).isEqualTo(2);
        assertThat(result.err()).contains(problem, "try:   ", remedy).doesNotContain("defect");
        assertThat(ResultsFolder.isResults(results())).isFalse();
    }

    @Test
    void whatCannotBeSweptIsAWrongInput() throws IOException {
        assertThat(Cli.run("sweep", "--where", results(), "--l1", "1e-3").code())
                .isEqualTo(2);
        Result coordinates = sweep("--l1", "1e-3", "--variables", "lat,lon");
        assertThat(coordinates.code()).isEqualTo(5);
        assertThat(coordinates.err())
                .isEqualTo("varve: DIR/in.nc: no field to sweep: lat (a coordinate); lon (a coordinate)\n"
                        + "try:   varve info DIR/in.nc shows what there is\n");
        input = folder.resolve("none.nc");
        Result missing = sweep("--l1", "1e-3");
        assertThat(missing.code()).isEqualTo(5);
        assertThat(missing.err()).startsWith("varve: DIR/none.nc: there is no such file or folder\n");
        assertThat(results()).doesNotExist();
    }

    @Test
    void theFolderOfAnotherSweepIsLeftAloneUnlessItIsToBeReplaced() throws IOException {
        sweep("--l1", "1e-3");
        Map<String, String> before = files();
        Result chunks = sweep("--l1", "1e-3", "--inner-chunk", "1KiB");
        assertThat(chunks.code()).isEqualTo(4);
        assertThat(chunks.err())
                .isEqualTo("varve: variable 't': DIR/results has the results of another sweep (chunk shape: was"
                        + " (4, 20, 30), is (1, 8, 30)); nothing was changed\n"
                        + "try:   --overwrite to start anew, or another folder with --where\n");
        assertThat(files()).isEqualTo(before);
        new FieldFile(4, 20, 30).with("t", cell -> FieldFile.wave(cell + 1)).write(input);
        Result data = sweep("--l1", "1e-3");
        assertThat(data.code()).isEqualTo(4);
        assertThat(data.err()).contains("data of the sample: was ", ", is ");
        assertThat(files()).isEqualTo(before);
        Result anew = sweep("--l1", "1e-3", "--overwrite");
        assertThat(anew.code()).as(anew.err()).isZero();
        assertThat(verify().code()).as(verify().out()).isZero();
        assertThat(files().get("sweep_state_t.json")).isNotEqualTo(before.get("sweep_state_t.json"));
    }

    @Test
    void aBudgetThatNoChainKeepsIsAFailureAndTheOtherFieldsAreDone() throws IOException {
        input = new FieldFile(4, 20, 30)
                .with("t", FieldFile::wave)
                .with("same", cell -> 5)
                .write(folder.resolve("two.nc"));
        Object[] loose = {"--filters", "fixedscaleoffset", "--all-codecs", "--l1", "1e-2"};
        assertThat(sweep(loose).code()).isZero();
        Object[] tight = {"--filters", "fixedscaleoffset", "--all-codecs", "--l1", "1e-12"};
        Result one = sweep(tight);
        assertThat(one.code()).isEqualTo(1);
        assertThat(one.out())
                .startsWith("t: no chain keeps the budget\ntry:   a larger budget, or --all-codecs\nsame: zstd(");
        assertThat(ResultsFolder.open(results()).variables()).containsExactly("same");
        assertThat(verify().code()).isEqualTo(3);
        assertThat(verify().out()).contains("manifest_t.json: dropped consolidation: is missing");
        JsonCursor failed = field(sweep("--filters", "fixedscaleoffset", "--all-codecs", "--l1", "1e-12", "--json"), 0);
        assertThat(failed.get("kept").integer(0, 0)).isZero();
        assertThat(failed.find("winner")).isEmpty();
        assertThat(sweep(loose).code()).isZero();
        assertThat(verify().code()).as(verify().out()).isZero();
    }

    @Test
    void aDryRunSaysWhatWouldBeTriedAndWritesNothing() throws IOException {
        Result result = sweep("--l1", "1e-3", "--dry-run", "--threads", "2");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("t: (4, 20, 30) of (4, 20, 30) float32, 9.38 KiB in chunks (4, 20, 30)\n")
                .contains(" compressors, those tried that can win\n", " on 2 threads, a guess from usual speeds\n");
        JsonCursor field = field(sweep("--l1", "1e-3", "--dry-run", "--json"), 0);
        assertThat(field.get("sample_bytes").integer(0, 99999)).isEqualTo(4 * 20 * 30 * Float.BYTES);
        assertThat(results()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "SLURM_PROCID, SLURM_NTASKS, 'Slurm, SLURM_PROCID=3 of 8'",
        "SLURM_ARRAY_TASK_ID, SLURM_ARRAY_TASK_COUNT, 'Slurm''s array, SLURM_ARRAY_TASK_ID=3 of 8'",
        "OMPI_COMM_WORLD_RANK, OMPI_COMM_WORLD_SIZE, 'Open MPI, OMPI_COMM_WORLD_RANK=3 of 8'",
        "PMI_RANK, PMI_SIZE, 'PMI, PMI_RANK=3 of 8'",
    })
    void theRankIsTheLaunchersAndIsSaid(String rank, String ranks, String said) throws IOException {
        Result result = Cli.runIn(
                Map.of(rank, "3", ranks, "8", "SLURM_STEP_ID", "0", "SLURM_ARRAY_TASK_MAX", "7"),
                false,
                new StopSignal(),
                words("--lossless", "--filters", "none", "--compressors", "none"));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).isEqualTo("varve: rank 3 (" + said + ")\n");
        assertThat(files()).containsKey("config_space_t_rank3.csv").doesNotContainKey("config_space_t_rank0.csv");
    }

    @Test
    void aSweepWithoutLossNeedsNoBudget() throws IOException {
        Result result = sweep("--lossless");
        assertThat(result.code()).as(result.err()).isZero();
        for (ResultRow row : table("t").rows()) {
            assertThat(row.label()).doesNotContain("bitround(keepbits=1");
            row.measured().ifPresent(measured -> assertThat(measured.errors().maxAbsolute())
                    .isZero());
        }
        assertThat(verify().code()).isZero();
    }

    @Test
    void fieldsOfAllKindsAreSweptAndWhatIsNoFieldIsSaid() throws IOException {
        input = new FieldFile(4, 20, 30)
                .with("t", FieldFile::wave)
                .with("same", cell -> 5)
                .with("nothing", cell -> Double.NaN)
                .with("holes", cell -> cell % 7 == 0 ? Double.NaN : FieldFile.wave(cell))
                .with("count", NumericType.INT32, cell -> cell % 77)
                .with("flag", NumericType.UINT8, cell -> cell % 3)
                .with("d", NumericType.FLOAT64, FieldFile::wave)
                .withZeros("crs", NumericType.INT32, true)
                .withZeros("name", new NullTerminatedBytes(1), false)
                .write(folder.resolve("all.nc"));
        Result result = sweep("--l1", "1e-3", "--compressors", "lz4,none");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()
                        .lines()
                        .filter(line -> !line.startsWith(" "))
                        .map(line -> line.substring(0, line.indexOf(':'))))
                .containsExactly("t", "same", "nothing", "holes", "count", "flag", "d", "not swept");
        assertThat(result.out())
                .endsWith("not swept: time, lat, lon (a coordinate); crs (a single number); name (elements of type "
                        + new NullTerminatedBytes(1) + ")\n");
        assertThat(verify().out()).startsWith("DIR/results: right (7 variables, ");
        Result stored = Cli.run("compress", input, folder.resolve("out.zarr"), "--recipes", results(), "--quiet");
        assertThat(stored.code()).as(stored.err()).isZero();
        assertThat(Cli.run("verify", folder.resolve("out.zarr"), "--against", input, "--quiet")
                        .code())
                .isZero();
    }

    /** Rows are of candidates, not of budgets: what is known is judged again, and only what is new is measured. */
    @Test
    void anotherBudgetMeasuresNothingTwice() throws IOException {
        sweep("--l1", "1e-3");
        int rows = rows("t");
        String first = table("t").best().orElseThrow().label();
        assertThat(sweep("--l1", "1e-3").code()).isZero();
        assertThat(rows("t")).isEqualTo(rows);
        assertThat(table("t").best().orElseThrow().label()).isEqualTo(first);
        assertThat(sweep("--l1", "1e-5").code()).isZero();
        assertThat(table("t").best().orElseThrow().label()).isNotEqualTo(first);
        assertThat(verify().code()).as(verify().out()).isZero();
        int more = rows("t");
        assertThat(sweep("--l1", "1e-3").out()).startsWith("t: " + first + "\n");
        assertThat(rows("t")).isEqualTo(more);
        assertThat(verify().code()).as(verify().out()).isZero();
        assertThat(identities()).doesNotHaveDuplicates();
    }

    /** What comes before the numbers of rows. */
    private List<String> identities() throws IOException {
        return Files.readAllLines(results().resolve("config_space_t_rank0.csv")).stream()
                .skip(1)
                .map(line -> line.substring(0, line.lastIndexOf('}')))
                .toList();
    }

    @Test
    void allThatWasAskedForBeforeIsKnownAfterwards() throws IOException {
        assertThat(sweep("--l1", "1e-3", "--exhaustive", "--max-evals", "20").code())
                .isZero();
        assertThat(rows("t")).isEqualTo(20);
        assertThat(table("t").count(ResultRow.Status.MEASURED)).isEqualTo(20);
        assertThat(sweep("--l1", "1e-3", "--exhaustive").code()).isZero();
        ResultTable all = table("t");
        assertThat(all.count(ResultRow.Status.MEASURED))
                .isEqualTo(all.rows().size())
                .isEqualTo(rows("t"));
        assertThat(sweep("--l1", "1e-3", "--exhaustive", "--max-evals", "20").code())
                .isZero();
        assertThat(rows("t")).isEqualTo(all.rows().size());
        assertThat(verify().code()).as(verify().out()).isZero();
        assertThat(sweep("--l1", "1e-3", "--compressors", "none").out()).startsWith("t: - | ");
        assertThat(verify().code()).as(verify().out()).isZero();
    }

    @Test
    void aSweepThatIsToldToStopSaysThatItGoesOn() throws Exception {
        StopSignal stop = new StopSignal();
        stop.raise(0);
        Result stopped = Cli.runIn(Map.of(), false, stop, words("--l1", "1e-3")).in(folder);
        assertThat(stopped.code()).isEqualTo(130);
        assertThat(stopped.err())
                .isEqualTo("varve: stopped; what was complete before is in DIR/results\n"
                        + "try:   the same command again goes on\n");
        assertThat(results().resolve("claims")).doesNotExist();
        assertThat(sweep("--l1", "1e-3").code()).isZero();
        assertThat(verify().code()).isZero();
    }

    @Test
    void theHelpShowsHowItIsUsed() {
        Result help = Cli.run("sweep", "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out())
                .startsWith("Finds the codec chain that makes each field smallest within an error budget.\n")
                .contains("varve sweep era5.nc --l1 1e-4 --where results\n", "Usage: varve sweep [OPTIONS] [IN]");
        for (Gate gate : Gate.values()) {
            assertThat(help.out()).contains(gate.label());
        }
    }
}
