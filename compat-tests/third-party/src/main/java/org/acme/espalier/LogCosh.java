package org.acme.espalier;

import org.espalier.graph.Value;
import org.espalier.training.Loss;

/** log cosh(f − y), the mean over an example's outputs; |d| + log(1 + e^(−2|d|)) − log 2, which does not overflow. */
public record LogCosh() implements Loss {
    /** The one there is. */
    public static final LogCosh INSTANCE = new LogCosh();

    @Override
    public Value perExample(Value prediction, Value target) {
        if (!prediction.type().equals(target.type())) {
            throw new IllegalArgumentException("[LogCosh] the target must have the prediction's type " + prediction.type()
                    + ", but is " + target.type());
        }
        Value distance = prediction.sub(target).abs();
        Value each = distance.add(distance.mul(-2).softplus()).sub(Math.log(2));
        int[] outputs = new int[each.rank() - 1];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = i + 1;
        }
        return outputs.length == 0 ? each : each.mean(false, outputs);
    }
}
