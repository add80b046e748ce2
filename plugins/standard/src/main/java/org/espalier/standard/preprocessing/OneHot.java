package org.espalier.standard.preprocessing;

import org.espalier.data.FittedPreprocessing;
import org.espalier.graph.Value;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.DType;

/**
 * Class indices [...] as vectors [...,classes] of zeros with a single 1, in the dtype of the network's parameters; an
 * index that is not below the number of classes gives zeros alone.
 *
 * @param classes the length of the vectors, at least 1
 */
@API(status = API.Status.STABLE, since = "0.1")
public record OneHot(int classes) implements FittedPreprocessing {
    public OneHot {
        Check.positive("OneHot", "classes", classes);
    }

    @Override
    public Value apply(Scope scope, Value x) {
        if (!x.dtype().isInteger()) {
            throw new IllegalArgumentException("[OneHot] needs class indices, integers, but the input is " + x.type());
        }
        // Bytes are indices as well, such as labels in the form that files have them; the op takes none.
        Value indices = x.dtype() == DType.U8 ? x.cast(DType.I64) : x;
        return scope.ops().oneHot(indices, classes, scope.dtype());
    }
}
