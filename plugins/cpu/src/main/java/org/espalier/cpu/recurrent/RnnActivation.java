package org.espalier.cpu.recurrent;

import java.util.ArrayList;
import java.util.List;
import org.espalier.backend.BlockFunction;
import org.espalier.cpu.arith.Blocks;
import org.espalier.graph.Attributes;

/** An activation whose derivative can be told from its value. */
enum RnnActivation {
    TANH("Tanh") {
        @Override
        BlockFunction function(Blocks blocks) {
            return blocks.tanh();
        }

        @Override
        int through(Formula f, int cotangent, int value) {
            return f.throughTanh(cotangent, value);
        }
    },
    SIGMOID("Sigmoid") {
        @Override
        BlockFunction function(Blocks blocks) {
            return blocks.sigmoid();
        }

        @Override
        int through(Formula f, int cotangent, int value) {
            return f.throughSigmoid(cotangent, value);
        }
    },
    RELU("Relu") {
        @Override
        BlockFunction function(Blocks blocks) {
            return blocks.relu();
        }

        @Override
        int through(Formula f, int cotangent, int value) {
            return f.throughRelu(cotangent, value);
        }
    };

    private final String onnxName;

    RnnActivation(String onnxName) {
        this.onnxName = onnxName;
    }

    /** The activation of each direction, or null where one of them is another. */
    static List<RnnActivation> of(Attributes a, int directions) {
        List<RnnActivation> all = new ArrayList<>();
        for (int d = 0; d < directions; d++) {
            String name = a.has("activations") ? a.strings("activations").get(d) : TANH.onnxName;
            for (RnnActivation x : values()) {
                if (x.onnxName.equals(name)) {
                    all.add(x);
                }
            }
        }
        return all.size() == directions ? all : null;
    }

    abstract BlockFunction function(Blocks blocks);

    /** Writes the cotangent of the activation's argument. */
    abstract int through(Formula f, int cotangent, int value);
}
