package org.espalier.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Something that code must not touch, and why.
 *
 * @param reason what is wrong with it
 * @param matches tells whether an access to a method, constructor or field is the forbidden one
 */
record Ban(String reason, Predicate<JavaAccess<?>> matches) {

    private static final Set<String> UNSTABLE_OPERATORS = Set.of(
            "SIN", "COS", "TAN", "ASIN", "ACOS", "ATAN", "ATAN2", "SINH", "COSH", "TANH",
            "EXP", "EXPM1", "LOG", "LOG10", "LOG1P", "POW", "CBRT", "HYPOT");

    private static final Set<String> UNSPECIFIED_FUNCTIONS = Set.of(
            "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh",
            "exp", "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot");

    static final Ban UNSTABLE_VECTOR_OPERATOR = new Ban(
            "this vector operation gives other bits in cold code than in hot code",
            a -> owner(a).equals("jdk.incubator.vector.VectorOperators") && UNSTABLE_OPERATORS.contains(a.getName()));

    static final Ban LANE_REDUCTION = new Ban(
            "the order in which lanes are reduced is not specified and has changed between JDKs",
            a -> owner(a).startsWith("jdk.incubator.vector.") && a.getName().startsWith("reduceLanes"));

    static final Ban UNSPECIFIED_MATH = new Ban(
            "java.lang.Math leaves the last bits to the JVM; java.lang.StrictMath does not",
            a -> owner(a).equals("java.lang.Math") && UNSPECIFIED_FUNCTIONS.contains(a.getName()));

    static final Ban UNSEEDED_RANDOMNESS = new Ban(
            "randomness without a seed cannot be repeated",
            a -> owner(a).equals("java.util.concurrent.ThreadLocalRandom")
                    || owner(a).equals("java.lang.Math") && a.getName().equals("random")
                    || Set.of("java.util.Random", "java.util.SplittableRandom").contains(owner(a))
                            && a.getTarget().getFullName().endsWith(".<init>()"));

    static final Ban JAVA_SERIALIZATION = new Ban(
            "Java serialisation runs code of the file's choice",
            a -> Set.of("java.io.ObjectInputStream", "java.io.ObjectOutputStream").contains(owner(a)));

    static final Ban EXIT = new Ban(
            "a library never ends the JVM of its user",
            a -> owner(a).equals("java.lang.System") && a.getName().equals("exit")
                    || owner(a).equals("java.lang.Runtime") && Set.of("exit", "halt").contains(a.getName()));

    static final Ban TORN_FILE = new Ban(
            "a process that is killed would leave half a file; org.espalier.io.AtomicFile writes whole ones",
            a -> !a.getOriginOwner().getPackageName().equals("org.espalier.io")
                    && (owner(a).equals("java.nio.file.Files")
                                    && Set.of("write", "writeString", "newOutputStream", "newBufferedWriter").contains(a.getName())
                            || a.getName().equals("<init>")
                                    && Set.of("java.io.FileOutputStream", "java.io.FileWriter", "java.io.RandomAccessFile")
                                            .contains(owner(a))));

    /** Returns a line for every place in some classes that breaks this ban. */
    List<String> violations(Collection<JavaClass> classes) {
        return classes.stream()
                .flatMap(c -> c.getAccessesFromSelf().stream())
                .filter(matches)
                .map(a -> a.getDescription() + ": " + reason)
                .sorted()
                .toList();
    }

    private static String owner(JavaAccess<?> access) {
        return access.getTargetOwner().getName();
    }
}
