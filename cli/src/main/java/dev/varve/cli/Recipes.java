package dev.varve.cli;

import dev.varve.run.sweep.Recipe;
import dev.varve.run.sweep.ResultsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a sweep found, by the paths of variables.
 *
 * @param byVariable the recipes; none where nothing was swept
 */
record Recipes(Map<String, Recipe> byVariable) {
    Recipes {
        byVariable = Collections.unmodifiableMap(new LinkedHashMap<>(byVariable));
    }

    /**
     * Reads the folder that a sweep has filled.
     *
     * @throws InputException when there is none in it
     */
    static Recipes read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder + " is no folder of results", "varve sweep IN --where " + folder);
        }
        ResultsFolder results = ResultsFolder.open(folder);
        Map<String, Recipe> recipes = new LinkedHashMap<>();
        for (String variable : results.variables()) {
            Recipe recipe = results.manifest(variable).recipe();
            recipes.put(recipe.variable(), recipe);
        }
        if (recipes.isEmpty()) {
            throw new InputException(
                    folder + " has no results of a finished sweep", "varve sweep IN --where " + folder);
        }
        return new Recipes(recipes);
    }
}
