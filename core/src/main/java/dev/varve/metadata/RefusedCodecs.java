package dev.varve.metadata;

import java.util.Map;
import java.util.Optional;

/** Codecs that are known by name and not read, each with the reason and what to do. */
final class RefusedCodecs {
    private static final Map<String, String> REASONS = Map.of(
            "conditional", "it is a draft that no software writes",
            "numcodecs.pickle",
                    "pickles run the code of whoever wrote them; rewrite the array with vlen-utf8 or numbers");

    private RefusedCodecs() {}

    /** Why a codec is not read, if it is one of these. */
    static Optional<String> reason(String name) {
        return Optional.ofNullable(REASONS.get(name));
    }
}
