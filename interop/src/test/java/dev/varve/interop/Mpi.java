package dev.varve.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Debian's Open MPI, which starts a command several times on this machine. */
final class Mpi {
    private Mpi() {}

    /** Runs a command as so many ranks, more than there are processors if need be. */
    static ProgramRun run(int ranks, List<String> command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(words(ranks));
        words.addAll(command);
        return ProgramRun.of(new ProcessBuilder(words));
    }

    /** What stands before a command. */
    static List<String> words(int ranks) {
        String mpirun = ProgramRun.find("mpirun", "openmpi-bin").toString();
        return List.of(mpirun, "-n", Integer.toString(ranks), "--oversubscribe", "--allow-run-as-root");
    }
}
