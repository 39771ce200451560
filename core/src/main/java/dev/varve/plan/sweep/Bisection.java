package dev.varve.plan.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Ladders that are bisected side by side for the lowest step of each that is good enough. Used by one thread. */
final class Bisection {
    private final List<Search> searches;

    Bisection(List<ParameterLadder> ladders) {
        this.searches = ladders.stream().map(Search::new).toList();
    }

    /** One ladder, and between which of its steps the answer lies. */
    private static final class Search {
        private final ParameterLadder ladder;
        private int low;
        private int high;

        Search(ParameterLadder ladder) {
            this.ladder = ladder;
            this.low = ladder.lowest();
            this.high = ladder.highest();
        }

        boolean isOpen() {
            return low < high;
        }

        int middle() {
            return Math.floorDiv(low + high, 2);
        }

        void narrow(Predicate<Stage> isGood) {
            if (isGood.test(ladder.at(middle()))) {
                high = middle();
            } else {
                low = middle() + 1;
            }
        }
    }

    /** The stages to be judged next, one for each ladder that is not decided; empty at the end. */
    List<Stage> next() {
        return searches.stream()
                .filter(Search::isOpen)
                .map(search -> search.ladder.at(search.middle()))
                .toList();
    }

    /** Takes the judgement of those stages. */
    void narrow(Predicate<Stage> isGood) {
        searches.stream().filter(Search::isOpen).forEach(search -> search.narrow(isGood));
    }

    /** The lowest good step of each ladder, and the next safer one. */
    List<Stage> found() {
        List<Stage> found = new ArrayList<>();
        for (Search search : searches) {
            found.add(search.ladder.at(search.low));
            found.add(search.ladder.at(Math.min(search.low + 1, search.ladder.highest())));
        }
        return found.stream().distinct().toList();
    }
}
