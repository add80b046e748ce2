package org.espalier.core.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.core.engine.Engine;
import org.espalier.core.rewrite.Rewrites;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.op.Trait;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;

/**
 * A graph made ready to run: a flat list of kernel calls on memory whose lifetimes were worked out beforehand.
 * Immutable and shared; the memory itself belongs to an {@link Execution}.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Plan {
    private final Graph graph;
    private final List<Instruction> instructions;
    private final Layout layout;
    private final int secondSegment;

    private Plan(Graph graph, List<Instruction> instructions, Layout layout, int secondSegment) {
        this.graph = graph;
        this.instructions = instructions;
        this.layout = layout;
        this.secondSegment = secondSegment;
    }

    /** Plans a graph of one segment without updates. Every dim must be known. */
    public static Plan of(Engine engine, Graph graph) {
        return of(engine, graph, Map.of(), Set.of());
    }

    /**
     * Plans a graph.
     *
     * @param donations from the name of an output to the name of the input whose memory it takes when all is done
     * @param first the outputs that the first segment must have computed before the second begins; where it is empty
     *     there is but one segment
     */
    public static Plan of(Engine engine, Graph graph, Map<String, String> donations, Set<String> first) {
        if (!graph.unboundDims().isEmpty()) {
            throw new EspalierException("the dims " + graph.unboundDims() + " must be bound to numbers before planning");
        }
        Graph prepared = Rewrites.prepare(engine, graph, first);
        Set<Node> early = Rewrites.ancestors(prepared, first);
        List<Node> calls = new ArrayList<>();
        prepared.nodes().stream().filter(n -> isCall(n) && early.contains(n)).forEach(calls::add);
        int second = calls.size();
        prepared.nodes().stream().filter(n -> isCall(n) && !early.contains(n)).forEach(calls::add);
        List<Optional<Kernel>> own = calls.stream().map(engine.backend()::kernel).toList();
        List<Kernel> kernels = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            Node n = calls.get(i);
            kernels.add(own.get(i).orElseGet(() -> engine.kernel(n)));
        }
        Layout layout = new Layout(prepared, calls, kernels, first.isEmpty() ? 0 : second);
        layout.place(donations);
        List<Instruction> instructions = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            Node n = calls.get(i);
            String by = own.get(i).isPresent() ? engine.backend().id() : Engine.REFERENCE;
            instructions.add(new Instruction(n, kernels.get(i), by, layout.indices(n.inputs()),
                    Layout.appended(layout.indices(n.outputs()), layout.scratch.get(i))));
        }
        return new Plan(prepared, List.copyOf(instructions), layout, second);
    }

    private static boolean isCall(Node n) {
        return !n.op().has(Trait.CONSTANT) && !n.op().has(Trait.VIEW);
    }

    /** The graph that is run, after all rewrites. */
    public Graph graph() {
        return graph;
    }

    /** Memory to run in; see {@link Execution}. */
    public Execution execution() {
        return execution(Map.of());
    }

    /** Memory to run in, with the given memory for some of the inputs, shared with others. */
    public Execution execution(Map<String, Buffer> inputs) {
        return new Execution(this, inputs);
    }

    List<Instruction> instructions() {
        return instructions;
    }

    Layout layout() {
        return layout;
    }

    int secondSegment() {
        return secondSegment;
    }

    /** The bytes of working memory that an execution allocates, inputs not counted. */
    public long workingBytes() {
        return Arena.lengths(layout.storages).entrySet().stream()
                .mapToLong(e -> (long) e.getValue() * e.getKey().bytes())
                .sum();
    }

    /** The bytes that are needed at one time at least, whatever the layout. */
    public long lowerBoundBytes() {
        return Arena.lowerBound(layout.storages, instructions.size());
    }

    /** The nodes in the order in which they run, for tests and profiles. */
    public List<Node> calls() {
        return instructions.stream().map(Instruction::node).toList();
    }

    /** One line a kernel call: which kernel, from which memory into which. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < instructions.size(); i++) {
            if (i == secondSegment && i > 0) {
                lines.add("-- second segment --");
            }
            Instruction c = instructions.get(i);
            lines.add(String.format("%3d %-9s %s <- %s  %s", i, c.backend(), names(c.outputs()), names(c.inputs()),
                    label(c.node())));
        }
        for (int[] copy : layout.copies) {
            lines.add("copy " + layout.storages.get(copy[1]) + " <- " + layout.storages.get(copy[0]));
        }
        Map<DType, Integer> lengths = Arena.lengths(layout.storages);
        lines.add("working memory " + workingBytes() + " bytes " + lengths + ", lower bound " + lowerBoundBytes());
        return String.join("\n", lines);
    }

    private static String label(Node n) {
        if (!n.attributes().has("body")) {
            return n.label();
        }
        return n.attributes().graph("body").nodes().stream().map(b -> b.op().id()).toList() + (n.path().isEmpty() ? "" : " at " + n.path());
    }

    private List<String> names(int[] storages) {
        return Arrays.stream(storages).mapToObj(s -> layout.storages.get(s).toString()).toList();
    }
}
