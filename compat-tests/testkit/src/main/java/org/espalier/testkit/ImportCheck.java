package org.espalier.testkit;

import java.util.List;
import java.util.Optional;
import org.espalier.core.graph.Binder;
import org.espalier.graph.Graph;
import org.espalier.tensor.Tensor;

/**
 * What is read back from the exported op gives what the op gives: the same bits where it is read as the op itself with the
 * same attributes, and otherwise, where other ops stand for it in the file, the same within the tolerance.
 */
final class ImportCheck implements Check {
    private final List<OnnxRoundTrip> trips;

    ImportCheck(List<OnnxRoundTrip> trips) {
        this.trips = List.copyOf(trips);
    }

    @Override
    public String title() {
        return "import";
    }

    @Override
    public String asks() {
        return "what is read back from the exported op, for each of these opsets, gives what the op gives";
    }

    @Override
    public String advice() {
        return "correct the reading given to Op.Builder.reading, or what the op's ONNX mapping writes";
    }

    @Override
    public Optional<String> notApplicable(Subject s) {
        List<Optional<String>> reasons = trips.stream().map(t -> new OnnxCheck(t).notApplicable(s)).toList();
        return reasons.stream().allMatch(Optional::isPresent) ? reasons.get(0) : Optional.empty();
    }

    @Override
    public void run(Subject s, Findings f) {
        int[] asItself = new int[1];
        for (OnnxRoundTrip trip : trips) {
            f.each(s.cases(c -> trip.concerns(c.taken())), c -> {
                Graph written = OnnxCheck.exported(s, c);
                if (trip.refuses(written).isEmpty()) {
                    trip.read(written).ifPresentOrElse(
                            read -> asItself[0] += compare(s, c, trip, read, f) ? 1 : 0,
                            () -> f.leaveOut("this suite has no importer at hand"));
                }
            });
        }
        if (f.compared() > 0 && asItself[0] == 0 && s.op().readings().containsKey(s.op().id())) {
            f.compare("all samples", "the op has a reading of its own operator, but nothing that is exported of it"
                    + " is read as the op: neither mapping nor reading is tested");
        }
        f.remark(asItself[0] + " as itself");
    }

    /** Compares, and tells whether the op was read as itself. */
    private static boolean compare(Subject s, Case c, OnnxRoundTrip trip, Graph read, Findings f) {
        Graph bound = Binder.bind(s.registry().graphBuilder(), read, c.sample().binding());
        List<Tensor> actual = s.oracle().run(bound, c.inputs());
        List<Tensor> expected = s.reference(c).subList(0, actual.size());
        boolean itself = bound.nodes().stream().anyMatch(n -> n.op().id().equals(s.op().id()));
        // A file keeps attributes in f32; where one of them was rounded, so is the result.
        boolean same = itself && bound.nodes().size() == 1 && bound.nodes().get(0).attributes().equals(c.node().attributes());
        Tolerance t = same ? Tolerance.EXACT : s.spec().tolerance();
        String misfit = Comparison.of(actual, expected, t);
        f.compare(c.place() + ", " + trip.description(), misfit == null ? null : misfit + "; it was read as\n" + bound);
        return itself;
    }
}
