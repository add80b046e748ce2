package org.espalier.reference.samediff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/** A random graph in the making. All values are known while it is drawn, so that each op keeps away from its kinks and poles. */
final class Drawing {
    /** Between a value and the nearest kink: more than any step of differences. */
    static final double MARGIN = 0.02;
    private static final long[][] SHAPES = {{}, {3}, {4}, {2, 3}, {3, 2}, {3, 3}, {2, 1}, {1, 3}, {2, 2, 3}, {1, 2, 4, 4}};
    private static final int MOST_ELEMENTS = 150;
    private static final double LARGEST = 20;

    final GraphBuilder b;
    final SplittableRandom random;
    private final Gradients ours;
    private final List<Value> pool = new ArrayList<>();
    private final List<Graph.Port> ports = new ArrayList<>();
    private final List<Tensor> inputs = new ArrayList<>();
    private final Map<Integer, Tensor> values = new HashMap<>();
    private int evaluated;

    Drawing(Gradients ours, SplittableRandom random) {
        this.ours = ours;
        this.b = ours.registry.graphBuilder();
        this.random = random;
        int n = 2 + random.nextInt(3);
        for (int i = 0; i < n; i++) {
            pool.add(input(-2, 2, SHAPES[random.nextInt(SHAPES.length)]));
        }
    }

    /** A new input with elements between two bounds. */
    Value input(double low, double high, long... shape) {
        TensorType type = TensorType.of(DType.F64, shape);
        Value v = b.input("x" + ports.size(), type);
        Tensor t = Tensor.rounded(type, random.doubles(type.shape().size(), low, high).toArray());
        ports.add(new Graph.Port("x" + ports.size(), v.edge()));
        inputs.add(t);
        values.put(v.edge().id(), t);
        return v;
    }

    Value integers(long[] elements, long... shape) {
        return b.constant(Tensor.of(elements, shape));
    }

    /** So many positions below a bound, some of them counted from the end. */
    Value positions(int bound, long... shape) {
        int n = (int) Places.size(shape);
        long[] at = new long[n];
        Arrays.setAll(at, i -> random.nextInt(2 * bound) - bound);
        return integers(at, shape);
    }

    int below(int n) {
        return random.nextInt(n);
    }

    boolean coin() {
        return random.nextBoolean();
    }

    /** Some value; every other time one of the last. */
    Value any() {
        int n = pool.size();
        return coin() ? pool.get(n - 1 - random.nextInt(Math.min(5, n))) : pool.get(random.nextInt(n));
    }

    /** Some value of which something holds, or null after a number of attempts. */
    Value any(Predicate<Value> holds) {
        for (int i = 0; i < 12; i++) {
            Value v = any();
            if (holds.test(v)) {
                return v;
            }
        }
        return null;
    }

    /** Some value with so many axes and more, or a new input. */
    Value ofRank(int least) {
        Value v = any(x -> x.rank() >= least);
        return v != null ? v : input(-2, 2, Arrays.copyOf(new long[] {2, 3, 2}, Math.max(least, 1)));
    }

    /** Some value brought to a shape, or a new input. */
    Value ofShape(long... shape) {
        long n = Places.size(shape);
        Value v = any(x -> x.shape().size() >= n && x.rank() > 0);
        if (v == null || random.nextInt(3) == 0) {
            return input(-1.5, 1.5, shape);
        }
        Value flat = v.rank() == 1 ? v : v.reshape(Shape.of(v.shape().size()));
        Value some = v.shape().size() == n ? flat : b.slice(flat, new long[] {0}, new long[] {n}, new int[] {0}, new long[] {1});
        return shape.length == 1 ? some : some.reshape(Shape.of(shape));
    }

    /** A value between two bounds: some value, if need be through a sigmoid. */
    Value between(double low, double high) {
        Value v = any(x -> within(x, low, high));
        return v != null && coin() ? v : squashed(any(), low, high);
    }

    Value squashed(Value v, double low, double high) {
        return v.sigmoid().mul(high - low).add(low);
    }

    /** The elements of a value. */
    double[] at(Value v) {
        List<Node> nodes = b.nodes();
        for (; evaluated < nodes.size(); evaluated++) {
            Node n = nodes.get(evaluated);
            List<Graph.Port> in = new ArrayList<>();
            List<Tensor> arguments = new ArrayList<>();
            n.inputs().stream().distinct().forEach(e -> {
                in.add(new Graph.Port("in" + in.size(), e));
                arguments.add(values.get(e.id()));
            });
            List<Graph.Port> out = new ArrayList<>();
            n.outputs().forEach(e -> out.add(new Graph.Port("out" + out.size(), e)));
            List<Tensor> results = ours.values(new Graph(in, List.of(n), out), arguments);
            for (int i = 0; i < results.size(); i++) {
                values.put(n.outputs().get(i).id(), results.get(i));
            }
        }
        return values.get(v.edge().id()).toDoubles();
    }

    boolean within(Value v, double low, double high) {
        return Arrays.stream(at(v)).allMatch(x -> x >= low && x <= high);
    }

    boolean away(Value v, double margin, double... from) {
        return Arrays.stream(at(v)).allMatch(x -> Arrays.stream(from).allMatch(p -> Math.abs(x - p) >= margin));
    }

    /** Whether no two elements are close to each other. */
    boolean distinct(Value v) {
        double[] sorted = at(v).clone();
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] - sorted[i - 1] < MARGIN / 4) {
                return false;
            }
        }
        return true;
    }

    /** Takes what was drawn into the pool, unless it is too large in any sense; whether it did. */
    boolean take(Value v) {
        if (v == null || v.dtype() != DType.F64 || v.shape().size() > MOST_ELEMENTS || v.rank() > 5 || !within(v, -LARGEST, LARGEST)) {
            return false;
        }
        pool.add(v);
        return true;
    }

    /** The number of nodes so far that compute something. */
    int ops() {
        return (int) b.nodes().stream().filter(n -> !n.inputs().isEmpty()).count();
    }

    /** The graph of all values in the pool that nothing reads, and some others; the rest is left out. */
    RandomDag finish() {
        List<Value> ends = new ArrayList<>(pool.stream().filter(this::unused).toList());
        ends.add(any());
        Map<Integer, Node> made = new HashMap<>();
        b.nodes().forEach(n -> n.outputs().forEach(e -> made.put(e.id(), n)));
        Map<Integer, Boolean> needed = new HashMap<>();
        ends.forEach(v -> mark(v.edge(), made, needed));
        List<Node> nodes = b.nodes().stream().filter(n -> n.outputs().stream().anyMatch(e -> needed.containsKey(e.id()))).toList();
        Map<String, Value> outputs = new LinkedHashMap<>();
        ends.forEach(v -> outputs.put("y" + outputs.size(), v));
        return new RandomDag(new Graph(ports, nodes, outputs.entrySet().stream()
                .map(e -> new Graph.Port(e.getKey(), e.getValue().edge())).toList()), List.copyOf(inputs));
    }

    private boolean unused(Value v) {
        return pool.indexOf(v) >= 0 && b.nodes().stream().noneMatch(n -> n.inputs().contains(v.edge()));
    }

    private static void mark(Node.Edge e, Map<Integer, Node> made, Map<Integer, Boolean> needed) {
        if (needed.put(e.id(), true) == null && made.containsKey(e.id())) {
            made.get(e.id()).inputs().forEach(in -> mark(in, made, needed));
        }
    }
}
