package org.espalier.data.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.backend.Philox;
import org.espalier.nn.RandomStream;
import org.espalier.tensor.TensorType;

/**
 * Examples in random order, as far as a buffer of some of them allows: each is drawn from the buffer, and the next of the
 * stream takes its place. An example comes at most {@code length - 1} places too early, but may come late.
 */
record BufferedShuffle(Examples before, int length) implements Examples {
    private static final int STREAM = Philox.identity("shuffle buffer");

    @Override
    public Map<String, TensorType> fields() {
        return before.fields();
    }

    @Override
    public int size() {
        return before.size();
    }

    @Override
    public String description() {
        return before.description() + ", shuffle(" + length + ")";
    }

    @Override
    public ExampleStream open(long seed, int epoch) {
        return new Shuffling(before.open(seed, epoch), new RandomStream(seed, epoch, STREAM));
    }

    private final class Shuffling implements ExampleStream {
        private final ExampleStream stream;
        private final RandomStream random;
        private final List<Example> buffer = new ArrayList<>();
        private boolean ended;
        private int drawn;

        Shuffling(ExampleStream stream, RandomStream random) {
            this.stream = stream;
            this.random = random;
        }

        @Override
        public Example next() {
            while (!ended && buffer.size() < length) {
                Example e = stream.next();
                ended = e == null;
                if (!ended) {
                    buffer.add(e);
                }
            }
            if (buffer.isEmpty()) {
                return null;
            }
            int chosen = random.below(drawn++, buffer.size());
            Example e = buffer.get(chosen);
            // The last one fills the gap, so that nothing has to be moved up.
            buffer.set(chosen, buffer.get(buffer.size() - 1));
            buffer.remove(buffer.size() - 1);
            return e;
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
