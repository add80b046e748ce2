package org.espalier.standard.layer.sequence;

import org.espalier.graph.Value;
import org.espalier.nn.Initializer;
import org.espalier.nn.Role;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.op.Ops;
import org.espalier.plugin.API;
import org.espalier.standard.initializer.FanInNormal;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;

/**
 * Adds a learned vector for each position of a sequence: {@code [batch, time, width] -> [batch, time, width]} (Gehring,
 * Auli, Grangier, Yarats, Dauphin: Convolutional sequence to sequence learning; ICML 2017). Sequences may be shorter than
 * the table {@code [length, width]}, the parameter {@code table}, which has the role {@link Role#EMBEDDING}.
 *
 * @param length the number of positions
 * @param initializer draws the table; normal with variance 1 / width by default, as for tokens
 */
@API(status = API.Status.STABLE, since = "0.1")
public record PositionalEmbedding(int length, Initializer initializer) implements UnaryLayer {
    public PositionalEmbedding {
        Check.positive("PositionalEmbedding", "length", length);
        Check.present("PositionalEmbedding", "initializer", initializer);
    }

    /** For sequences of at most this length. */
    public static PositionalEmbedding of(int length) {
        return new PositionalEmbedding(length, FanInNormal.INSTANCE);
    }

    /** With another initializer of the table. */
    public PositionalEmbedding withInitializer(Initializer other) {
        return new PositionalEmbedding(length, other);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        Sequences.requireSequence("PositionalEmbedding", x);
        Dim time = x.dim(1);
        if (time.isKnown() && time.length() > length) {
            throw new IllegalArgumentException("[PositionalEmbedding] there are " + length + " positions, but the input "
                    + x.type() + " has " + time + "; make the table longer");
        }
        long width = x.shape().length(2);
        Value table = scope.parameter("table", Shape.of(length, width), initializer, Role.EMBEDDING, width, width);
        return x.add(time.equals(Dim.of(length)) ? table : first(scope.ops(), table, time));
    }

    private static Value first(Ops ops, Value table, Dim time) {
        if (time.isKnown()) {
            return ops.slice(table, new long[] {0}, new long[] {time.length()}, new int[] {0}, new long[] {1});
        }
        // The ends of a slice are numbers; a length that only has a name is counted out instead.
        Value positions = ops.cumSum(ops.full(DType.I64, Shape.of(time), 1), 0, true, false);
        return ops.gather(table, positions, 0);
    }
}
