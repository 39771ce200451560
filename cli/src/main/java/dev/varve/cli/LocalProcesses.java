package dev.varve.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The same command in several processes of this machine. They have this one's Java and its options, each an equal share of the
 * heap; what they complain of is passed on.
 */
final class LocalProcesses {
    private static final long PULSE_MILLIS = 100;

    private final Shell shell;
    private final int number;
    private final List<String> words;

    /**
     * @param number how many processes
     * @param words what each is told, after {@code varve}
     */
    LocalProcesses(Shell shell, int number, List<String> words) {
        this.shell = shell;
        this.number = number;
        this.words = List.copyOf(words);
    }

    /**
     * Runs them all, and waits for them.
     *
     * @return the answers of those that ended well
     * @throws IOException when all of them have failed
     * @throws StoppedException when this process was told to stop; then they were, too
     */
    List<String> run() throws IOException {
        shell.stop().leaveToBeContinued();
        List<Process> running = new ArrayList<>();
        List<Thread> readers = new ArrayList<>();
        try {
            for (int i = 0; i < number; i++) {
                Process process = new ProcessBuilder(command()).start();
                running.add(process);
                readers.add(passOn(process));
            }
            await(running);
            for (Thread reader : readers) {
                reader.join();
            }
            return answers(running);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while other processes were at work");
        } finally {
            running.forEach(Process::destroy);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!option.startsWith("-Xmx") && !option.startsWith("-XX:MaxRAM")) {
                command.add(option);
            }
        }
        command.add("-Xmx" + Math.max(64, Runtime.getRuntime().maxMemory() / number >> 20) + "m");
        String classes = System.getProperty("java.class.path");
        // The packaged program says in its jar what it needs of Java.
        boolean isPackaged = classes.endsWith(".jar") && !classes.contains(File.pathSeparator);
        command.addAll(isPackaged ? List.of("-jar", classes) : List.of("-cp", classes, Main.class.getName()));
        command.addAll(words);
        return command;
    }

    private Thread passOn(Process process) {
        Thread reader = new Thread(() -> {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
                lines.lines().forEach(line -> shell.err().println(process.pid() + " " + Printable.of(line)));
            } catch (IOException e) {
                shell.err().println("varve: process " + process.pid() + " cannot be heard any more: " + e.getMessage());
            }
        });
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    private void await(List<Process> running) throws InterruptedException {
        for (Process process : running) {
            while (!process.waitFor(PULSE_MILLIS, TimeUnit.MILLISECONDS)) {
                if (shell.stop().isRaised()) {
                    running.forEach(Process::destroy);
                    for (Process other : running) {
                        other.waitFor();
                    }
                    throw new StoppedException("stopped; what was recorded stays", null);
                }
            }
        }
    }

    /** Those that live have done what others left: where one ended well, nothing is left to be done. */
    private List<String> answers(List<Process> ended) throws IOException {
        List<String> answers = new ArrayList<>();
        for (Process process : ended) {
            // An answer is short: the pipe has held it.
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.exitValue() == ExitCode.DONE.number()) {
                answers.add(answer);
            }
        }
        if (answers.isEmpty()) {
            throw new IOException("all " + number + " processes have failed, one with exit code "
                    + ended.get(0).exitValue());
        }
        return answers;
    }
}
