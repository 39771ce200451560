package dev.varve.cli;

import dev.varve.Release;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code varve} without a verb. */
@Command(
        name = "varve",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = RootCommand.Version.class,
        header = {
            "Compresses and copies very large gridded arrays between NetCDF and Zarr, verified.",
            "",
            "Examples:",
            "  varve demo                              the main job on a built-in field",
            "  varve info in.nc                        what a file or store holds",
            "  varve advise in.nc --access time=1      chunks and shards for how it is read",
            "  varve sweep in.nc --l1 1e-4 --where r   the best codecs within an error budget",
            "  varve report r                          a page to choose from",
            "  varve compress in.nc out.zarr --recipes r   with what the sweep found, verified",
            "  varve convert in.nc out.zarr            to Zarr v3: sharded, compressed, verified",
            "  varve convert out.zarr back.nc          and back to NetCDF-4",
            "  varve verify out.zarr --against in.nc   re-reads both sides",
            ""
        },
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Exit: 0 done and verified, 1 failed, 2 usage, 3 data differ or are corrupt,",
            "4 something is in the way, 5 input unreadable or unsupported, 6 not enough space",
            "or memory, 75 not all is done and the same command goes on, 130 and 143 stopped by a",
            "signal."
        })
final class RootCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** The version that the build wrote. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"varve " + Release.version()};
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
