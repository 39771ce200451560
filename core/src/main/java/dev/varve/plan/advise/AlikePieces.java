package dev.varve.plan.advise;

import dev.varve.plan.advise.AxisRead.Piece;
import java.util.ArrayList;
import java.util.List;

/**
 * Fewer kinds of pieces of shards, where there are too many to go through all their combinations: pieces that are touched in part
 * are taken together with those next to them, so that the number of shards stays and that of chunks nearly so.
 */
final class AlikePieces {
    private AlikePieces() {}

    /** The pieces along each axis, so few that there are no more combinations than said, or as few as possible. */
    static List<List<Piece>> reduced(List<List<Piece>> axes, int mostCombinations) {
        List<List<Piece>> reduced = new ArrayList<>(axes);
        while (combinations(reduced) > mostCombinations) {
            int longest = 0;
            for (int axis = 1; axis < reduced.size(); axis++) {
                longest = reduced.get(axis).size() > reduced.get(longest).size() ? axis : longest;
            }
            List<Piece> halved = halved(reduced.get(longest));
            if (halved.size() == reduced.get(longest).size()) {
                break;
            }
            reduced.set(longest, halved);
        }
        return reduced;
    }

    private static double combinations(List<List<Piece>> axes) {
        double count = 1;
        for (List<Piece> pieces : axes) {
            count *= pieces.size();
        }
        return count;
    }

    private static List<Piece> halved(List<Piece> pieces) {
        List<Piece> kept = new ArrayList<>();
        List<Piece> parts = new ArrayList<>();
        for (Piece piece : pieces) {
            (piece.isAll() ? kept : parts).add(piece);
        }
        for (int i = 0; i < parts.size(); i += 2) {
            kept.add(i + 1 < parts.size() ? merged(parts.get(i), parts.get(i + 1)) : parts.get(i));
        }
        return kept;
    }

    private static Piece merged(Piece a, Piece b) {
        double expected = a.expected() + b.expected();
        double touched = (a.touched() * a.expected() + b.touched() * b.expected()) / expected;
        long present = a.expected() >= b.expected() ? a.present() : b.present();
        return new Piece(Math.max(1, Math.min(present - 1, Math.round(touched))), present, expected);
    }
}
