package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlurmScriptTest {
    @TempDir
    Path folder;

    private Result script(String list) throws IOException {
        Path file = Files.writeString(folder.resolve("fields.txt"), list);
        return Cli.run("sweep", "--slurm-script", file, "--where", "/scratch/my results");
    }

    @Test
    void everyFieldOfTheListIsSweptIntoAFolderOfItsFile() throws IOException {
        Result result = script("# what to sweep\nrun/a.nc t_2m 1e-4\n\n'run/b c.nc' q 5e-3 # dry\n"
                .replace("'run/b c.nc'", "run/b.nc"));
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("#!/bin/bash\n#SBATCH ")
                .contains("results='/scratch/my results'\n")
                .contains("\nsweep run/a.nc t_2m 1.0E-4 a.nc\nsweep run/b.nc q 0.005 b.nc\n")
                .endsWith("[ \"$failed\" = 0 ]\n");
    }

    /** A shell runs it, with srun and varve in their places. */
    @Test
    void theScriptRunsAllAndFailsWhenOneFailed() throws IOException, InterruptedException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        executable(
                bin.resolve("srun"), "#!/bin/bash\n[ \"$2\" = --cpus-per-task=6 ] || exit 99\nshift 2\nexec \"$@\"\n");
        executable(
                bin.resolve("varve"),
                "#!/bin/bash\necho \"$@\" >> " + folder.resolve("log")
                        + "\ncase $4 in bad) exit 1 ;; slow) exit 143 ;; esac\n");
        Process process = job(bin, "a.nc t 1e-4\na.nc bad 1e-4\nb.nc u 1e-2");
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("out"))).isEqualTo("2 of 3 sweeps done, 1 failed\n");
        assertThat(Files.readAllLines(folder.resolve("log")))
                .hasSize(3)
                .first()
                .isEqualTo("sweep a.nc --variables t --l1 1.0E-4 --where /scratch/my results/a.nc");
        // At the end of its time the job does not begin another sweep.
        Process stopped = job(bin, "a.nc slow 1e-4\nb.nc u 1e-2");
        assertThat(stopped.exitValue()).isEqualTo(143);
        assertThat(Files.readString(folder.resolve("out"))).isEqualTo("stopped; submit again to go on\n");
    }

    private Process job(Path bin, String list) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("job"), script(list).out());
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString());
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        builder.environment().put("SLURM_CPUS_ON_NODE", "6");
        builder.environment().remove("SLURM_CPUS_PER_TASK");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process;
    }

    private static void executable(Path path, String text) throws IOException {
        Files.writeString(path, text);
        assertThat(path.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void filesOfOneNameHaveFoldersOfTheirOwn() throws IOException {
        assertThat(script("/run/1/a.nc t 1e-4\n/run/1/a.nc u 1e-4\n../run2/a.nc t 1e-4\nb.nc t 1e-4")
                        .out())
                .contains("\nsweep /run/1/a.nc t 1.0E-4 run/1/a.nc\nsweep /run/1/a.nc u 1.0E-4 run/1/a.nc\n"
                        + "sweep ../run2/a.nc t 1.0E-4 parent/run2/a.nc\nsweep b.nc t 1.0E-4 b.nc\n");
    }

    @Test
    void everySweepHasTheOtherOptionsOfTheCommand() throws IOException {
        Path list = Files.writeString(folder.resolve("fields.txt"), "a.nc t 1e-4");
        Result result = Cli.run(
                "sweep",
                "--slurm-script",
                list,
                "--where",
                "r",
                "--gate",
                "max_abs=1",
                "--gate",
                "bias=0.1",
                "--relative-to",
                "std",
                "--all-codecs",
                "--sample",
                "1GB",
                "--compressors",
                "zstd,none");
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("--where \"$results/$4\"", " --all-codecs", " --sample 1GB", " --compressors zstd,none")
                .contains(" --gate max_abs=1", " --gate bias=0.1")
                .doesNotContain("fields.txt");
        Result refused = Cli.run("sweep", "a.nc", "--slurm-script", list, "--where", "r", "--l1", "1", "--overwrite");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("every time it is submitted: without a.nc --l1 1 --overwrite\n");
    }

    @Test
    void linesThatAreNoFieldAreNamed() throws IOException {
        assertThat(script("a.nc t").err()).contains("fields.txt, line 1: 'a.nc t' has 2 words, not 3");
        assertThat(script("a.nc t x").err()).contains("line 1: 'x' is no number");
        assertThat(script("a.nc t 1").err()).contains("budget 1 is relative, from 0 to 1, not in the field's unit");
        assertThat(script("# nothing").code()).isEqualTo(2);
    }
}
