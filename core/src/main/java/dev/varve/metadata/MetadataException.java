package dev.varve.metadata;

import java.io.IOException;

/** Metadata that breaks the specification or asks for something that Varve does not have. */
public final class MetadataException extends IOException {
    private static final long serialVersionUID = 1L;

    /** How much of a path messages show. */
    static final int LONGEST_PATH = 300;

    private final String path;
    private final String problem;

    /**
     * @param path the place in the document, {@code codecs[1].configuration.level}; empty for the whole of it
     * @param problem what is wrong there, and what to do where that is known
     */
    public MetadataException(String path, String problem) {
        super(path.isEmpty() ? problem : shown(path) + ": " + problem);
        this.path = shown(path);
        this.problem = problem;
    }

    private MetadataException(String document, MetadataException cause) {
        super(document + ": " + cause.getMessage(), cause);
        this.path = cause.path;
        this.problem = cause.problem;
    }

    private static String shown(String path) {
        return path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH) + "...";
    }

    /** This error with the name of the document in front of its message. */
    public MetadataException in(String document) {
        return new MetadataException(document, this);
    }

    /** The place in the document. */
    public String path() {
        return path;
    }

    /** What is wrong there. */
    public String problem() {
        return problem;
    }
}
