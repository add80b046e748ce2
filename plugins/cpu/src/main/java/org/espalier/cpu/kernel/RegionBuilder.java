package org.espalier.cpu.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.espalier.backend.BlockFunction;
import org.espalier.cpu.chain.ChainCompiler;
import org.espalier.cpu.chain.Primitive;
import org.espalier.cpu.chain.Program;
import org.espalier.cpu.kernel.Region.Call;
import org.espalier.cpu.kernel.Region.Code;
import org.espalier.cpu.kernel.Region.Constant;
import org.espalier.cpu.kernel.Region.Reading;
import org.espalier.cpu.kernel.Region.Sink;
import org.espalier.cpu.kernel.Region.Source;
import org.espalier.cpu.kernel.Region.Stage;
import org.espalier.cpu.layout.Strided;
import org.espalier.tensor.DType;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * Collects the values and steps of a {@link Region}, and cuts the steps into stages: as many {@link Primitive}s as can be
 * computed together become one piece of compiled code, any other function is called for itself.
 */
final class RegionBuilder {
    private static final int NONE = -1;

    /** One step, from cells to a cell. */
    private record Step(BlockFunction function, int[] arguments, int result) {
        boolean isPrimitive() {
            return function instanceof Primitive;
        }
    }

    private final Shape shape;
    private final ChainCompiler compiler;
    private final Map<Integer, Source> sources = new HashMap<>();
    private final Map<Integer, Constant> constants = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private List<Sink> sinks;
    private int cells;
    private int product = NONE;

    /** A region over all elements of a shape. */
    RegionBuilder(Shape shape, ChainCompiler compiler) {
        this.shape = shape;
        this.compiler = compiler;
    }

    /** An input, broadcast to the shape. */
    int source(int input, TensorType type) {
        Strided layout = Strided.broadcast(shape, type.shape());
        Reading reading = layout.isContiguous() ? Reading.DIRECT : layout.isSingle() ? Reading.ONCE : Reading.BLOCKWISE;
        sources.put(cells, new Source(cells, input, type.dtype() == DType.BOOL, layout, reading));
        return cells++;
    }

    /** A number. */
    int constant(float value) {
        constants.put(cells, new Constant(cells, value));
        return cells++;
    }

    /** The elements of a matrix product, which are there before the first step. */
    int product() {
        product = cells;
        return cells++;
    }

    /** A step; the cells of its arguments are known. */
    int step(BlockFunction function, int... arguments) {
        steps.add(new Step(function, arguments, cells));
        return cells++;
    }

    /** The region, whose outputs are these cells. */
    Region build(List<Integer> outputs, List<TensorType> types) {
        sinks = IntStream.range(0, outputs.size())
                .mapToObj(i -> new Sink(outputs.get(i), i, types.get(i).dtype() == DType.BOOL))
                .toList();
        List<List<Step>> groups = groups();
        readTruthInPlaceOnlyInCode(groups);
        List<Stage> stages = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            stages.add(stage(groups, g));
        }
        Lanes lanes = new Lanes(stages);
        return new Region(Math.toIntExact(shape.size()), cells, List.copyOf(sources.values()),
                List.copyOf(constants.values()), stages, sinks, product, lanes.laneOf, lanes.count);
    }

    /** The steps in groups: primitives as early and as many as their arguments allow, other functions one by one. */
    private List<List<Step>> groups() {
        boolean[] known = new boolean[cells];
        sources.keySet().forEach(c -> known[c] = true);
        constants.keySet().forEach(c -> known[c] = true);
        if (product >= 0) {
            known[product] = true;
        }
        List<Step> waiting = new ArrayList<>(steps);
        List<List<Step>> groups = new ArrayList<>();
        while (!waiting.isEmpty()) {
            List<Step> group = new ArrayList<>();
            for (Step s : waiting) {
                if (s.isPrimitive() && isReady(s, known)) {
                    known[s.result] = true;
                    group.add(s);
                }
            }
            if (group.isEmpty()) {
                Step call = waiting.stream().filter(s -> isReady(s, known)).findFirst().orElseThrow();
                known[call.result] = true;
                group.add(call);
            }
            waiting.removeAll(group);
            groups.add(group);
        }
        return groups;
    }

    private static boolean isReady(Step s, boolean[] known) {
        return IntStream.of(s.arguments).allMatch(a -> known[a]);
    }

    /** A function that is called for itself reads truth values as numbers, so they are gathered into a lane for it. */
    private void readTruthInPlaceOnlyInCode(List<List<Step>> groups) {
        for (List<Step> group : groups) {
            if (!group.get(0).isPrimitive()) {
                for (int a : group.get(0).arguments) {
                    sources.computeIfPresent(a, (cell, s) -> !s.truth() || s.reading() != Reading.DIRECT ? s
                            : new Source(cell, s.input(), true, s.layout(), Reading.BLOCKWISE));
                }
            }
        }
    }

    private Stage stage(List<List<Step>> groups, int g) {
        List<Step> group = groups.get(g);
        Step first = group.get(0);
        if (!first.isPrimitive()) {
            return new Call(first.function, first.arguments, first.result);
        }
        Set<Integer> computed = new LinkedHashSet<>();
        Set<Integer> read = new LinkedHashSet<>();
        for (Step s : group) {
            IntStream.of(s.arguments).filter(a -> !computed.contains(a)).forEach(read::add);
            computed.add(s.result);
        }
        List<Integer> numbers = read.stream().filter(this::isNumber).toList();
        List<Integer> truths = read.stream().filter(this::isTruthInPlace).toList();
        List<Integer> reals = read.stream().filter(c -> !isNumber(c) && !isTruthInPlace(c)).toList();
        List<Integer> realResults = computed.stream().filter(c -> isWanted(c, groups, g)).toList();
        List<Integer> truthResults = sinks.stream()
                .filter(s -> s.truth() && compiler.storesTruth() && computed.contains(s.cell()))
                .map(Sink::cell)
                .toList();
        Map<Integer, Integer> valueOf = new HashMap<>();
        List.of(reals, truths, numbers).forEach(l -> l.forEach(c -> valueOf.put(c, valueOf.size())));
        List<Program.Step> code = new ArrayList<>();
        for (Step s : group) {
            code.add(new Program.Step((Primitive) s.function, IntStream.of(s.arguments).mapToObj(valueOf::get).toList()));
            valueOf.put(s.result, valueOf.size());
        }
        Program program = new Program(reals.size(), truths.size(), numbers.size(), code,
                realResults.stream().map(valueOf::get).toList(), truthResults.stream().map(valueOf::get).toList());
        return new Code(compiler.compile(program), array(reals), array(truths), array(numbers), array(realResults),
                array(truthResults));
    }

    private static int[] array(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    private boolean isNumber(int cell) {
        return constants.containsKey(cell) || sources.containsKey(cell) && sources.get(cell).reading() == Reading.ONCE;
    }

    private boolean isTruthInPlace(int cell) {
        Source s = sources.get(cell);
        return s != null && s.truth() && s.reading() == Reading.DIRECT;
    }

    /** Whether a later group, or an output that the code does not store as truth values, needs a cell. */
    private boolean isWanted(int cell, List<List<Step>> groups, int g) {
        return sinks.stream().anyMatch(s -> s.cell() == cell && !(s.truth() && compiler.storesTruth()))
                || groups.subList(g + 1, groups.size()).stream()
                        .flatMap(List::stream)
                        .anyMatch(s -> IntStream.of(s.arguments).anyMatch(a -> a == cell));
    }

    /** Which lane each cell takes. */
    private final class Lanes {
        final int[] laneOf = new int[cells];
        /** Per lane, the last stage that needs it. */
        private final List<Integer> busyUntil = new ArrayList<>();
        final int count;

        Lanes(List<Stage> stages) {
            Arrays.fill(laneOf, NONE);
            for (int c = 0; c < cells; c++) {
                if (isFilledBeforehand(c, stages)) {
                    laneOf[c] = busyUntil.size();
                    busyUntil.add(isNumber(c) ? Integer.MAX_VALUE : lastRead(c, stages));
                }
            }
            for (int s = 0; s < stages.size(); s++) {
                for (Step step : steps) {
                    if (stages.get(s).computes(step.result) && needsLane(step.result, stages.get(s))) {
                        laneOf[step.result] = take(s, isTruthSink(step.result) ? Integer.MAX_VALUE : lastRead(step.result, stages));
                    }
                }
            }
            count = busyUntil.size();
        }

        private boolean isFilledBeforehand(int cell, List<Stage> stages) {
            boolean called = stages.stream().anyMatch(s -> s instanceof Call && s.reads(cell));
            Source s = sources.get(cell);
            return isNumber(cell) ? called : s != null && s.reading() == Reading.BLOCKWISE;
        }

        private boolean needsLane(int cell, Stage by) {
            boolean direct = sinks.stream().anyMatch(s -> s.cell() == cell && !s.truth());
            boolean written = by instanceof Call || IntStream.of(((Code) by).realResults()).anyMatch(c -> c == cell);
            return written && !direct;
        }

        private boolean isTruthSink(int cell) {
            return sinks.stream().anyMatch(s -> s.cell() == cell && s.truth());
        }

        private static int lastRead(int cell, List<Stage> stages) {
            int last = NONE;
            for (int s = 0; s < stages.size(); s++) {
                last = stages.get(s).reads(cell) ? s : last;
            }
            return last;
        }

        /** A lane that is free in a stage; results of a stage may lie over what it reads for the last time. */
        private int take(int stage, int until) {
            for (int lane = 0; lane < busyUntil.size(); lane++) {
                if (busyUntil.get(lane) <= stage) {
                    busyUntil.set(lane, Math.max(until, stage + 1));
                    return lane;
                }
            }
            busyUntil.add(Math.max(until, stage + 1));
            return busyUntil.size() - 1;
        }
    }
}
