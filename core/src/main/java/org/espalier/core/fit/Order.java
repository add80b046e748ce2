package org.espalier.core.fit;

import org.espalier.backend.Philox;
import org.espalier.nn.RandomStream;
import org.espalier.plugin.API;

/** In which order examples are taken; a pure function of the seed and the epoch. */
@API(status = API.Status.STABLE, since = "0.1")
public enum Order {
    /** Every example once an epoch, in a new order each time. */
    SHUFFLED {
        @Override
        void fill(int[] rows, long seed, int epoch) {
            IN_ORDER.fill(rows, seed, epoch);
            RandomStream random = new RandomStream(seed, epoch, STREAM);
            for (int i = rows.length - 1; i > 0; i--) {
                int j = random.below(i, i + 1);
                int swapped = rows[i];
                rows[i] = rows[j];
                rows[j] = swapped;
            }
        }
    },
    /** Examples drawn independently, with replacement; an epoch is as many draws as there are examples. */
    WITH_REPLACEMENT {
        @Override
        void fill(int[] rows, long seed, int epoch) {
            RandomStream random = new RandomStream(seed, epoch, STREAM);
            for (int i = 0; i < rows.length; i++) {
                rows[i] = random.below(i, rows.length);
            }
        }
    },
    /** Every example once an epoch, as the data set has them. */
    IN_ORDER {
        @Override
        void fill(int[] rows, long seed, int epoch) {
            for (int i = 0; i < rows.length; i++) {
                rows[i] = i;
            }
        }
    };

    private static final int STREAM = Philox.identity("order of examples");

    /** Writes the rows of an epoch, from 0. */
    abstract void fill(int[] rows, long seed, int epoch);
}
