package dev.varve.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.file.Path;

/** A script of {@code interop/python} that answers each line with a line, run by the Python that has the peers. */
final class PythonScript implements Closeable {
    private final String name;
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private PythonScript(String name, Process process) {
        this.name = name;
        this.process = process;
        this.questions = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** Starts a script. */
    static PythonScript start(String name) throws IOException {
        Process process = new ProcessBuilder(
                        executable(), "-u", Path.of("python", name).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new PythonScript(name, process);
    }

    /** The Python that has the peers of {@code requirements.txt}. */
    static String executable() {
        return System.getProperty("varve.python", "python3");
    }

    /** The answer to a line. */
    synchronized String ask(String line) throws IOException {
        questions.write(line);
        questions.newLine();
        questions.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException(name + " ended; it needs the packages of interop/python/requirements.txt: "
                    + "pip install -r interop/python/requirements.txt, then -Dvarve.python=PYTHON");
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        questions.close();
        process.destroy();
    }
}
