package dev.varve.run.compress;

import java.io.IOException;
import java.util.List;

/** No chain can take a field and keep it within its budget. */
public final class BudgetException extends IOException {
    private static final long serialVersionUID = 1L;

    BudgetException(String variable, List<FieldOutcome.Broken> broken) {
        super("variable '" + variable + "': no chain does: "
                + String.join(
                        "; ",
                        broken.stream().map(b -> b.label() + ": " + b.reason()).toList()));
    }
}
