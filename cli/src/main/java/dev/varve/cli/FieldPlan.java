package dev.varve.cli;

import dev.varve.dataset.Variable;
import dev.varve.plan.CopyPlan;
import dev.varve.plan.sweep.Gates;
import dev.varve.run.compress.Attempt;
import dev.varve.run.compress.FieldPart;
import dev.varve.run.sweep.Recipe;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How a field shall be compressed.
 *
 * @param copy how it is cut up
 * @param attempts the chains that are tried, in order
 * @param gates what it has to keep
 * @param source what is read
 * @param greatestMagnitude max |x| of the field, where it is known already
 * @param notes what the user should know before
 */
record FieldPlan(
        CopyPlan.VariableCopy copy,
        List<Attempt> attempts,
        Gates gates,
        Recipe.SourceStamp source,
        OptionalDouble greatestMagnitude,
        List<String> notes) {
    FieldPlan {
        attempts = List.copyOf(attempts);
        notes = List.copyOf(notes);
    }

    Variable variable() {
        return copy.variable();
    }

    String path() {
        return copy.variable().path();
    }

    /** What is said of the field when it is there. */
    FieldPart.Stamp stamp(String implementation) {
        return new FieldPart.Stamp(wanted(), gates, source, implementation);
    }

    /** The chain that is tried first. */
    String wanted() {
        return attempts.get(0).label();
    }
}
