package org.espalier.onnx;

import java.util.Map;
import org.espalier.plugin.API;
import org.espalier.tensor.Tensor;

/** Espalier's own forward pass, with which an exported file is compared. */
@FunctionalInterface
@API(status = API.Status.STABLE, since = "0.1")
public interface Forward {
    /** All outputs by name for all declared inputs by name. */
    Map<String, Tensor> run(Map<String, Tensor> inputs);
}
