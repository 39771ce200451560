package dev.varve.run.sweep;

import dev.varve.array.DataType;
import dev.varve.codec.CodecChain;
import dev.varve.metadata.ChainNotation;
import dev.varve.metadata.CodecFormat;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.JsonCursor;
import dev.varve.metadata.JsonReader;
import dev.varve.metadata.MetadataException;
import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.Stage;

/** Candidates as files name them. */
public interface CandidateText {
    /** The one text of a candidate, the same in every process and version. */
    String identity(Candidate candidate);

    /**
     * The candidate of an identity.
     *
     * @throws MetadataException when it is none
     */
    Candidate parse(String identity) throws MetadataException;

    /** As people write it: {@code compressor | filter | serializer}. */
    String label(Candidate candidate);

    /** Whether any reader of Zarr v3 may be expected to decode its chain. */
    boolean isPortable(Candidate candidate);

    /** The texts of candidates on elements of a type. */
    static CandidateText of(DataType type) {
        return standard();
    }

    /** The codecs of {@code zarr.json} as identity. */
    static CandidateText standard() {
        CodecRegistry registry = CodecRegistry.standard();
        ChainNotation notation = new ChainNotation(registry);
        return new CandidateText() {
            @Override
            public String identity(Candidate candidate) {
                return registry.toJson(candidate.chain()).toText();
            }

            @Override
            public Candidate parse(String identity) throws MetadataException {
                CodecChain chain = registry.parseChain(JsonCursor.of(JsonReader.read(identity)));
                return new Candidate(new Stage(chain.filters(), chain.serializer()), chain.compressors());
            }

            @Override
            public boolean isPortable(Candidate candidate) {
                return candidate.chain().codecs().stream().allMatch(codec -> registry.format(codec.getClass())
                        .filter(format -> format.standing() == CodecFormat.Standing.PORTABLE)
                        .isPresent());
            }

            @Override
            public String label(Candidate candidate) {
                return notation.print(candidate.chain());
            }
        };
    }
}
