package dev.varve.grid;

/** Elements of one axis in any order. Immutable. */
final class PickedElements implements AxisSelection {
    private final long[] elements;

    PickedElements(long[] elements) {
        this.elements = elements.clone();
    }

    @Override
    public int count() {
        return elements.length;
    }

    @Override
    public long element(int place) {
        return elements[place];
    }
}
