package dev.varve.run;

import dev.varve.plan.CopyPlan;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;

/** What is to be copied, one after another; what comes next need not be known before it is asked for. */
public interface CopyQueue {
    /** The next copy; none from then on when there is none. Called by one thread at a time. */
    Optional<CopyPlan.VariableCopy> next() throws IOException;

    /** All copies of a plan. */
    static CopyQueue of(CopyPlan plan) {
        Iterator<CopyPlan.VariableCopy> copies = plan.variables().iterator();
        return () -> copies.hasNext() ? Optional.of(copies.next()) : Optional.empty();
    }
}
