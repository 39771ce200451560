package dev.varve.codec;

/**
 * Bytes that a codec cannot decode: malformed, truncated, of another size than declared, or failing their checksum; or numbers
 * that a codec has no place for.
 */
public final class CodecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String codec;

    /**
     * @param codec the codec's name
     * @param reason what is wrong, with the position in the encoded bytes where one is known
     */
    public CodecException(String codec, String reason) {
        super(codec + ": " + reason);
        this.codec = codec;
    }

    /** As above, caused by another failure. */
    public CodecException(String codec, String reason, Throwable cause) {
        super(codec + ": " + reason, cause);
        this.codec = codec;
    }

    /** The name of the codec that failed. */
    public String codec() {
        return codec;
    }
}
