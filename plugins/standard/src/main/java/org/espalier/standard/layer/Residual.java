package org.espalier.standard.layer;

import java.util.List;
import org.espalier.graph.Value;
import org.espalier.nn.Layer;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * A body with a way around it: y = body(x) + x, or y = body(x) + projection(x) where the body changes the shape (He,
 * Zhang, Ren, Sun: Deep residual learning for image recognition; CVPR 2016). The layers of the body have the
 * sub-scopes {@code 0}, {@code 1} and so on, the projection has {@code projection}.
 *
 * @param body layers in order, with one input and one output
 * @param projection on the way around, or null for none
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Residual(List<Layer> body, Layer projection) implements Layer {
    public Residual {
        body = Check.filled("Residual", "body", body);
    }

    /** A body with its input added. */
    public static Residual of(Layer... body) {
        return new Residual(List.of(body), null);
    }

    /** With a layer on the way around. */
    public Residual withProjection(Layer layer) {
        return new Residual(body, layer);
    }

    @Override
    public List<Value> apply(Scope scope, List<Value> inputs) {
        Value x = Children.single("Residual", "the input", inputs);
        Value y = Children.single("Residual", "the body's output", Children.chain(scope, body, inputs));
        Value around = projection == null ? x : scope.call("projection", projection, x);
        if (!y.type().equals(around.type())) {
            throw new IllegalArgumentException(
                    "[Residual] the body yields " + y.type() + ", but the way around it yields "
                    + around.type() + "; give it a projection to the body's shape");
        }
        return List.of(y.add(around));
    }
}
