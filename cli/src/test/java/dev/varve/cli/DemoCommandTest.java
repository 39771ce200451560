package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.array.Shape;
import dev.varve.cli.Cli.Result;
import dev.varve.dataset.Variable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
    @TempDir
    private Path folder;

    private Result demo(Object... more) {
        Path place = folder.resolve("demo");
        Object[] args =
                Stream.concat(Stream.of("demo", place), Arrays.stream(more)).toArray();
        return Cli.runIn(Map.of("VARVE_COMMAND", "./varve"), false, new StopSignal(), args)
                .in(place);
    }

    @Test
    void theMainJobIsDoneAndItsCommandsArePrinted() {
        Result result = demo("--steps", 4);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out().lines().filter(line -> line.startsWith("$ ")))
                .containsExactly(
                        "$ ./varve info DIR/climate.nc",
                        "$ ./varve sweep DIR/climate.nc --variables tas --l1 1e-3 --relative-to std --sample 20MB"
                                + " --where DIR/results --overwrite",
                        "$ ./varve compress DIR/climate.nc DIR/climate.zarr --recipes DIR/results --overwrite",
                        "$ ./varve verify DIR/climate.zarr --against DIR/climate.nc",
                        "$ ./varve report DIR/results");
        assertThat(result.out())
                .contains("DIR/climate.zarr against DIR/climate.nc: right (8 variables, 1.55 MiB)")
                .contains("\nThe report: DIR/results/report.html\n")
                .endsWith("The results lie in DIR; 'rm -r DIR' removes them.\n");
        assertThat(folder.resolve("demo/results/report.html")).isNotEmptyFile();
    }

    @Test
    void copyingLosesNothing() {
        Result result = demo("--copy", "--steps", 4);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out().lines().filter(line -> line.startsWith("$ ")))
                .containsExactly(
                        "$ ./varve info DIR/climate.nc",
                        "$ ./varve convert DIR/climate.nc DIR/climate.zarr --overwrite",
                        "$ ./varve verify DIR/climate.zarr --against DIR/climate.nc",
                        "$ ./varve convert DIR/climate.zarr DIR/back.nc --overwrite",
                        "$ ./varve hash DIR/back.nc --array tas",
                        "$ ./varve hash DIR/climate.nc --array tas");
        assertThat(result.out().lines().filter(line -> line.endsWith("\ttas")).distinct())
                .hasSize(1);
    }

    @Test
    void theFieldIsTheSameHoweverItIsRead() {
        DemoSource source = new DemoSource(3, 12, 24);
        for (Variable variable : source.describe().variables()) {
            Shape shape = variable.shape();
            NdArray whole = source.read(variable, Region.whole(shape));
            assertThat(new DemoSource(3, 12, 24)
                            .read(variable, Region.whole(shape))
                            .sameBits(whole))
                    .isTrue();
            for (int axis = 0; axis < shape.rank(); axis++) {
                long[] start = new long[shape.rank()];
                long[] stop = shape.extents();
                start[axis] = stop[axis] / 2;
                Region half = Region.between(start, stop);
                assertThat(source.read(variable, half).sameBits(whole.slice(half)))
                        .as(variable.path() + " " + half)
                        .isTrue();
            }
        }
    }
}
