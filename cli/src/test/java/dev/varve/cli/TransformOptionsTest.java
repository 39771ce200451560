package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Cli.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options that change what is read: what they refuse, and that what they make is what {@code verify} compares with. */
class TransformOptionsTest {
    private static final Path CLASSIC = Cli.FIXTURES.resolve("netcdf3/cdf1_cf.nc");

    @TempDir
    private Path folder;

    private static void assertRefused(Result result, String problem, String remedy) {
        assertThat(result).isEqualTo(new Result(2, "", "varve: " + problem + "\ntry:   " + remedy + "\n"));
    }

    @Test
    void whatIsNotUnderstoodIsRefused() {
        assertRefused(
                Cli.run("info", CLASSIC, "--isel", "tiem=3"), "there is no dimension 'tiem'", "did you mean 'time'?");
        assertRefused(
                Cli.run("info", CLASSIC, "--isel", "time"),
                "--isel time: 'time' is not NAME=VALUE",
                "--isel time=0:24,lev=-1");
        assertRefused(
                Cli.run("info", CLASSIC, "--isel", "time=0,time=1"),
                "--isel time=1: 'time' is there twice",
                "--isel time=0:24,lev=-1");
        assertRefused(
                Cli.run("info", CLASSIC, "--cast", "t=float"),
                "--cast t=float: there is no type 'float'",
                "--cast t2m=float32");
        assertRefused(
                Cli.run("info", CLASSIC, "--scale", "t=warm"),
                "--scale t=warm: it is not FACTOR,OFFSET,UNITS",
                "--scale t2m=1,-273.15,degC");
        assertRefused(
                Cli.run("info", CLASSIC, "--mask", "t=5..x"),
                "--mask t=5..x: '5..x' has no numbers",
                "--mask t2m=200..350");
    }

    @Test
    void severalInputsNeedAWordOnHowTheyFollowEachOther() {
        Path out = folder.resolve("out.zarr");
        assertRefused(
                Cli.run("convert", CLASSIC, CLASSIC, out),
                "2 inputs, " + CLASSIC + " and others, and no word on how to put them together",
                "--concat DIM, as in --concat time");
        assertRefused(
                Cli.run("convert", folder.resolve("no_*.nc"), out, "--concat", "time"),
                "nothing matches " + folder.resolve("no_*.nc"),
                "ls " + folder.resolve("no_*.nc"));
        assertThat(out).doesNotExist();
    }

    @Test
    void aPartIsVerifiedAgainstTheSamePart() {
        Path out = folder.resolve("out.zarr");
        assertThat(Cli.run("convert", CLASSIC, out, "--isel", "time=0:1", "--quiet")
                        .code())
                .isZero();
        assertThat(Cli.run("verify", out, "--against", CLASSIC, "--isel", "time=0:1")
                        .code())
                .isZero();
        assertThat(Cli.run("verify", out, "--against", CLASSIC).code()).isEqualTo(3);
        assertThat(Cli.run("verify", out, "--isel", "time=0:1").code()).isEqualTo(2);
    }
}
