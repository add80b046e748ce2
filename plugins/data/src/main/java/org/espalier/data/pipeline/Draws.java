package org.espalier.data.pipeline;

/** Takes the examples of a batch from a stream. What the examples still have to go through is left to them. */
final class Draws implements AutoCloseable {
    private final ExampleStream stream;
    private final int batchSize;

    Draws(ExampleStream stream, int batchSize) {
        this.stream = stream;
        this.batchSize = batchSize;
    }

    int batchSize() {
        return batchSize;
    }

    /** Puts the next examples into the array, and tells how many; 0 where the epoch has ended. */
    int next(Example[] into) {
        for (int i = 0; i < batchSize; i++) {
            into[i] = stream.next();
            if (into[i] == null) {
                return i;
            }
        }
        return batchSize;
    }

    @Override
    public void close() {
        stream.close();
    }
}
