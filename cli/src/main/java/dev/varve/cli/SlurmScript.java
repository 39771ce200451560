package dev.varve.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A batch file for Slurm that sweeps a list of fields, one after another, each by all tasks of the job: they share each
 * field's results folder, so that tasks may be killed and the job submitted again. It asks for whole nodes, whatever they
 * have, because no number of processors or bytes fits every cluster.
 */
final class SlurmScript {
    private static final String EXAMPLE = "a line 'FILE VARIABLE BUDGET', such as 'run/atm_2d.nc t_2m 1e-4'";

    /** A field and its budget. */
    private record Entry(String file, String variable, double budget) {}

    private final List<Entry> entries;

    private SlurmScript(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * Reads a list: a file, a variable and a relative L1 error a line, separated by blanks; {@code #} begins a comment.
     *
     * @throws UsageException when a line is none
     */
    static SlurmScript read(Path list) throws IOException {
        List<Entry> entries = new ArrayList<>();
        List<String> lines = Files.readAllLines(list);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                entries.add(entry(line, list + ", line " + (i + 1)));
            }
        }
        if (entries.isEmpty()) {
            throw new UsageException(list + " names no field", EXAMPLE);
        }
        return new SlurmScript(entries);
    }

    private static Entry entry(String line, String place) {
        String[] words = line.split("\\s+", -1);
        if (words.length != 3) {
            throw new UsageException(place + ": '" + line + "' has " + words.length + " words, not 3", EXAMPLE);
        }
        try {
            double budget = Double.parseDouble(words[2]);
            if (!(budget >= 0 && budget < 1)) {
                throw new UsageException(
                        place + ": budget " + words[2] + " is relative, from 0 to 1, not in the field's unit", EXAMPLE);
            }
            return new Entry(words[0], words[1], budget);
        } catch (NumberFormatException e) {
            throw new UsageException(place + ": '" + words[2] + "' is no number", EXAMPLE);
        }
    }

    /**
     * The batch file, line by line.
     *
     * @param program what runs a command
     * @param where the folder that gets a folder of results for each file
     * @param options more options of each sweep, as a shell takes them, each with a blank before it
     */
    List<String> lines(String program, String where, String options) {
        List<String> lines = new ArrayList<>(List.of(
                "#!/bin/bash",
                "#SBATCH --job-name=varve-sweep",
                "#SBATCH --nodes=1",
                "#SBATCH --ntasks-per-node=1",
                "#SBATCH --exclusive",
                "#SBATCH --mem=0",
                "#SBATCH --time=12:00:00",
                "#SBATCH --signal=TERM@60",
                "#SBATCH --requeue",
                "# More nodes (sbatch --nodes=4) only make it faster: every task of the job joins every sweep, and a job that",
                "# was cut off goes on where it stopped when it is submitted again.",
                "set -u",
                "results=" + CommandText.quoted(where),
                "ok=0; failed=0",
                "sweep() { # FILE VARIABLE BUDGET RESULTS",
                "    # Since Slurm 22.05 srun does not take the job's number of processors by itself.",
                "    srun --kill-on-bad-exit=0 --cpus-per-task=\"${SLURM_CPUS_PER_TASK:-$SLURM_CPUS_ON_NODE}\" \\",
                "        " + CommandText.quoted(program) + " sweep \"$1\" --variables \"$2\" --l1 \"$3\" \\",
                "        --where \"$results/$4\"" + options,
                "    case $? in",
                "        0) ok=$((ok + 1)) ;;",
                "        130 | 143) echo 'stopped; submit again to go on'; exit 143 ;;",
                "        *) failed=$((failed + 1)) ;;",
                "    esac",
                "}",
                ""));
        Map<String, String> folders = folders();
        for (Entry entry : entries) {
            lines.add("sweep " + CommandText.quoted(entry.file()) + " " + CommandText.quoted(entry.variable()) + " "
                    + entry.budget() + " " + CommandText.quoted(folders.get(entry.file())));
        }
        lines.add("");
        lines.add("echo \"$ok of " + entries.size() + " sweeps done, $failed failed\"");
        lines.add("[ \"$failed\" = 0 ]");
        return lines;
    }

    /** The folder of each file's results: its name, or where another file is called the same, its path, kept below. */
    private Map<String, String> folders() {
        Map<String, Set<String>> files = new HashMap<>();
        for (Entry entry : entries) {
            files.computeIfAbsent(name(entry.file()), name -> new HashSet<>()).add(entry.file());
        }
        Map<String, String> folders = new HashMap<>();
        for (Entry entry : entries) {
            boolean isAlone = files.get(name(entry.file())).size() == 1;
            folders.put(entry.file(), isAlone ? name(entry.file()) : below(entry.file()));
        }
        return folders;
    }

    private static String below(String file) {
        return file.replaceFirst("^/+", "").replaceAll("(^|/)\\.\\.(?=/)", "$1parent");
    }

    private static String name(String file) {
        return Path.of(file).normalize().getFileName().toString();
    }
}
