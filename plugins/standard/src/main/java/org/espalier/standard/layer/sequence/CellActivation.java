package org.espalier.standard.layer.sequence;

import org.espalier.plugin.API;

/** The activations that recurrent cells may have, as ONNX lists them. */
@API(status = API.Status.STABLE, since = "0.1")
public enum CellActivation {
    /** The hyperbolic tangent. */
    TANH("Tanh"),
    /** 1 / (1 + e^-z). */
    SIGMOID("Sigmoid"),
    /** max(0, z). */
    RELU("Relu"),
    /** 0.2 z + 0.5, limited to [0, 1]. */
    HARD_SIGMOID("HardSigmoid"),
    /** z / (1 + |z|). */
    SOFTSIGN("Softsign"),
    /** log(1 + e^z). */
    SOFTPLUS("Softplus");

    private final String onnx;

    CellActivation(String onnx) {
        this.onnx = onnx;
    }

    /** ONNX's name for it. */
    String onnx() {
        return onnx;
    }
}
