package org.espalier.core.plan;

import java.lang.reflect.Array;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.backend.Buffer;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * A plan with memory to run in. Fill the inputs, run, read the outputs; running allocates nothing and looks nothing
 * up. Used by one thread at a time; several executions of one plan may run at once.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Execution {
    private final Plan plan;
    private final Buffer[] buffers;
    private final Instruction[] instructions;
    private final Buffer[][] inputs;
    private final Buffer[][] outputs;
    private final int[][] copies;
    private final Map<String, Buffer> inputsByName = new HashMap<>();
    private final Map<String, Buffer> outputsByName = new HashMap<>();

    Execution(Plan plan, Map<String, Buffer> given) {
        this.plan = plan;
        this.buffers = allocate(plan.layout().storages, given);
        this.instructions = plan.instructions().toArray(Instruction[]::new);
        this.inputs = new Buffer[instructions.length][];
        this.outputs = new Buffer[instructions.length][];
        for (int i = 0; i < instructions.length; i++) {
            inputs[i] = select(instructions[i].inputs());
            outputs[i] = select(instructions[i].outputs());
        }
        this.copies = plan.layout().copies.toArray(int[][]::new);
        for (Graph.Port p : plan.graph().inputs()) {
            inputsByName.put(p.name(), buffers[plan.layout().storage(p.edge()).index]);
        }
        for (Graph.Port p : plan.graph().outputs()) {
            outputsByName.put(p.name(), buffers[plan.layout().storage(p.edge()).index]);
        }
    }

    private static Buffer[] allocate(List<Storage> storages, Map<String, Buffer> given) {
        Map<DType, Object> arenas = new EnumMap<>(DType.class);
        Arena.lengths(storages).forEach((dtype, length) ->
                arenas.put(dtype, Array.newInstance(dtype.arrayType().getComponentType(), length)));
        Buffer[] buffers = new Buffer[storages.size()];
        for (Storage s : storages) {
            buffers[s.index] = switch (s.kind) {
                case CONSTANT -> s.constant;
                case ARENA -> new Buffer(s.dtype, arenas.get(s.dtype), s.offset, s.length);
                case EXTERNAL -> external(s, given.get(s.name));
            };
        }
        return buffers;
    }

    private static Buffer external(Storage s, Buffer given) {
        if (given == null) {
            return new Buffer(s.dtype, Array.newInstance(s.dtype.arrayType().getComponentType(), s.length), 0, s.length);
        }
        if (given.dtype() != s.dtype || given.length() != s.length) {
            throw new EspalierException("the input '" + s.name + "' needs " + s.length + " " + s.dtype + ", but was given "
                    + given.length() + " " + given.dtype());
        }
        return given;
    }

    private Buffer[] select(int[] storages) {
        Buffer[] selected = new Buffer[storages.length];
        for (int i = 0; i < storages.length; i++) {
            selected[i] = buffers[storages[i]];
        }
        return selected;
    }

    /** The plan that this runs. */
    public Plan plan() {
        return plan;
    }

    /** The memory of an input, to be filled before a run. */
    public Buffer input(String name) {
        return found(inputsByName, "input", name);
    }

    /** The memory of an input, or null where there is none of this name. */
    public Buffer inputOrNull(String name) {
        return inputsByName.get(name);
    }

    /** The memory of an output, to be read after a run and before the next. */
    public Buffer output(String name) {
        return found(outputsByName, "output", name);
    }

    /** A copy of an output under its type. */
    public Tensor result(String name) {
        return output(name).toTensor(plan.graph().output(name).type());
    }

    private static Buffer found(Map<String, Buffer> map, String kind, String name) {
        Buffer b = map.get(name);
        if (b == null) {
            throw new EspalierException("there is no " + kind + " '" + name + "'; there are " + map.keySet());
        }
        return b;
    }

    /** Runs both segments. */
    public void run() {
        runFirst();
        runSecond();
    }

    /** Runs the first segment. */
    public void runFirst() {
        run(0, plan.secondSegment());
    }

    /** Runs the second segment, updates included. */
    public void runSecond() {
        run(plan.secondSegment(), instructions.length);
        for (int[] c : copies) {
            buffers[c[1]].copyFrom(buffers[c[0]]);
        }
    }

    /** Runs the calls from one (inclusive) to another (exclusive); between them a checker may look at memory. */
    void run(int from, int to) {
        int i = from;
        try {
            for (; i < to; i++) {
                instructions[i].kernel().run(inputs[i], outputs[i]);
            }
        } catch (EspalierException e) {
            throw new EspalierException(instructions[i].node().label() + " " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new EspalierException(instructions[i].node().label() + " failed with " + e
                    + "; this is a defect of the kernel of backend '" + instructions[i].backend() + "'", e);
        }
    }

    /** A number that is not finite: who yielded it, as what, which of its elements it is, and the number. */
    public record NonFinite(Node node, TensorType type, int element, double value) {}

    /** The first number that is not finite in the outputs of a call, run call by call from a fresh start, or null. */
    public NonFinite firstNonFinite() {
        for (int i = 0; i < instructions.length; i++) {
            run(i, i + 1);
            Node n = instructions[i].node();
            for (int j = 0; j < n.outputs().size(); j++) {
                int at = nonFinite(outputs[i][j]);
                if (at >= 0) {
                    return new NonFinite(n, n.outputs().get(j).type(), at, outputs[i][j].getDouble(at));
                }
            }
        }
        return null;
    }

    /** Whether all numbers in a buffer are finite; integers and truth values always are. */
    public static boolean isFinite(Buffer b) {
        return nonFinite(b) < 0;
    }

    /** The first element of a buffer that is not finite, or -1. */
    public static int nonFinite(Buffer b) {
        if (!b.dtype().isFloating()) {
            return -1;
        }
        for (int i = 0; i < b.length(); i++) {
            if (!Double.isFinite(b.getDouble(i))) {
                return i;
            }
        }
        return -1;
    }
}
