package org.espalier.cpu.chain;

import static org.objectweb.asm.Opcodes.AALOAD;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.FALOAD;
import static org.objectweb.asm.Opcodes.FLOAD;
import static org.objectweb.asm.Opcodes.FSTORE;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IALOAD;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Compiles programs to classes: a loop over vectors, where there are any, and a loop over what is left. Equal programs
 * share one class, so that the JIT compiles it once.
 */
public final class ChainCompiler {
    private static final String NAME = ChainCompiler.class.getPackageName().replace('.', '/') + "/Compiled";
    private static final String OBJECT = "java/lang/Object";
    private static final String RUN = "([[F[I[[Z[I[FIII)V";
    private static final int REALS = 1;
    private static final int REAL_AT = 2;
    private static final int TRUTHS = 3;
    private static final int TRUTH_AT = 4;
    private static final int NUMBERS = 5;
    private static final int I = 6;
    private static final int MIDDLE = 7;
    private static final int TO = 8;
    private static final int FIRST_FREE = 9;

    /** The first version of Java on which storing a mask makes no garbage. */
    private static final int STORES_MASKS = 21;

    private final int width;
    private final Map<Program, Chain> compiled = new ConcurrentHashMap<>();

    private ChainCompiler(int width) {
        this.width = width;
    }

    /** A compiler to code that takes one element at a time. */
    public static ChainCompiler scalar() {
        return new ChainCompiler(1);
    }

    /** A compiler to code that uses the Vector API, which has to be there. */
    public static ChainCompiler vector() {
        return new ChainCompiler(VectorWidth.FLOATS.length());
    }

    /** Whether code should store truth values itself, rather than as numbers for others to convert. */
    public boolean storesTruth() {
        return width == 1 || Runtime.version().feature() >= STORES_MASKS;
    }

    /** The program as code. */
    public Chain compile(Program program) {
        return compiled.computeIfAbsent(program, p -> width > 1 ? new WarmingChain(define(p), width, p.steps().size()) : define(p));
    }

    /** A function whose result is a number. */
    public Primitive real(String name, int inputs, Primitive.Code code) {
        return new Primitive(name, inputs, false, code, this);
    }

    /** A function whose result is a truth value. */
    public Primitive truth(String name, int inputs, Primitive.Code code) {
        return new Primitive(name, inputs, true, code, this);
    }

    private Chain define(Program program) {
        try {
            return (Chain) MethodHandles.lookup()
                    .defineHiddenClass(new Writer(program).bytes(), true)
                    .lookupClass()
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a chain could not be compiled: " + program, e);
        }
    }

    /** Writes one class. */
    private final class Writer {
        private final Program program;
        private final ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected String getCommonSuperClass(String a, String b) {
                return OBJECT; // never loads a class
            }
        };
        private MethodVisitor code;

        Writer(Program program) {
            this.program = program;
        }

        byte[] bytes() {
            type.visit(V17, ACC_PUBLIC | ACC_FINAL, NAME, null, OBJECT, new String[] {Chain.class.getName().replace('.', '/')});
            constructor();
            code = type.visitMethod(ACC_PUBLIC, "run", RUN, null, null);
            code.visitCode();
            int free = prologue();
            if (width > 1) {
                wholeVectors();
                loop(new VectorValues(code, program, free), MIDDLE, width);
            }
            loop(new ScalarValues(code, program, free), TO, 1);
            code.visitInsn(RETURN);
            code.visitMaxs(0, 0);
            code.visitEnd();
            type.visitEnd();
            return type.toByteArray();
        }

        /** Moves the middle back to where a vector ends. */
        private void wholeVectors() {
            code.visitVarInsn(ILOAD, MIDDLE);
            code.visitVarInsn(ILOAD, I);
            code.visitInsn(ISUB);
            code.visitLdcInsn(-width);
            code.visitInsn(IAND);
            code.visitVarInsn(ILOAD, I);
            code.visitInsn(IADD);
            code.visitVarInsn(ISTORE, MIDDLE);
        }

        private void constructor() {
            MethodVisitor init = type.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
            init.visitCode();
            init.visitVarInsn(ALOAD, 0);
            init.visitMethodInsn(INVOKESPECIAL, OBJECT, "<init>", "()V", false);
            init.visitInsn(RETURN);
            init.visitMaxs(0, 0);
            init.visitEnd();
        }

        private int reals() {
            return program.realInputs() + program.realResults().size();
        }

        private int truths() {
            return program.truthInputs() + program.truthResults().size();
        }

        private int realArray(int k) {
            return FIRST_FREE + 2 * k;
        }

        private int truthArray(int k) {
            return FIRST_FREE + 2 * reals() + 2 * k;
        }

        private int number(int k) {
            return FIRST_FREE + 2 * reals() + 2 * truths() + k;
        }

        /** Takes arrays, positions and numbers into local variables; the answer is the first that is free then. */
        private int prologue() {
            for (int k = 0; k < reals(); k++) {
                takeArray(REALS, REAL_AT, k, realArray(k));
            }
            for (int k = 0; k < truths(); k++) {
                takeArray(TRUTHS, TRUTH_AT, k, truthArray(k));
            }
            for (int k = 0; k < program.numbers(); k++) {
                element(NUMBERS, k, FALOAD);
                code.visitVarInsn(FSTORE, number(k));
            }
            return number(program.numbers());
        }

        private void takeArray(int arrays, int positions, int k, int local) {
            element(arrays, k, AALOAD);
            code.visitVarInsn(ASTORE, local);
            element(positions, k, IALOAD);
            code.visitVarInsn(ISTORE, local + 1);
        }

        private void element(int array, int k, int instruction) {
            code.visitVarInsn(ALOAD, array);
            code.visitLdcInsn(k);
            code.visitInsn(instruction);
        }

        private void loop(Values values, int end, int step) {
            Label head = new Label();
            Label after = new Label();
            code.visitLabel(head);
            code.visitVarInsn(ILOAD, I);
            code.visitVarInsn(ILOAD, end);
            code.visitJumpInsn(IF_ICMPGE, after);
            turn(values);
            code.visitIincInsn(I, step);
            code.visitJumpInsn(GOTO, head);
            code.visitLabel(after);
        }

        private void turn(Values values) {
            for (int v : program.needed()) {
                if (v < program.realInputs()) {
                    place(realArray(v));
                    values.readReal();
                } else if (v < program.realInputs() + program.truthInputs()) {
                    place(truthArray(v - program.realInputs()));
                    values.readTruth();
                } else if (v < program.inputs()) {
                    code.visitVarInsn(FLOAD, number(v - program.realInputs() - program.truthInputs()));
                    values.number();
                } else {
                    Program.Step step = program.steps().get(v - program.inputs());
                    step.primitive().code().write(values, step.arguments().stream().mapToInt(Integer::intValue).toArray());
                }
                values.define(v);
            }
            for (int k = 0; k < program.realResults().size(); k++) {
                int array = realArray(program.realInputs() + k);
                values.writeReal(program.realResults().get(k), () -> place(array));
            }
            for (int k = 0; k < program.truthResults().size(); k++) {
                int array = truthArray(program.truthInputs() + k);
                values.writeTruth(program.truthResults().get(k), () -> place(array));
            }
        }

        /** Puts an array and the position of the loop in it on the stack. */
        private void place(int array) {
            code.visitVarInsn(ALOAD, array);
            code.visitVarInsn(ILOAD, array + 1);
            code.visitVarInsn(ILOAD, I);
            code.visitInsn(IADD);
        }
    }
}
