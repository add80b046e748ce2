package org.espalier.standard.preprocessing;

import java.util.Arrays;
import java.util.List;
import org.espalier.data.FittedPreprocessing;
import org.espalier.graph.Value;
import org.espalier.nn.Scope;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * x - shift for each channel of [batch,channels,...], with fixed figures: what {@link ChannelMeanSubtraction} yields. The
 * result has the dtype of the network's parameters.
 *
 * @param shift one a channel
 */
@API(status = API.Status.STABLE, since = "0.1")
public record ChannelShift(List<Double> shift) implements FittedPreprocessing {
    public ChannelShift {
        shift = Check.filled("ChannelShift", "shift", shift);
        shift.forEach(v -> Check.finite("ChannelShift", "shift", v));
    }

    @Override
    public Value apply(Scope scope, Value x) {
        if (x.rank() < 3 || !x.dim(1).equals(Dim.of(shift.size()))) {
            throw new IllegalArgumentException("[ChannelShift] was fitted to " + shift.size()
                    + " channels, [batch,channels,...], but the input is " + x.type());
        }
        long[] lengths = new long[x.rank() - 1];
        Arrays.fill(lengths, 1);
        lengths[0] = shift.size();
        double[] flat = shift.stream().mapToDouble(Double::doubleValue).toArray();
        return x.cast(scope.dtype())
                .sub(scope.ops().constant(Tensor.rounded(new TensorType(scope.dtype(), Shape.of(lengths)), flat)));
    }
}
