package dev.varve.run.sweep;

import dev.varve.array.DataType;
import dev.varve.metadata.CodecRegistry;
import dev.varve.metadata.MetadataException;
import dev.varve.plan.sweep.Candidate;
import dev.varve.plan.sweep.CandidateNotation;

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
        CandidateNotation notation = new CandidateNotation(CodecRegistry.standard());
        return new CandidateText() {
            @Override
            public String identity(Candidate candidate) {
                return notation.identity(candidate, type);
            }

            @Override
            public Candidate parse(String identity) throws MetadataException {
                return notation.parse(identity, type);
            }

            @Override
            public String label(Candidate candidate) {
                return notation.label(candidate, type);
            }

            @Override
            public boolean isPortable(Candidate candidate) {
                return notation.isPortable(candidate);
            }
        };
    }
}
