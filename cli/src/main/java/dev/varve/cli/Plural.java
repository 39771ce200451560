package dev.varve.cli;

/** Numbers of things, for people. */
final class Plural {
    private Plural() {}

    /** {@code 1 object}, {@code 2 objects}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
