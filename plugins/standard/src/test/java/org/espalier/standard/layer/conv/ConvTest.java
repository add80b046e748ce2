package org.espalier.standard.layer.conv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.espalier.standard.Layers.conv1d;
import static org.espalier.standard.Layers.conv2d;
import static org.espalier.standard.Layers.conv3d;

import java.util.List;
import java.util.Map;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.core.model.Traced;
import org.espalier.nn.Role;
import org.espalier.standard.Draw;
import org.espalier.standard.Runs;
import org.espalier.standard.activation.Relu;
import org.espalier.standard.initializer.GlorotUniform;
import org.espalier.standard.initializer.HeNormal;
import org.espalier.standard.penalty.L2;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ConvTest {
    private static final Tensor LINE = Tensor.of(new double[] {1, 2, 4, 7, 11}, 1, 1, 5);
    private static final Map<String, Tensor> DIFFERENCE = Map.of(
            "weight", Tensor.of(new double[] {-1, 0, 1}, 1, 1, 3), "bias", Tensor.of(new double[] {0.5}));

    @Test
    void slidesWithoutFlippingTheKernel() {
        assertThat(Runs.output(conv1d(1, 3), LINE, DIFFERENCE)).containsExactly(3.5, 5.5, 7.5);
        assertThat(Runs.output(conv1d(1, 3, Relu.INSTANCE), LINE, Map.of("weight", DIFFERENCE.get("weight"),
                "bias", Tensor.of(new double[] {-5})))).containsExactly(0, 0, 2);
        assertThat(Runs.output(conv1d(1, 3).withBias(false).withStrides(2), LINE,
                Map.of("weight", DIFFERENCE.get("weight")))).containsExactly(3, 7);
        assertThat(Runs.output(conv1d(1, 3).withDilations(2), LINE, DIFFERENCE)).containsExactly(10.5);
    }

    @Test
    void padsAsItIsTold() {
        assertThat(Runs.output(conv1d(1, 3).withPadding(Padding.SAME), LINE, DIFFERENCE))
                .containsExactly(2.5, 3.5, 5.5, 7.5, -6.5);
        assertThat(Runs.output(conv1d(1, 3).withPadding(Padding.of(0, 2)), LINE, DIFFERENCE))
                .containsExactly(3.5, 5.5, 7.5, -6.5, -10.5);
        // ⌈5 / 2⌉ outputs take two more elements, one at each end.
        assertThat(Runs.output(conv1d(1, 3).withPadding(Padding.SAME).withStrides(2), LINE, DIFFERENCE))
                .containsExactly(2.5, 5.5, -6.5);
        // An even kernel takes one more, which stands at the end.
        assertThat(Runs.output(conv1d(1, 2).withPadding(Padding.SAME).withBias(false), LINE,
                Map.of("weight", Tensor.of(new double[] {1, 1}, 1, 1, 2)))).containsExactly(3, 6, 11, 18, 11);
    }

    /** The definition, in loops. */
    @Test
    void sumsOverChannelsOfItsGroupAndTaps() {
        int batch = 2, channels = 4, filters = 6, groups = 2, height = 6, width = 5, kh = 3, kw = 2;
        double[] x = Draw.numbers("x", batch * channels * height * width);
        double[] w = Draw.numbers("w", filters * channels / groups * kh * kw);
        double[] b = Draw.numbers("b", filters);
        Conv conv = Conv.of(filters, kh, kw).withGroups(groups).withStrides(2, 1).withPadding(Padding.of(1, 0, 1, 1));
        int oh = 3, ow = 5, own = channels / groups;
        double[] expected = new double[batch * filters * oh * ow];
        for (int i = 0; i < expected.length; i++) {
            int c = i % ow, r = i / ow % oh, f = i / ow / oh % filters, n = i / ow / oh / filters;
            double sum = b[f];
            for (int k = 0; k < own * kh * kw; k++) {
                int dc = k % kw, dr = k / kw % kh, ch = k / kw / kh;
                int row = 2 * r + dr - 1, column = c + dc;
                if (row >= 0 && row < height && column < width) {
                    int from = f / (filters / groups) * own + ch;
                    sum += w[(f * own + ch) * kh * kw + dr * kw + dc]
                            * x[((n * channels + from) * height + row) * width + column];
                }
            }
            expected[i] = sum;
        }
        assertThat(Runs.output(conv, Tensor.of(x, batch, channels, height, width), Map.of(
                "weight", Tensor.of(w, filters, own, kh, kw), "bias", Tensor.of(b))))
                .containsExactly(expected, within(1e-12));
    }

    @Test
    void threeAxesAreOneMore() {
        Tensor cube = Tensor.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 1, 2, 2, 2);
        Tensor weight = Tensor.of(new double[] {1, 0, 0, 0, 0, 0, 0, 10}, 1, 1, 2, 2, 2);
        assertThat(Runs.output(conv3d(1, 2), cube, Map.of("weight", weight))).containsExactly(81);
    }

    private static List<Traced.Parameter> parameters(Conv conv, Input input) {
        return Network.of(input, conv).trace(Runs.ENGINE.registry(), true, DType.F32).parameters();
    }

    @Test
    void declaresRolesAndFans() {
        List<Traced.Parameter> p = parameters(Conv.of(8, 3, 5).withGroups(2), Input.f32(6, 9, 9));
        assertThat(p).extracting(q -> q.spec().path()).containsExactly("weight", "bias");
        assertThat(p).extracting(q -> q.spec().role()).containsExactly(Role.WEIGHT, Role.BIAS);
        assertThat(p.get(0).spec().shape()).isEqualTo(Shape.of(8, 3, 3, 5));
        // Three channels of its group feed a filter; a channel feeds the four filters of its group.
        assertThat(p.get(0).spec().fanIn()).isEqualTo(3 * 15);
        assertThat(p.get(0).spec().fanOut()).isEqualTo(4 * 15);
        assertThat(p.get(0).initializer()).isEqualTo(GlorotUniform.INSTANCE);
        assertThat(parameters(conv2d(8, 3, Relu.INSTANCE), Input.f32(6, 9, 9)).get(0).initializer())
                .isEqualTo(HeNormal.DEFAULT);
        assertThat(parameters(conv2d(8, 3).withInitializer(HeNormal.DEFAULT), Input.f32(6, 9, 9)).get(0).initializer())
                .isEqualTo(HeNormal.DEFAULT);
    }

    @Test
    void addsItsPenaltyWhileTraining() {
        Map<String, Tensor> r = Runs.layer(conv1d(1, 3).withPenalty(L2.of(0.1)), true, LINE, DIFFERENCE);
        assertThat(r.get(Traced.PENALTY).item()).isEqualTo(0.2, within(1e-12));
    }

    @Test
    void worksOnLengthsThatAreNames() {
        Input image = new Input("input", DType.F32, Shape.of(Dim.of(3), Dim.of("height"), Dim.of("width")));
        assertThat(type(conv2d(4, 3).withPadding(Padding.SAME), image)).isEqualTo("f32[batch,4,height,width]");
        assertThat(type(conv2d(4, 3).withPadding(Padding.SAME).withStrides(2), image))
                .isEqualTo("f32[batch,4,floor((height + 1)/2),floor((width + 1)/2)]");
    }

    private static String type(Conv conv, Input input) {
        return Network.of(input, conv).trace(Runs.ENGINE.registry(), false, DType.F32).graph().outputs().get(0).type()
                .toString();
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> type(conv2d(4, 3), Input.f32(784)))
                .hasMessage("[Conv] a kernel [3, 3] needs an input [batch, channels, 2 lengths], but it is f32[batch,784]");
        assertThatThrownBy(() -> type(conv2d(4, 3).withGroups(2), Input.f32(3, 8, 8)))
                .hasMessage("[Conv] the channels, axis 1 of the input, must be a number that the 2 groups divide, but the"
                        + " input is f32[batch,3,8,8]");
        assertThatThrownBy(() -> type(conv2d(4, 9), Input.f32(3, 8, 8))).hasMessageContaining("there are only 8");
    }
}
