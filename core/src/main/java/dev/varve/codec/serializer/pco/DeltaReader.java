package dev.varve.codec.serializer.pco;

/** Undoes a delta on the latents of a page, batch by batch. Not shared by threads. */
sealed interface DeltaReader {
    /**
     * Replaces differences by the latents themselves. The last {@link Delta#stateCount()} latents of a page have no
     * differences; what stands in their places does not matter.
     *
     * @param lookbacks how far back each latent looks, as the delta latents of the batch say; else unused
     */
    void read(BitSource source, long[] latents, int n, long[] lookbacks);

    /** No delta. */
    final class AsTheyAre implements DeltaReader {
        @Override
        public void read(BitSource source, long[] latents, int n, long[] lookbacks) {
            // These are the latents.
        }
    }

    /** Running sums, as many times over as the order says. */
    final class Sums implements DeltaReader {
        private final long[] moments;
        private final long middle;

        Sums(long[] state, int bits) {
            this.moments = state;
            this.middle = Latents.middle(bits);
        }

        @Override
        public void read(BitSource source, long[] latents, int n, long[] lookbacks) {
            long zero = middle;
            for (int order = moments.length - 1; order >= 0; order--) {
                long moment = moments[order];
                for (int i = 0; i < n; i++) {
                    long difference = latents[i] - zero;
                    latents[i] = moment;
                    moment += difference;
                }
                moments[order] = moment;
                zero = 0;
            }
        }
    }

    /** Sums with latents anywhere in a window, which starts with zeros before the state. */
    final class LookbackSums implements DeltaReader {
        private final int window;
        private final int stateCount;
        private final long middle;
        /** The state and all latents of the page: the window only ever reaches back. */
        private final long[] page;

        private int done;

        LookbackSums(Delta.Lookback lookback, int bits, long[] state, int pageCount) {
            this.window = lookback.window();
            this.stateCount = state.length;
            this.middle = Latents.middle(bits);
            this.page = new long[Math.addExact(pageCount, state.length)];
            System.arraycopy(state, 0, page, 0, state.length);
        }

        @Override
        public void read(BitSource source, long[] latents, int n, long[] lookbacks) {
            int coded = Math.max(0, Math.min(n, page.length - 2 * stateCount - done));
            int at = done + stateCount;
            for (int i = 0; i < coded; i++) {
                long lookback = lookbacks[i] & 0xffff_ffffL;
                if (lookback == 0 || lookback > window) {
                    throw source.error("a latent that looks " + lookback + " back, in a window of " + window);
                }
                long before = lookback > at ? 0 : page[at - (int) lookback];
                page[at++] = latents[i] + middle + before;
            }
            System.arraycopy(page, done, latents, 0, n);
            done += n;
        }
    }

    /** Sums with what a convolution of the latents before predicts. */
    final class ConvolutionSums implements DeltaReader {
        private final long[] weights;
        private final long bias;
        private final int fractionBits;
        private final long middle;
        private final long mask;
        /** The latents before the batch, then those of the batch. */
        private final long[] recent;

        ConvolutionSums(Delta.Convolution convolution, int bits, long[] state) {
            this.weights = convolution.signedWeights();
            this.bias = convolution.bias();
            this.fractionBits = convolution.fractionBits();
            this.middle = Latents.middle(bits);
            this.mask = Latents.mask(bits);
            this.recent = new long[state.length + Latents.BATCH];
            System.arraycopy(state, 0, recent, 0, state.length);
        }

        @Override
        public void read(BitSource source, long[] latents, int n, long[] lookbacks) {
            int order = weights.length;
            for (int i = 0; i < n; i++) {
                long sum = bias;
                for (int j = 0; j < order; j++) {
                    sum += weights[j] * recent[i + j];
                }
                recent[order + i] = latents[i] + middle + (Math.max(sum, 0) >> fractionBits) & mask;
            }
            System.arraycopy(recent, 0, latents, 0, n);
            System.arraycopy(recent, n, recent, 0, order);
        }
    }
}
