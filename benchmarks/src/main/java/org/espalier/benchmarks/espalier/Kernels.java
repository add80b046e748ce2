package org.espalier.benchmarks.espalier;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.espalier.backend.Buffer;
import org.espalier.benchmarks.harness.Convolution;
import org.espalier.benchmarks.harness.Examples;
import org.espalier.benchmarks.harness.Gemm;
import org.espalier.benchmarks.harness.Step;
import org.espalier.core.autodiff.Autodiff;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.plan.Execution;
import org.espalier.core.plan.Plan;
import org.espalier.graph.Attributes;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/** Plans of one product alone. */
final class Kernels {
    private Kernels() {}

    /** A product of matrices. */
    static Step gemm(Engine engine, Gemm g) {
        GraphBuilder b = engine.registry().graphBuilder();
        Value product = b.input("a", TensorType.of(DType.F32, g.m(), g.k())).matmul(b.input("b", TensorType.of(DType.F32, g.k(), g.n())));
        return step(engine, b, product, "a", "b");
    }

    /** A convolution, or what comes back through it towards images or filters. */
    static Step convolution(Engine engine, Convolution c) {
        GraphBuilder b = engine.registry().graphBuilder();
        long border = c.kernel() / 2;
        Attributes window = Attributes.of("pads", Collections.nCopies(4, border));
        Value images = b.input("images", TensorType.of(DType.F32, c.batch(), c.in(), c.size(), c.size()));
        Value filters = b.input("filters", TensorType.of(DType.F32, c.out(), c.in(), c.kernel(), c.kernel()));
        Value result = b.conv(images, filters, window);
        return switch (c.pass()) {
            case FORWARD -> step(engine, b, result, "images", "filters");
            case DATA -> gradient(engine, b, result, images);
            case WEIGHTS -> gradient(engine, b, result, filters);
        };
    }

    private static Step gradient(Engine engine, GraphBuilder b, Value result, Value with) {
        Value cotangent = b.input("cotangent", result.type());
        Value gradient = Autodiff.vjp(b, List.of(result), List.of(cotangent), List.of(with)).get(0);
        return step(engine, b, gradient, "cotangent", "images", "filters");
    }

    private static Step step(Engine engine, GraphBuilder b, Value result, String... inputs) {
        Execution execution = Plan.of(engine, b.build(Map.of("result", result))).execution();
        Set<String> read = new TreeSet<>(List.of(inputs));
        int seed = 1;
        for (String name : read) {
            Buffer input = execution.inputOrNull(name);
            if (input != null) {
                float[] values = Examples.numbers(input.length(), seed++);
                System.arraycopy(values, 0, input.f32(), input.offset(), values.length);
            }
        }
        return execution::run;
    }
}
