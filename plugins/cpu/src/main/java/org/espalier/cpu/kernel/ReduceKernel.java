package org.espalier.cpu.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.cpu.pool.Lease;
import org.espalier.cpu.pool.WorkerPool;
import org.espalier.graph.Node;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/** Reductions over any axes: one {@link ReducePass} for every run of neighbouring axes, from the innermost outwards. */
final class ReduceKernel implements Kernel {
    private final Fold fold;
    private final List<ReducePass> passes;
    private final int count;
    private final Lease<ReducePass.Call[]> calls;

    private ReduceKernel(Fold fold, List<ReducePass> passes, int count) {
        this.fold = fold;
        this.passes = passes;
        this.count = count;
        this.calls = new Lease<>(() -> passes.stream().map(p -> p.new Call()).toArray(ReducePass.Call[]::new));
    }

    /** A run of neighbouring axes that all are reduced, or all kept. */
    private record Run(boolean reduced, int length) {}

    static Kernel of(Node node, Fold fold, WorkerPool pool) {
        TensorType type = node.input(0).type();
        if (!CpuBackend.isF32(type)) {
            return null;
        }
        List<Run> runs = runs(type.shape(), node.attributes().ints("axes"));
        List<ReducePass> passes = new ArrayList<>();
        int count = 1;
        for (int i = runs.size() - 1; i >= 0; i--) {
            if (runs.get(i).reduced) {
                // What is further in was reduced before, so only kept axes are left there.
                int outer = product(runs.subList(0, i), false);
                int inner = product(runs.subList(i + 1, runs.size()), true);
                passes.add(new ReducePass(fold, pool, outer, runs.get(i).length, inner));
                count = Math.multiplyExact(count, runs.get(i).length);
            }
        }
        if (passes.isEmpty()) {
            passes.add(new ReducePass(fold, pool, product(runs, false), 1, 1));
        }
        return new ReduceKernel(fold, passes, count);
    }

    private static List<Run> runs(Shape shape, int[] axes) {
        int[] gone = IntStream.of(axes).map(shape::axis).toArray();
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < shape.rank(); i++) {
            int axis = i;
            boolean reduced = gone.length == 0 || IntStream.of(gone).anyMatch(g -> g == axis);
            int length = Math.toIntExact(shape.length(i));
            Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (length == 1) {
                continue;
            }
            if (last != null && last.reduced == reduced) {
                runs.set(runs.size() - 1, new Run(reduced, Math.multiplyExact(last.length, length)));
            } else {
                runs.add(new Run(reduced, length));
            }
        }
        return runs;
    }

    private static int product(List<Run> runs, boolean keptOnly) {
        return runs.stream().filter(r -> !keptOnly || !r.reduced).mapToInt(Run::length).reduce(1, Math::multiplyExact);
    }

    @Override
    public void run(Buffer[] inputs, Buffer[] outputs) {
        ReducePass.Call[] call = calls.take();
        try {
            float[] scratch = outputs.length > 1 ? outputs[1].f32() : null;
            int free = outputs.length > 1 ? outputs[1].offset() : 0;
            float[] from = inputs[0].f32();
            int at = inputs[0].offset();
            for (int i = 0; i < call.length; i++) {
                boolean last = i == call.length - 1;
                float[] to = last ? outputs[0].f32() : scratch;
                int target = last ? outputs[0].offset() : free;
                free += last ? 0 : passes.get(i).size();
                call[i].run(from, at, to, target, scratch, free);
                from = to;
                at = target;
            }
            fold.finish(outputs[0].f32(), outputs[0].offset(), outputs[0].length(), count);
        } finally {
            calls.giveBack(call);
        }
    }

    @Override
    public List<TensorType> scratch() {
        int floats = 0;
        int most = 0;
        for (int i = 0; i < passes.size(); i++) {
            boolean last = i == passes.size() - 1;
            floats += last ? 0 : passes.get(i).size();
            most = Math.max(most, floats + passes.get(i).scratch());
        }
        return most == 0 ? List.of() : List.of(TensorType.of(DType.F32, most));
    }
}
