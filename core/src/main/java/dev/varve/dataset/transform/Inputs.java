package dev.varve.dataset.transform;

import dev.varve.dataset.Source;
import java.io.IOException;
import java.util.List;

/** Sources that are opened when they are needed. */
public interface Inputs {
    /** What messages call them: their paths, in the order in which they were given. */
    List<String> names();

    /** Opens one of them; the same one each time. */
    Source open(int index) throws IOException;
}
