package org.espalier.standard.layer.sequence;

import org.espalier.graph.Value;
import org.espalier.nn.Initializer;
import org.espalier.nn.Role;
import org.espalier.nn.Scope;
import org.espalier.nn.UnaryLayer;
import org.espalier.plugin.API;
import org.espalier.standard.initializer.FanInNormal;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;

/**
 * A learned vector for each token: {@code [batch, ...] -> [batch, ..., width]}, with token ids of i32 or i64 from 0 to
 * vocabulary - 1 as input. The parameter {@code table} {@code [vocabulary, width]} has the role {@link Role#EMBEDDING},
 * which weight decay leaves alone where it is not told otherwise: it would pull on tokens that did not occur. Both fans
 * are the width, since how many other tokens there are makes no difference to a row.
 *
 * @param vocabulary the number of tokens
 * @param width the length of their vectors
 * @param initializer draws the table; normal with variance 1 / width by default, so that rows have about length 1
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Embedding(int vocabulary, int width, Initializer initializer) implements UnaryLayer {
    public Embedding {
        Check.positive("Embedding", "vocabulary", vocabulary);
        Check.positive("Embedding", "width", width);
        Check.present("Embedding", "initializer", initializer);
    }

    /** A vector of this width for each token. */
    public static Embedding of(int vocabulary, int width) {
        return new Embedding(vocabulary, width, FanInNormal.INSTANCE);
    }

    /** With another initializer of the table. */
    public Embedding withInitializer(Initializer other) {
        return new Embedding(vocabulary, width, other);
    }

    @Override
    public Value apply(Scope scope, Value tokens) {
        if (tokens.dtype() != DType.I32 && tokens.dtype() != DType.I64) {
            throw new IllegalArgumentException("[Embedding] the input must be token ids of i32 or i64, but is "
                    + tokens.type());
        }
        Shape shape = Shape.of(Dim.of(vocabulary), Dim.of(width));
        return scope.ops().gather(scope.parameter("table", shape, initializer, Role.EMBEDDING, width, width), tokens, 0);
    }
}
