package org.espalier.tensor;

import java.util.Map;

/** The arithmetic that replaces names by numbers; names without one stay. */
record DimBinding(Map<String, Long> lengths) implements Dim.Arithmetic<Dim> {
    @Override
    public Dim number(long number) {
        return Dim.of(number);
    }

    @Override
    public Dim name(String name) {
        Long length = lengths.get(name);
        return length == null ? Dim.of(name) : Dim.of(length);
    }

    @Override
    public Dim plus(Dim a, Dim b) {
        return a.plus(b);
    }

    @Override
    public Dim times(Dim a, Dim b) {
        return a.times(b);
    }

    @Override
    public Dim floorDiv(Dim numerator, Dim denominator) {
        return numerator.floorDiv(denominator);
    }
}
