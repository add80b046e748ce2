package org.espalier.core.op.conv;

import java.util.ArrayList;
import java.util.List;
import org.espalier.export.OnnxNode;
import org.espalier.export.OnnxTarget;
import org.espalier.graph.Attributes;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/** How convolution and pooling operators are written in ONNX and read. */
final class ConvolutionForms {
    /** The attributes of ONNX's Conv. */
    static final List<String> CONV = List.of("auto_pad", "dilations", "group", "kernel_shape", "pads", "strides");
    /** The attributes of ONNX's ConvTranspose. */
    static final List<String> CONV_TRANSPOSE = List.of(
            "auto_pad", "dilations", "group", "kernel_shape", "output_padding", "output_shape", "pads", "strides");

    private ConvolutionForms() {}

    /**
     * The named attributes for a file. Runtimes do not work padding out where the kernel is dilated, so there it is written.
     *
     * @param kernel the kernel's lengths
     */
    static Attributes written(TensorType x, long[] kernel, Attributes a, List<String> names) {
        Shape lengths = Sliding.spatial(x.shape());
        if (!Sliding.dilated(a) || !Sliding.AutoPad.of(a).isSame() || !lengths.isKnown()) {
            return a.only(names);
        }
        Window window = Sliding.of(a, kernel).over(lengths);
        return a.only(names.stream().filter(name -> !name.equals("auto_pad")).toList())
                .with("pads", window.pads(Window.Axis::end));
    }

    static void writeConv(Node node, OnnxTarget target) {
        long[] kernel = Sliding.kernel(node.input(1).type(), node.attributes());
        target.node("Conv", written(node.input(0).type(), kernel, node.attributes(), CONV));
    }

    /**
     * The attributes that all pooling operators have. Older runtimes and checkers count a last window of ceil_mode that
     * begins behind the elements; where there would be one, the padding that the others need is written instead.
     */
    static Attributes pooling(Node node) {
        Attributes a = node.attributes();
        if (drops(node)) {
            return a.only(List.of("kernel_shape", "strides")).with("pads", windowOf(node).pads(Window.Axis::longEnd));
        }
        Attributes w = written(node.input(0).type(), a.longs("kernel_shape"), a,
                List.of("auto_pad", "kernel_shape", "pads", "strides"));
        return a.flag("ceil_mode", false) ? w.with("ceil_mode", 1) : w;
    }

    /** Whether {@link #pooling} writes more padding than there is. */
    static boolean padsMore(Node node) {
        return drops(node) && windowOf(node).axes().stream().anyMatch(axis -> axis.longEnd() > axis.end());
    }

    private static boolean drops(Node node) {
        TensorType x = node.input(0).type();
        Shape lengths = Sliding.spatial(x.shape());
        return lengths.isKnown() && Sliding.pooling(x, node.attributes()).drops(lengths);
    }

    private static Window windowOf(Node node) {
        TensorType x = node.input(0).type();
        return Sliding.pooling(x, node.attributes()).over(Sliding.spatial(x.shape()));
    }

    static List<Value> conv(OnnxNode node) {
        return node.ops().apply("Conv", inputs(node), window(node, CONV));
    }

    static List<Value> convTranspose(OnnxNode node) {
        Attributes a = window(node, CONV_TRANSPOSE);
        if (a.has("output_shape")) {
            // The pads are worked out from the shape, so that others that a file holds beside it mean nothing.
            a = a.only(CONV_TRANSPOSE.stream().filter(name -> !name.equals("pads")).toList());
        }
        return node.ops().apply("ConvTranspose", inputs(node), a);
    }

    private static List<Value> inputs(OnnxNode node) {
        List<Value> in = new ArrayList<>(List.of(node.input(0), node.input(1)));
        if (node.has(2)) {
            in.add(node.input(2));
        }
        return in;
    }

    /**
     * The named attributes; where auto_pad decides, the pads that some exporters write beside it mean nothing.
     *
     * @param flags those of them that are truth values here
     */
    static Attributes window(OnnxNode node, List<String> names, String... flags) {
        Attributes raw = node.attributes();
        boolean explicit = raw.string("auto_pad", "NOTSET").equals("NOTSET");
        Attributes a = raw.only(names.stream().filter(name -> explicit || !name.equals("pads")).toList());
        for (String flag : flags) {
            if (a.has(flag)) {
                a = a.with(flag, a.longValue(flag) != 0);
            }
        }
        return a;
    }
}
