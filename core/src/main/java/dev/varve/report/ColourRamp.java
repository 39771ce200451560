package dev.varve.report;

/** Colours for numbers, mixed between anchors; the same as the page's in light mode. */
final class ColourRamp {
    /** Dark blue to light yellow, evenly lighter. */
    static final ColourRamp FIELD =
            new ColourRamp(0x1a1a4e, 0x2a428a, 0x1f7096, 0x26988b, 0x68ba70, 0xbad464, 0xf9ec95);

    /** Blue below, grey in the middle, red above. */
    static final ColourRamp SIGNED =
            new ColourRamp(0x143e76, 0x3e7cb2, 0x96bed6, 0xf3f2ee, 0xe8b08e, 0xc26248, 0x742229);

    /** Paper to dark red. */
    static final ColourRamp HEAT = new ColourRamp(0xf0ede2, 0xecce98, 0xde9c64, 0xbe624a, 0x84343e, 0x48162e);

    private final int[] anchors;

    private ColourRamp(int... anchors) {
        this.anchors = anchors;
    }

    /** The colour at a place from 0 to 1, as 0xRRGGBB. */
    int at(double share) {
        double place = Math.max(0, Math.min(1, share)) * (anchors.length - 1);
        int i = (int) Math.min(anchors.length - 2, Math.floor(place));
        int colour = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = anchors[i] >> shift & 0xff;
            int b = anchors[i + 1] >> shift & 0xff;
            colour |= (int) Math.round(a + (b - a) * (place - i)) << shift;
        }
        return colour;
    }
}
