package dev.varve.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varve.formats.netcdf4.write.OutputCase;
import dev.varve.formats.netcdf4.write.OutputCases;
import dev.varve.formats.netcdf4.write.OutputTruth;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NetCDF-C, HDF5 and what stands on them read the NetCDF-4 files that Varve writes, and append to them. */
@Tag("interop")
class Netcdf4OutputTest {
    @TempDir
    private Path folder;

    @Test
    void otherProgramsReadWhatIsWrittenAndAppendToIt() throws IOException, InterruptedException {
        for (OutputCase output : OutputCases.all()) {
            output.write(folder.resolve(output.name() + ".nc"));
            OutputTruth.write(output, folder.resolve(output.name() + ".json"));
        }
        Process python = new ProcessBuilder(
                        System.getProperty("varve.python", "python3"),
                        Path.of("python", "check_netcdf_out.py").toString(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(python.getInputStream().readAllBytes(), UTF_8);

        assertThat(python.waitFor()).isZero();
        assertThat(printed.strip()).isEqualTo(Integer.toString(OutputCases.all().size()));
    }
}
