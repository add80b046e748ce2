package org.espalier.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.core.autodiff.Autodiff;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Graph;
import org.espalier.graph.Value;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;
import org.junit.jupiter.api.Test;

/** The printed forms of a small graph, of its gradient and of its plan: what users read, and what must not drift. */
class GoldenTextTest {
    private static final Registry REGISTRY = Registry.discover();

    /** One layer with tanh, the mean of the squares, and, on request, a step of gradient descent. */
    private static Graph layer(boolean training) {
        GraphBuilder b = REGISTRY.graphBuilder();
        Value x = b.input("x", TensorType.of(DType.F32, 4, 3));
        Value w = b.input("w", TensorType.of(DType.F32, 3, 2));
        Value bias = b.input("b", TensorType.of(DType.F32, 2));
        String before = b.at("dense");
        Value y = x.matmul(w).add(bias).tanh();
        b.at("loss");
        Value loss = y.square().mean();
        b.at(before);
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("loss", loss);
        if (training) {
            List<Value> g = Autodiff.gradients(b, loss, List.of(w, bias));
            b.at("sgd");
            outputs.put("w'", w.sub(g.get(0).mul(0.5)));
            outputs.put("b'", bias.sub(g.get(1).mul(0.5)));
        }
        return b.build(outputs);
    }

    @Test
    void graph() {
        assertThat(layer(false).toString()).isEqualTo("""
                input %0:f32[4,3] x
                input %1:f32[3,2] w
                input %2:f32[2] b
                %3:f32[4,2] = MatMul(%0, %1) @dense
                %4:f32[4,2] = Add(%3, %2) @dense
                %5:f32[4,2] = Tanh(%4) @dense
                %6:f32[4,2] = Mul(%5, %5) @loss
                %7:f32[] = ReduceMean(%6){axes=[0, 1], keepdims=false} @loss
                return loss=%7""");
    }

    @Test
    void gradientGraph() {
        assertThat(layer(true).toString()).isEqualTo("""
                input %0:f32[4,3] x
                input %1:f32[3,2] w
                input %2:f32[2] b
                %3:f32[4,2] = MatMul(%0, %1) @dense
                %4:f32[4,2] = Add(%3, %2) @dense
                %5:f32[4,2] = Tanh(%4) @dense
                %6:f32[4,2] = Mul(%5, %5) @loss
                %7:f32[] = ReduceMean(%6){axes=[0, 1], keepdims=false} @loss
                %8:f32[] = Constant(){value=f32[]{1.0}}
                %9:f32[] = Constant(){value=f32[]{0.125}} @loss
                %10:f32[] = Mul(%8, %9) @loss
                %11:f32[1,1] = Reshape(%10){shape=[1,1]} @loss
                %12:f32[4,2] = Expand(%11){shape=[4,2]} @loss
                %13:f32[4,2] = Mul(%12, %5) @loss
                %14:f32[4,2] = Mul(%12, %5) @loss
                %15:f32[4,2] = Add(%13, %14) @loss
                %16:f32[] = Constant(){value=f32[]{1.0}} @dense
                %17:f32[4,2] = Mul(%5, %5) @dense
                %18:f32[4,2] = Sub(%16, %17) @dense
                %19:f32[4,2] = Mul(%15, %18) @dense
                %20:f32[1,2] = ReduceSum(%19){axes=[0], keepdims=true} @dense
                %21:f32[2] = Reshape(%20){shape=[2]} @dense
                %22:f32[4,3] = Gemm(%19, %1){alpha=1.0, beta=1.0, transA=false, transB=true} @dense
                %23:f32[3,2] = Gemm(%0, %19){alpha=1.0, beta=1.0, transA=true, transB=false} @dense
                %24:f32[] = Constant(){value=f32[]{0.5}} @sgd
                %25:f32[3,2] = Mul(%23, %24) @sgd
                %26:f32[3,2] = Sub(%1, %25) @sgd
                %27:f32[] = Constant(){value=f32[]{0.5}} @sgd
                %28:f32[2] = Mul(%21, %27) @sgd
                %29:f32[2] = Sub(%2, %28) @sgd
                return loss=%7, w'=%26, b'=%29""");
    }

    @Test
    void plan() {
        try (Engine engine = Engine.create(REGISTRY, Engine.REFERENCE, 1)) {
            Plan plan = Plan.of(engine, layer(true), Map.of("w'", "w", "b'", "b"), Set.of("loss"));
            assertThat(plan.toString()).isEqualTo("""
                      0 reference [f32@0+8] <- [x, w]  [MatMul] at dense
                      1 reference [f32@0+8] <- [f32@0+8, b]  [Add] at dense
                      2 reference [f32@0+8] <- [f32@0+8]  [Tanh] at dense
                      3 reference [f32@16+8] <- [f32@0+8, f32@0+8]  [Mul] at loss
                      4 reference [f32@48+1] <- [f32@16+8]  [ReduceMean] at loss
                    -- second segment --
                      5 reference [f32@0+8] <- [const4, f32@0+8]  [Mul] at loss
                      6 reference [f32@0+8] <- [f32@0+8, f32@0+8]  [Add] at loss
                      7 reference [f32@16+8] <- [const3, f32@16+8]  [Sub] at dense
                      8 reference [f32@0+8] <- [f32@0+8, f32@16+8]  [Mul] at dense
                      9 reference [f32@32+2] <- [f32@0+8]  [ReduceSum] at dense
                     10 reference [f32@16+6] <- [x, f32@0+8]  [Gemm] at dense
                     11 reference [f32@16+6] <- [f32@16+6, const5]  [Mul] at sgd
                     12 reference [w] <- [w, f32@16+6]  [Sub] at sgd
                     13 reference [f32@32+2] <- [f32@32+2, const5]  [Mul] at sgd
                     14 reference [b] <- [b, f32@32+2]  [Sub] at sgd
                    working memory 196 bytes {f32=49}, lower bound 68""");
        }
    }
}
