package org.espalier.benchmarks.harness;

import java.util.Arrays;
import java.util.Locale;

/** The optimizers of the workloads. */
public enum UpdateRule {
    /** Gradient descent at 0.1. */
    SGD {
        @Override
        public <T> T of(Updates<T> updates) {
            return updates.sgd(0.1);
        }
    },
    /** Momentum 0.9 at 0.01. */
    MOMENTUM {
        @Override
        public <T> T of(Updates<T> updates) {
            return updates.momentum(0.01, 0.9);
        }
    },
    /** Adam at 0.001. */
    ADAM {
        @Override
        public <T> T of(Updates<T> updates) {
            return updates.adam(1e-3);
        }
    },
    /** AdamW at 0.001 with a decay of 0.01. */
    ADAMW {
        @Override
        public <T> T of(Updates<T> updates) {
            return updates.adamW(1e-3, 0.01);
        }
    };

    /** The framework's optimizer. */
    public abstract <T> T of(Updates<T> updates);

    /** Reads a name in any case. */
    public static UpdateRule parse(String name) {
        return Arrays.stream(values())
                .filter(r -> r.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no optimizer '" + name + "'; there are " + Arrays.toString(values())));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
