package org.espalier.core.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.core.op.Samples.Sample;
import org.espalier.core.reference.Reference;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every op: there is a sample, the kernel agrees with the decomposition, running allocates nothing. */
class SamplesTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Sample> withKernel() {
        return Samples.all().stream().filter(s -> Reference.kernel(node(s)) != null);
    }

    static Stream<Sample> withBoth() {
        return withKernel().filter(s -> node(s).op().decomposition().isPresent());
    }

    private static Node node(Sample s) {
        return s.graph().nodes().get(0);
    }

    /** The suite over all ops is the conformance kit, which builds on this module; these are the ops that it stands on. */
    @Test
    void theSamplesAreOfManyOps() {
        Set<String> sampled = Samples.all().stream().map(Sample::op).collect(Collectors.toCollection(TreeSet::new));
        assertThat(sampled).hasSizeGreaterThanOrEqualTo(58);
        assertThat(withBoth().map(Sample::op)).contains("Softmax", "LogSoftmax", "Gemm", "Flatten");
    }

    @ParameterizedTest
    @MethodSource("withBoth")
    void kernelEqualsDecomposition(Sample s) {
        Tensor direct = Reference.run(s.graph(), s.inputs()).get(0);
        Graph decomposed = Reference.decomposed(node(s));
        assertThat(decomposed.nodes()).noneMatch(n -> n.op().id().equals(s.op()));
        Tensor detour = Reference.run(decomposed, s.inputs()).get(0);
        assertThat(direct.type()).isEqualTo(detour.type());
        assertThat(direct.toDoubles()).containsExactly(detour.toDoubles(), within(1e-14));
    }

    @ParameterizedTest
    @MethodSource("withKernel")
    void runningAllocatesNothing(Sample s) {
        Node n = node(s);
        Kernel kernel = Reference.kernel(n);
        Buffer[] in = s.inputs().stream().map(Buffer::of).toArray(Buffer[]::new);
        Buffer[] out = Reference.outputs(n, kernel);
        long allocated = Long.MAX_VALUE;
        for (int i = 0; i < 5 && allocated > 0; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            kernel.run(in, out);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).isZero();
    }

    @ParameterizedTest
    @MethodSource("withKernel")
    void outputsMayOverwriteInputsWhereTheKernelSaysSo(Sample s) {
        Node n = node(s);
        Kernel kernel = Reference.kernel(n);
        List<Tensor> expected = Reference.run(s.graph(), s.inputs());
        for (int i = 0; i < s.inputs().size(); i++) {
            if (n.input(i).type().equals(n.output().type()) && kernel.inPlace(i, 0)) {
                Buffer[] in = s.inputs().stream().map(Buffer::of).toArray(Buffer[]::new);
                Buffer[] out = Reference.outputs(n, kernel);
                out[0] = in[i];
                kernel.run(in, out);
                assertThat(out[0].toTensor(n.output().type())).isEqualTo(expected.get(0));
            }
        }
        assertThat(expected).extracting(Tensor::type).isEqualTo(n.outputTypes());
    }
}
