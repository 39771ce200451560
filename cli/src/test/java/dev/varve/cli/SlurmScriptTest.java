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
                .contains("\nsweep run/a.nc t_2m 1.0E-4\nsweep run/b.nc q 0.005\n")
                .endsWith("[ \"$failed\" = 0 ]\n");
    }

    /** A shell runs it, with srun and varve in their places. */
    @Test
    void theScriptRunsAllAndFailsWhenOneFailed() throws IOException, InterruptedException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        executable(bin.resolve("srun"), "#!/bin/bash\nshift\nexec \"$@\"\n");
        executable(
                bin.resolve("varve"), "#!/bin/bash\necho \"$@\" >> " + folder.resolve("log") + "\n[ \"$4\" != bad ]\n");
        Path script = Files.writeString(
                folder.resolve("job"),
                script("a.nc t 1e-4\na.nc bad 1e-4\nb.nc u 1e-2").out());
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString());
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("out"))).isEqualTo("2 of 3 sweeps done, 1 failed\n");
        assertThat(Files.readAllLines(folder.resolve("log")))
                .hasSize(3)
                .first()
                .isEqualTo("sweep a.nc --variables t --l1 1.0E-4 --where /scratch/my results/a.nc");
    }

    private static void executable(Path path, String text) throws IOException {
        Files.writeString(path, text);
        assertThat(path.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void linesThatAreNoFieldAreNamed() throws IOException {
        assertThat(script("a.nc t").err()).contains("fields.txt, line 1: 'a.nc t' has 2 words, not 3");
        assertThat(script("a.nc t x").err()).contains("line 1: 'x' is no number");
        assertThat(script("a.nc t 1").err()).contains("budget 1 is relative, from 0 to 1, not in the field's unit");
        assertThat(script("# nothing").code()).isEqualTo(2);
    }
}
