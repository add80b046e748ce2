package org.espalier.benchmarks.peers.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.stream;
import org.espalier.benchmarks.harness.Convolution;

/** The primitives of one convolution; oneDNN chooses the layouts within. */
final class ConvolutionPrimitives {
    private final engine engine;
    private final stream queue;
    private final Convolution c;
    private final boolean plain;
    private final desc images;
    private final desc filters;
    private final desc results;
    private final long[] strides = {1, 1};
    private final long[] padding;

    ConvolutionPrimitives(engine engine, stream queue, Convolution c, boolean plain) {
        this.engine = engine;
        this.queue = queue;
        this.c = c;
        this.plain = plain;
        this.images = images(format_tag.any);
        this.filters = filters(format_tag.any);
        this.results = results(format_tag.any);
        this.padding = new long[] {c.kernel() / 2, c.kernel() / 2};
    }

    private desc images(format_tag layout) {
        return Operand.description(layout, c.batch(), c.in(), c.size(), c.size());
    }

    private desc filters(format_tag layout) {
        return Operand.description(layout, c.out(), c.in(), c.kernel(), c.kernel());
    }

    private desc results(format_tag layout) {
        return Operand.description(layout, c.batch(), c.out(), c.size(), c.size());
    }

    private Operand operand(desc layout, desc callers) {
        return new Operand(engine, layout, plain ? callers : null);
    }

    private convolution_forward.primitive_desc forward() {
        return new convolution_forward.primitive_desc(engine, prop_kind.forward_training, algorithm.convolution_auto,
                images, filters, results, strides, padding, padding);
    }

    Call call() {
        return switch (c.pass()) {
            case FORWARD -> result();
            case DATA -> gradientOfImages();
            case WEIGHTS -> gradientOfFilters();
        };
    }

    private Call result() {
        convolution_forward.primitive_desc d = forward();
        return new Call(new convolution_forward(d), queue)
                .reading(DNNL_ARG_SRC, operand(d.src_desc(), images(format_tag.nchw)))
                .reading(DNNL_ARG_WEIGHTS, operand(d.weights_desc(), filters(format_tag.oihw)))
                .writing(DNNL_ARG_DST, operand(d.dst_desc(), results(format_tag.nchw)));
    }

    private Call gradientOfImages() {
        convolution_backward_data.primitive_desc d = new convolution_backward_data.primitive_desc(
                engine, algorithm.convolution_auto, images, filters, results, strides, padding, padding, forward());
        return new Call(new convolution_backward_data(d), queue)
                .reading(DNNL_ARG_DIFF_DST, operand(d.diff_dst_desc(), results(format_tag.nchw)))
                .reading(DNNL_ARG_WEIGHTS, operand(d.weights_desc(), filters(format_tag.oihw)))
                .writing(DNNL_ARG_DIFF_SRC, operand(d.diff_src_desc(), images(format_tag.nchw)));
    }

    private Call gradientOfFilters() {
        convolution_backward_weights.primitive_desc d = new convolution_backward_weights.primitive_desc(
                engine, algorithm.convolution_auto, images, filters, results, strides, padding, padding, forward());
        return new Call(new convolution_backward_weights(d), queue)
                .reading(DNNL_ARG_SRC, operand(d.src_desc(), images(format_tag.nchw)))
                .reading(DNNL_ARG_DIFF_DST, operand(d.diff_dst_desc(), results(format_tag.nchw)))
                .writing(DNNL_ARG_DIFF_WEIGHTS, operand(d.diff_weights_desc(), filters(format_tag.oihw)));
    }
}
