package dev.varve.run;

import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Which variables of two sources need not be equal, because one of them says how far it may be from the other. */
public interface FieldTolerance {
    /** All must be equal. */
    FieldTolerance NONE = new FieldTolerance() {
        @Override
        public Optional<Judgement> of(Source left, Variable a, Source right, Variable b) {
            return Optional.empty();
        }

        @Override
        public boolean isOwnAttribute(String name) {
            return false;
        }

        @Override
        public boolean isOwnVariable(Variable variable) {
            return false;
        }
    };

    /** How a variable is judged; nothing where its values have to be equal and nothing is said of them on one side alone. */
    Optional<Judgement> of(Source left, Variable a, Source right, Variable b) throws IOException;

    /** Whether an attribute tells how a variable was stored, so that only one side has it. */
    boolean isOwnAttribute(String name);

    /** Whether a variable tells how others were stored, so that only one side has it. */
    boolean isOwnVariable(Variable variable);

    /** Judges a variable; called by many threads. */
    interface Judgement {
        /** Whether values have to be equal; then the others are not asked. */
        boolean isExact();

        /** Takes the values of both sides in a region. */
        void compare(Region region, NdArray left, NdArray right);

        /** What the variable breaks, a sentence each without its name; asked when all regions were taken. */
        List<String> problems();
    }
}
