package org.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.onnx.Importing.f32;
import static org.espalier.onnx.Importing.node;
import static org.espalier.onnx.Importing.shape;
import static org.espalier.onnx.Importing.with;

import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.espalier.graph.Attributes;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Normalizations and attention in the forms of all opsets, with values worked by hand. */
class NormalizationFormsTest {
    /** Channels (1, 3) and (2, 6): means 2 and 4, deviations 1 and 2. */
    private static final Tensor X = f32(shape(1, 2, 2), 1, 3, 2, 6);
    private static final Offset<Double> ROUNDING = Offset.offset(1e-6);
    private static final Tensor SCALE = f32(2, 1);
    private static final Tensor B = f32(1, -1);

    private static Map<String, Tensor> run(int opset, String opType, Attributes attributes, String outputs, Tensor... values) {
        Importing file = new Importing(opset);
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (Tensor t : values) {
            String name = t == null ? "" : "x" + inputs.size();
            if (t != null) {
                file.input(name, t);
            }
            inputs.put(t == null ? " ".repeat(inputs.size() + 1) : name, t);
        }
        String names = String.join(",", inputs.keySet().stream().map(String::trim).toList());
        file.node(opType, attributes, names, outputs);
        for (String o : outputs.split(",")) {
            file.output(o);
        }
        inputs.keySet().removeIf(String::isBlank);
        return Importing.run(file.read(), inputs);
    }

    @Test
    void softmaxAndItsKinWorkedOnMatricesBeforeOpset13() {
        Tensor x = f32(shape(1, 2, 2), 1, 5, 3, 2);
        assertThat(node(11, "Hardmax", with(), x).result()).isEqualTo(f32(shape(1, 2, 2), 0, 1, 0, 0));
        assertThat(node(13, "Hardmax", with(), x).result()).isEqualTo(f32(shape(1, 2, 2), 0, 1, 1, 0));
        assertThat(node(11, "Hardmax", with("axis", 2), x).result()).isEqualTo(f32(shape(1, 2, 2), 0, 1, 1, 0));
        Tensor zeros = f32(shape(2, 2), 0, 0, 0, 0);
        assertThat(node(1, "Softmax", with("axis", 0), zeros).result()).isEqualTo(f32(shape(2, 2), 0.25, 0.25, 0.25, 0.25));
        assertThat(node(13, "Softmax", with("axis", 0), zeros).result()).isEqualTo(f32(shape(2, 2), 0.5, 0.5, 0.5, 0.5));
    }

    @Test
    void batchNormalizationTrainsWhereItsOpsetSaysSo() {
        Tensor mean = f32(0, 0);
        Tensor variance = f32(1, 4);
        Attributes plain = with("epsilon", 0.0, "momentum", 0.75);
        Tensor inference = f32(shape(1, 2, 2), 3, 7, 0, 2);
        for (int opset : new int[] {7, 9, 14, 15}) {
            assertThat(node(opset, "BatchNormalization", plain, X, SCALE, B, mean, variance).result()).isEqualTo(inference);
        }
        assertThat(node(6, "BatchNormalization", plain.with("is_test", 1), X, SCALE, B, mean, variance).result())
                .isEqualTo(inference);
        Tensor training = f32(shape(1, 2, 2), -1, 3, -2, 0);
        for (int opset : new int[] {7, 9, 14, 15}) {
            Attributes a = opset < 14 ? plain : plain.with("training_mode", 1);
            assertThat(run(opset, "BatchNormalization", a, "y,m,v", X, SCALE, B, mean, variance)).isEqualTo(Map.of(
                    "y", training, "m", f32(0.5, 1), "v", f32(1, 4)));
        }
        assertThatThrownBy(() -> run(9, "BatchNormalization", plain, "y,m,v,s,t", X, SCALE, B, mean, variance))
                .hasMessageContaining("saved_mean");
    }

    @Test
    void groupNormalizationHadAFactorForEachGroupBeforeOpset21() {
        Tensor x = f32(shape(1, 4, 1), 1, 3, 2, 6);
        Tensor expected = f32(shape(1, 4, 1), -1, 3, -2, 0);
        Attributes a = with("epsilon", 0.0, "num_groups", 2);
        assertThat(node(18, "GroupNormalization", a, x, SCALE, B).result()).isEqualTo(expected);
        assertThat(node(21, "GroupNormalization", a, x, f32(2, 2, 1, 1), f32(1, 1, -1, -1)).result()).isEqualTo(expected);
    }

    @Test
    void layerNormalizationGivesItsFigures() {
        Attributes a = with("epsilon", 0.0);
        assertThat(run(17, "LayerNormalization", a, "y,mean,inverse", X, SCALE, B)).isEqualTo(Map.of(
                "y", f32(shape(1, 2, 2), -1, 0, -1, 0), "mean", f32(shape(1, 2, 1), 2, 4),
                "inverse", f32(shape(1, 2, 1), 1, 0.5)));
        assertThat(node(17, "LayerNormalization", a, X, SCALE).result()).isEqualTo(f32(shape(1, 2, 2), -2, 1, -2, 1));
        assertThatThrownBy(node(17, "LayerNormalization", a.with("stash_type", 16), X, SCALE)::result)
                .hasMessageContaining("stash_type must be 1");
    }

    @Test
    void attentionHasItsHeadsInAnAxisOrInTheLast() {
        // Scores 0 and log 3 with scale 1 of the second head; the first looks at both keys alike.
        Tensor q = f32(shape(1, 1, 2), 0, Math.log(3));
        Tensor k = f32(shape(1, 2, 1), 0, 1);
        Tensor v = f32(shape(1, 2, 2), 4, 0, 8, 4);
        double[] y = node(23, "Attention", with("q_num_heads", 2, "kv_num_heads", 1), q, k, v).result().toDoubles();
        assertThat(y).containsExactly(new double[] {6, 2, 7, 3}, ROUNDING);
    }

    @Test
    void attentionAppendsToWhatIsPast() {
        Tensor one = f32(shape(1, 1, 1, 1), 1);
        Map<String, Tensor> r = run(23, "Attention", with(), "y,keys,values", f32(shape(1, 1, 1, 1), Math.log(3)), one,
                f32(shape(1, 1, 1, 1), 8), null, f32(shape(1, 1, 1, 1), 0), f32(shape(1, 1, 1, 1), 4));
        assertThat(r.get("y").getDouble(0)).isCloseTo(7, ROUNDING);
        assertThat(r.get("keys")).isEqualTo(f32(shape(1, 1, 2, 1), 0, 1));
        assertThat(r.get("values")).isEqualTo(f32(shape(1, 1, 2, 1), 4, 8));
        assertThatThrownBy(node(23, "Attention", with("softcap", 2.0), one, one, one)::result)
                .hasMessageContaining("softcap");
    }
}
