package org.espalier.data;

import org.espalier.backend.Philox;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;

/** In which order examples are taken; a pure function of the seed and the epoch. */
@API(status = API.Status.STABLE, since = "0.1")
public enum Order {
    /** Every example once an epoch, in a new order each time. */
    SHUFFLED {
        @Override
        public void fill(int[] rows, long seed, int epoch) {
            IN_ORDER.fill(rows, seed, epoch);
            new RandomStream(seed, epoch, STREAM).shuffle(rows);
        }
    },
    /** Examples drawn independently, with replacement; an epoch is as many draws as there are examples. */
    WITH_REPLACEMENT {
        @Override
        public void fill(int[] rows, long seed, int epoch) {
            RandomStream random = new RandomStream(seed, epoch, STREAM);
            for (int i = 0; i < rows.length; i++) {
                rows[i] = random.below(i, rows.length);
            }
        }
    },
    /** Every example once an epoch, as the data set has them. */
    IN_ORDER {
        @Override
        public void fill(int[] rows, long seed, int epoch) {
            for (int i = 0; i < rows.length; i++) {
                rows[i] = i;
            }
        }
    };

    private static final int STREAM = Philox.identity("order of examples");

    /** Writes the rows of an epoch, from 0, for a data set of as many examples as the array is long. */
    public abstract void fill(int[] rows, long seed, int epoch);
}
