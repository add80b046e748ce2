package org.espalier.core.reference;

/** Random numbers. */
final class RandomKernels {
    private RandomKernels() {}

    static void add(KernelTable t) {
        t.put("RandomUniform", Randomness::uniform);
        t.put("RandomNormal", Randomness::normal);
        t.put("Bernoulli", Randomness::bernoulli);
    }
}
