package org.espalier.benchmarks.peers.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.stream;
import org.espalier.benchmarks.harness.Convolution;
import org.espalier.benchmarks.harness.Framework;
import org.espalier.benchmarks.harness.Gemm;
import org.espalier.benchmarks.harness.Step;

/** oneDNN's primitives. */
final class OneDnn implements Framework {
    private final boolean plain;
    private final engine cpu = new engine(engine.kind.cpu, 0);
    private final stream queue = new stream(cpu);

    OneDnn(boolean plain) {
        this.plain = plain;
    }

    @Override
    public String name() {
        return "oneDNN";
    }

    @Override
    public String version() {
        dnnl_version_t v = dnnl.dnnl_version();
        return v.major() + "." + v.minor() + "." + v.patch() + (plain ? ", layout in rows" : ", layout of its own");
    }

    /** Both matrices and the product in rows in either case: nobody multiplies one matrix twice in a step. */
    @Override
    public Step gemm(Gemm g) {
        desc a = Operand.description(format_tag.ab, g.m(), g.k());
        desc b = Operand.description(format_tag.ab, g.k(), g.n());
        desc c = Operand.description(format_tag.ab, g.m(), g.n());
        matmul product = new matmul(new matmul.primitive_desc(cpu, a, b, c));
        return new Call(product, queue)
                .reading(DNNL_ARG_SRC, new Operand(cpu, a, null))
                .reading(DNNL_ARG_WEIGHTS, new Operand(cpu, b, null))
                .writing(DNNL_ARG_DST, new Operand(cpu, c, null));
    }

    @Override
    public Step convolution(Convolution c) {
        return new ConvolutionPrimitives(cpu, queue, c, plain).call();
    }
}
