package org.espalier.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.espalier.backend.Buffer;
import org.espalier.backend.Kernel;
import org.espalier.backend.KernelFactory;
import org.espalier.core.registry.Registry;
import org.espalier.op.Op;
import org.espalier.op.Trait;
import org.espalier.plugin.Plugin;
import org.espalier.plugin.Registrar;

/** The op test.Square, with everything as it should be, to be spoilt in one place. */
final class Square {
    static final Op.TypeRule SAME = (in, attributes) -> List.of(in.get(0));

    /** x² with everything as it should be, to be spoilt in one place. */
    static Op.Builder square(Op.TypeRule rule) {
        return Op.define("test.Square", rule)
                .vjp((ops, attributes, in, out, c) -> List.of(c.get(0).mul(in.get(0)).mul(2)))
                .decomposition((ops, in, attributes) -> List.of(in.get(0).mul(in.get(0))))
                .traits(Trait.ELEMENTWISE);
    }

    static Kernel kernel(boolean inPlace, Body body) {
        return new Kernel() {
            @Override
            public void run(Buffer[] inputs, Buffer[] outputs) {
                body.run(inputs[0], outputs[0]);
            }

            @Override
            public boolean inPlace(int input, int output) {
                return inPlace;
            }
        };
    }

    interface Body {
        void run(Buffer x, Buffer y);
    }

    static void square(Buffer x, Buffer y, int from, int to) {
        for (int i = from; i < to; i++) {
            y.setDouble(i, x.getDouble(i) * x.getDouble(i));
        }
    }

    static final KernelFactory GOOD = node -> kernel(true, (x, y) -> square(x, y, 0, y.length()));

    private static final class One implements Plugin {
        private final Consumer<Registrar> what;

        One(Consumer<Registrar> what) {
            this.what = what;
        }

        @Override
        public String id() {
            return "test";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public int spiVersion() {
            return SPI_VERSION;
        }

        @Override
        public void register(Registrar registrar) {
            what.accept(registrar);
        }
    }

    static OpSpec.Builder spec() {
        return OpSpec.of("test.Square").samples(Samples.unary(Domain.between(-2, 2))).values(x -> x[0] * x[0]);
    }

    /** The titles of the checks that find something. */
    static List<String> findings(Op op, KernelFactory kernel, OpSpec spec) {
        return findings(op, kernel, spec, r -> {});
    }

    @SafeVarargs
    static Registry registry(Op op, KernelFactory kernel, Consumer<Registrar>... more) {
        Registry registry = Registry.builder().discover().add(new One(r -> {
            r.op(op);
            r.kernel("reference", op.id(), kernel);
            List.of(more).forEach(m -> m.accept(r));
        })).build();
        assertThat(registry.failures()).isEmpty();
        return registry;
    }

    static List<String> findings(Op op, KernelFactory kernel, OpSpec spec, Consumer<Registrar> more) {
        Registry registry = registry(op, kernel, more);
        List<String> titles = new ArrayList<>();
        try (Engines engines = new Engines(registry)) {
            for (Check c : List.of(new TypeCheck(), new KernelCheck(), new ValueCheck(), new SpecialCheck(),
                    new GradientChecks(1), new GradientChecks(2), new DecompositionCheck())) {
                Findings f = new Findings();
                c.run(new Subject(op, spec, engines), f);
                assertThat(f.compared()).as(c.title()).isPositive();
                if (f.failed()) {
                    titles.add(c.title());
                }
            }
        }
        return titles;
    }

    private Square() {}
}
