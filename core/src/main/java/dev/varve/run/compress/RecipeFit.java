package dev.varve.run.compress;

import dev.varve.array.Shape;
import dev.varve.dataset.Variable;
import dev.varve.run.sweep.Recipe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Whether a recipe is for what is about to be compressed.
 *
 * @param differences a sentence for each thing that the recipe was not made for, with what it costs
 * @param isSameFile whether the file that was swept is the one that is read, as it was then
 */
public record RecipeFit(List<String> differences, boolean isSameFile) {
    public RecipeFit {
        differences = List.copyOf(differences);
    }

    /**
     * Compares a recipe with a variable.
     *
     * @param here the stamp of what is read now
     * @param chunk the shape of the chunks that would be written
     */
    public static RecipeFit of(Recipe recipe, Variable variable, Recipe.SourceStamp here, Shape chunk) {
        List<String> differences = new ArrayList<>();
        boolean isSameDescription = recipe.source().digest().equals(here.digest());
        if (!isSameDescription) {
            differences.add(description(recipe, variable, here));
        }
        Shape expected = inSample(chunk, recipe.sample().shape());
        if (!expected.equals(inSample(recipe.chunk(), recipe.sample().shape()))) {
            differences.add("chunks would be " + text(chunk) + ", but " + text(recipe.chunk())
                    + " was tried: ratio and errors were measured on other chunks, and the ratio may be worse");
        }
        boolean isSameFile = isSameDescription
                && recipe.source().sizeBytes() == here.sizeBytes()
                && recipe.source().modifiedMillis() == here.modifiedMillis();
        return new RecipeFit(differences, isSameFile);
    }

    private static String description(Recipe recipe, Variable variable, Recipe.SourceStamp here) {
        long cells = variable.shape().count();
        String what = recipe.statistics().cells() == cells
                ? "type, dimensions, chunks, attributes or fill value are not those of the variable that was swept"
                : String.format(
                        Locale.ROOT,
                        "it has %,d cells, the variable that was swept had %,d",
                        cells,
                        recipe.statistics().cells());
        return what + " (" + here.name() + ", then " + recipe.source().name()
                + "): the budget is still kept, the ratio is a guess";
    }

    /** A sample may be shorter than a chunk. */
    private static Shape inSample(Shape chunk, Shape sample) {
        return chunk.rank() == sample.rank() ? chunk.min(sample) : chunk;
    }

    private static String text(Shape shape) {
        return Arrays.stream(shape.extents()).mapToObj(Long::toString).collect(Collectors.joining(" x "));
    }
}
