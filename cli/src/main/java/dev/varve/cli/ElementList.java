package dev.varve.cli;

import dev.varve.array.ElementText;
import dev.varve.array.NdArray;
import dev.varve.array.Region;
import dev.varve.dataset.Source;
import dev.varve.dataset.Variable;
import dev.varve.plan.Slabs;
import java.io.IOException;
import java.io.PrintStream;

/** The elements of an array, one per line, in C order. */
final class ElementList {
    private static final long SLAB_ELEMENTS = 1 << 20;

    private ElementList() {}

    /** Prints all elements; holds few of them at once. */
    static void print(Source source, Variable variable, PrintStream out) throws IOException {
        Slabs slabs =
                Slabs.of(Region.whole(variable.shape()), variable.storage().chunkShape(), SLAB_ELEMENTS);
        for (int i = 0; i < slabs.count() && !out.checkError(); i++) {
            NdArray block = source.read(variable, slabs.slab(i));
            StringBuilder text = new StringBuilder();
            for (int element = 0; element < block.shape().count(); element++) {
                text.append(ElementText.of(block, element)).append('\n');
            }
            out.print(text);
        }
    }
}
