package dev.varve.cli;

import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.util.Optional;

/** A stream that remembers why it could not be written; {@link java.io.PrintStream} on its own only knows that. */
final class AnswerStream extends FilterOutputStream {
    private volatile IOException failure;

    AnswerStream(FileOutputStream out) {
        super(out);
    }

    /** Why writing failed first, if it did. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }
}
