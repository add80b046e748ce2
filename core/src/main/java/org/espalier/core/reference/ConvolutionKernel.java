package org.espalier.core.reference;

import java.util.Arrays;
import java.util.List;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.core.op.conv.Convolutions;
import org.espalier.core.op.conv.Window;
import org.espalier.graph.Node;
import org.espalier.tensor.TensorType;

/**
 * The form that convolution and its two transposes have in common: all triples of an element of the input x, the weight w
 * and the output y that belong together, those in the padding left out. The three differ in which of them is the sum of
 * the products of the two others. For every map, channel and tap, row by row; only the last spatial axis is within a row.
 */
final class ConvolutionKernel implements Kernel {
    /** What is done with a row: n elements of x with a step between them, one of w, and n of y beside each other. */
    @FunctionalInterface
    private interface Row {
        void run(double[] x, int atX, int step, double[] w, int atW, double[] y, int atY, int n);
    }

    /** Which of the three is computed. */
    private enum Role { INPUT, WEIGHT, OUTPUT }

    private final Role role;
    private final Row row;
    /** The types of x, w and y. */
    private final TensorType[] types;
    private final int batch;
    private final int groups;
    private final int channels;
    private final int maps;
    private final List<Window.Axis> axes;
    /** By spatial axis and tap: the positions from the first to before the second at which the tap reads an element. */
    private final int[][] first;
    private final int[][] end;

    private ConvolutionKernel(Node node, Role role, Row row, TensorType x, TensorType w, TensorType y) {
        this.role = role;
        this.row = row;
        this.types = new TensorType[] {x, w, y};
        this.batch = Math.toIntExact(x.shape().length(0));
        this.groups = Math.toIntExact(node.attributes().longValue("group", 1));
        this.channels = Math.toIntExact(w.shape().length(1));
        this.maps = Math.toIntExact(w.shape().length(0));
        this.axes = Convolutions.window(x, w, node.attributes()).three();
        this.first = axes.stream().map(a -> taps(a, true)).toArray(int[][]::new);
        this.end = axes.stream().map(a -> taps(a, false)).toArray(int[][]::new);
    }

    private static int[] taps(Window.Axis a, boolean first) {
        int[] positions = new int[a.kernel()];
        Arrays.setAll(positions, k -> first ? a.firstPosition(k) : a.endPosition(k));
        return positions;
    }

    static Kernel conv(Node node) {
        return new ConvolutionKernel(node, Role.OUTPUT, ConvolutionKernel::addToOutput, type(node, 0), type(node, 1),
                node.output().type());
    }

    static Kernel inputGrad(Node node) {
        return new ConvolutionKernel(node, Role.INPUT, ConvolutionKernel::addToInput, node.output().type(), type(node, 1),
                type(node, 0));
    }

    static Kernel weightGrad(Node node) {
        return new ConvolutionKernel(node, Role.WEIGHT, ConvolutionKernel::addToWeight, type(node, 0), node.output().type(),
                type(node, 1));
    }

    private static TensorType type(Node node, int input) {
        return node.input(input).type();
    }

    private static void addToOutput(double[] x, int atX, int step, double[] w, int atW, double[] y, int atY, int n) {
        double factor = w[atW];
        for (int i = 0; i < n; i++) {
            y[atY + i] += x[atX + i * step] * factor;
        }
    }

    private static void addToInput(double[] x, int atX, int step, double[] w, int atW, double[] y, int atY, int n) {
        double factor = w[atW];
        for (int i = 0; i < n; i++) {
            x[atX + i * step] += y[atY + i] * factor;
        }
    }

    private static void addToWeight(double[] x, int atX, int step, double[] w, int atW, double[] y, int atY, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[atX + i * step] * y[atY + i];
        }
        w[atW] += sum;
    }

    @Override
    public List<TensorType> scratch() {
        return Wide.scratch(types);
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        Buffer x = role == Role.INPUT ? Wide.sums(outputs[0], outputs, 1) : Wide.read(inputs[0], outputs, 1);
        Buffer w = role == Role.WEIGHT ? Wide.sums(outputs[0], outputs, 2)
                : Wide.read(inputs[1], outputs, 2);
        Buffer y = role == Role.OUTPUT ? Wide.sums(outputs[0], outputs, 3)
                : Wide.read(inputs[role == Role.INPUT ? 0 : 1], outputs, 3);
        if (inputs.length == 3) {
            startWithBias(inputs[2], y);
        }
        for (int n = 0; n < batch; n++) {
            for (int m = 0; m < maps; m++) {
                int group = m / (maps / groups);
                for (int c = 0; c < channels; c++) {
                    maps((n * groups + group) * channels + c, m * channels + c, n * maps + m, x, w, y);
                }
            }
        }
        Wide.finish(role == Role.INPUT ? x : role == Role.WEIGHT ? w : y, outputs[0]);
    }

    private void startWithBias(Buffer bias, Buffer y) {
        int size = axes.get(0).output() * axes.get(1).output() * axes.get(2).output();
        for (int i = 0; i < batch * maps; i++) {
            int from = y.offset() + i * size;
            Arrays.fill(y.f64(), from, from + size, bias.getDouble(i % maps));
        }
    }

    /** One map of x, one kernel, one map of y, by their numbers. */
    private void maps(int mapOfX, int kernel, int mapOfY, Buffer x, Buffer w, Buffer y) {
        Window.Axis a = axes.get(0);
        Window.Axis b = axes.get(1);
        Window.Axis c = axes.get(2);
        int atW = w.offset() + kernel * a.kernel() * b.kernel() * c.kernel();
        int lineOfX = mapOfX * a.length();
        int lineOfY = mapOfY * a.output();
        for (int ka = 0; ka < a.kernel(); ka++) {
            for (int kb = 0; kb < b.kernel(); kb++) {
                for (int kc = 0; kc < c.kernel(); kc++, atW++) {
                    int from = first[2][kc];
                    int n = end[2][kc] - from;
                    for (int oa = first[0][ka]; n > 0 && oa < end[0][ka]; oa++) {
                        for (int ob = first[1][kb]; ob < end[1][kb]; ob++) {
                            int atX = ((lineOfX + a.element(oa, ka)) * b.length() + b.element(ob, kb)) * c.length()
                                    + c.element(from, kc);
                            int atY = ((lineOfY + oa) * b.output() + ob) * c.output() + from;
                            row.run(x.f64(), x.offset() + atX, c.stride(), w.f64(), atW, y.f64(), y.offset() + atY, n);
                        }
                    }
                }
            }
        }
    }
}
