package org.espalier.cpu.kernel;

import java.util.Optional;
import java.util.function.Supplier;
import org.espalier.cpu.arith.Arithmetic;
import org.espalier.cpu.plain.PlainArithmetic;

/** Chooses the arithmetic for this JVM. */
public final class Arithmetics {
    /** The module without which there are only plain loops. */
    public static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final String VECTOR_ARITHMETIC = "org.espalier.cpu.vector.VectorArithmetic";

    private Arithmetics() {}

    private static final class Plain {
        static final Arithmetic ONE = PlainArithmetic.create();
    }

    private static final class Vector {
        static final Optional<Arithmetic> ONE = makeVector();
    }

    /** The plain loops, which are there always. */
    public static Arithmetic plain() {
        return Plain.ONE;
    }

    /** The Vector API, if its module was resolved when this JVM started. */
    public static Optional<Arithmetic> vector() {
        return Vector.ONE;
    }

    private static Optional<Arithmetic> makeVector() {
        if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
            return Optional.empty();
        }
        try {
            Supplier<?> vector =
                    Class.forName(VECTOR_ARITHMETIC).asSubclass(Supplier.class).getConstructor().newInstance();
            return Optional.of((Arithmetic) vector.get());
        } catch (LinkageError e) {
            // A JVM that has the module, but in a form that these classes do not fit.
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(VECTOR_ARITHMETIC + " cannot be made", e);
        }
    }
}
