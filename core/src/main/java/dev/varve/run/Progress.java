package dev.varve.run;

/** Is told how far a run has come; called by many threads, returns at once. */
public interface Progress {
    /** Nobody wants to know. */
    Progress NONE = new Progress() {
        @Override
        public void begin(long totalBytes) {}

        @Override
        public void advance(String variable, long bytes) {}
    };

    /** What one of several runs tells, whose beginning is none of the whole. */
    static Progress partOf(Progress whole) {
        return new Progress() {
            @Override
            public void begin(long totalBytes) {}

            @Override
            public void advance(String variable, long bytes) {
                whole.advance(variable, bytes);
            }
        };
    }

    /** The run begins; so many decoded bytes are ahead. */
    void begin(long totalBytes);

    /** So many decoded bytes of a variable are done. */
    void advance(String variable, long bytes);
}
