package org.espalier.benchmarks.jmh;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.espalier.core.engine.Engine;
import org.espalier.core.graph.GraphBuilder;
import org.espalier.core.plan.Execution;
import org.espalier.core.plan.Plan;
import org.espalier.core.registry.Registry;
import org.espalier.graph.Value;
import org.espalier.nn.RandomStream;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The product of two square f32 matrices as a plan of one call; the counter {@code gflop} is in GFLOP a second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 7, time = 1)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
public class GemmBenchmark {
    /** Counts floating point operations beside calls. */
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    @State(Scope.Thread)
    public static class Flops {
        /** 10^9 floating point operations. */
        public double gflop;
    }

    @Param({"256", "512", "1024"})
    private int size;

    @Param({"1", "2"})
    private int threads;

    private Engine engine;
    private Execution execution;

    /** Plans the product. */
    @Setup
    public void prepare() {
        engine = Engine.create(Registry.discover(), Engine.FAST, threads);
        GraphBuilder b = engine.registry().graphBuilder();
        TensorType type = TensorType.of(DType.F32, size, size);
        Value product = b.input("a", type).matmul(b.input("b", type));
        execution = Plan.of(engine, b.build(Map.of("c", product))).execution();
        for (String name : new String[] {"a", "b"}) {
            RandomStream random = RandomStream.of(1, name);
            float[] values = new float[size * size];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.normal(i);
            }
            execution.input(name).copyFrom(Tensor.of(values, size, size));
        }
    }

    /** Ends the backend's threads. */
    @TearDown
    public void close() {
        engine.close();
    }

    /** One product. */
    @Benchmark
    public void multiply(Flops flops) {
        execution.run();
        flops.gflop += 2e-9 * size * size * size;
    }
}
