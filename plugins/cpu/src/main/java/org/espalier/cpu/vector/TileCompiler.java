package org.espalier.cpu.vector;

import static org.objectweb.asm.Opcodes.*;

import java.lang.invoke.MethodHandles;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Writes the code of a tile of an indirect product with a given number of rows and vectors, all of whose sums are local
 * variables, so that the JIT compiler keeps them in registers. Edges of all sizes have tiles of their own, and compute
 * nothing twice.
 */
final class TileCompiler {
    private static final String PACKAGE = TileCompiler.class.getPackageName().replace('.', '/') + "/";
    private static final String OBJECT = "java/lang/Object";
    private static final String CLASS = "Ljava/lang/Class;";
    private static final String FLOATS = "jdk/incubator/vector/FloatVector";
    private static final String VECTOR = "Ljdk/incubator/vector/Vector;";
    private static final String SPECIES = "Ljdk/incubator/vector/VectorSpecies;";
    private static final String RUN = "(I[FI[II[F[II[FIZIIIIIIII)V";
    // The arguments of IndirectTile.run, behind which are the tile's own variables.
    private static final int DEPTH = 1;
    private static final int A = 2;
    private static final int A_AT = 3;
    private static final int A_ROWS = 4;
    private static final int A_FROM = 5;
    private static final int B = 6;
    private static final int B_ROWS = 7;
    private static final int B_FROM = 8;
    private static final int C = 9;
    private static final int C_ROW = 10;
    private static final int ACCUMULATE = 11;
    private static final int PLACES = 12;
    private static final int P = PLACES + 2 * IndirectTile.MOST_VECTORS;
    private static final int ROW_OF_B = P + 1;
    private static final int FACTOR = P + 2;
    private static final int FIRST_FREE = P + 3;

    private final int rows;
    private final int vectors;
    private MethodVisitor code;

    private TileCompiler(int rows, int vectors) {
        this.rows = rows;
        this.vectors = vectors;
    }

    static IndirectTile compile(int rows, int vectors) {
        try {
            return (IndirectTile) MethodHandles.lookup()
                    .defineHiddenClass(new TileCompiler(rows, vectors).bytes(), true)
                    .lookupClass()
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a tile of " + rows + " rows and " + vectors + " vectors could not be compiled", e);
        }
    }

    private byte[] bytes() {
        ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected String getCommonSuperClass(String a, String b) {
                return OBJECT; // never loads a class
            }
        };
        type.visit(V17, ACC_FINAL, PACKAGE + "Tile" + rows + "x" + vectors, null, OBJECT, new String[] {PACKAGE + "IndirectTile"});
        MethodVisitor init = type.visitMethod(0, "<init>", "()V", null, null);
        init.visitCode();
        init.visitVarInsn(ALOAD, 0);
        init.visitMethodInsn(INVOKESPECIAL, OBJECT, "<init>", "()V", false);
        init.visitInsn(RETURN);
        init.visitMaxs(0, 0);
        init.visitEnd();
        code = type.visitMethod(ACC_PUBLIC, "run", RUN, null, null);
        code.visitCode();
        begin();
        loop();
        store();
        code.visitInsn(RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        type.visitEnd();
        return type.toByteArray();
    }

    private int rowOfA(int row) {
        return FIRST_FREE + row;
    }

    private int vectorOfB(int vector) {
        return FIRST_FREE + rows + vector;
    }

    private int sum(int row, int vector) {
        return FIRST_FREE + rows + vectors + row * vectors + vector;
    }

    private void begin() {
        for (int i = 0; i < rows; i++) {
            load(A_AT);
            code.visitVarInsn(ALOAD, A_ROWS);
            load(A_FROM);
            number(i);
            code.visitInsn(IADD);
            code.visitInsn(IALOAD);
            code.visitInsn(IADD);
            code.visitVarInsn(ISTORE, rowOfA(i));
        }
        Label zeros = new Label();
        Label done = new Label();
        load(ACCUMULATE);
        code.visitJumpInsn(IFEQ, zeros);
        eachSum((i, v) -> {
            species();
            place(i, v);
            fromArray();
            code.visitVarInsn(ASTORE, sum(i, v));
        });
        code.visitJumpInsn(GOTO, done);
        code.visitLabel(zeros);
        eachSum((i, v) -> {
            species();
            code.visitMethodInsn(INVOKESTATIC, FLOATS, "zero", "(" + SPECIES + ")L" + FLOATS + ";", false);
            code.visitVarInsn(ASTORE, sum(i, v));
        });
        code.visitLabel(done);
    }

    private void loop() {
        Label head = new Label();
        Label after = new Label();
        number(0);
        code.visitVarInsn(ISTORE, P);
        code.visitLabel(head);
        load(P);
        load(DEPTH);
        code.visitJumpInsn(IF_ICMPGE, after);
        code.visitVarInsn(ALOAD, B_ROWS);
        load(B_FROM);
        load(P);
        code.visitInsn(IADD);
        code.visitInsn(IALOAD);
        code.visitVarInsn(ISTORE, ROW_OF_B);
        for (int v = 0; v < vectors; v++) {
            species();
            code.visitVarInsn(ALOAD, B);
            load(ROW_OF_B);
            load(PLACES + 2 * v);
            code.visitInsn(IADD);
            fromArray();
            code.visitVarInsn(ASTORE, vectorOfB(v));
        }
        for (int i = 0; i < rows; i++) {
            exact();
            species();
            code.visitVarInsn(ALOAD, A);
            load(rowOfA(i));
            load(P);
            code.visitInsn(IADD);
            code.visitInsn(FALOAD);
            code.visitMethodInsn(INVOKESTATIC, FLOATS, "broadcast", "(" + SPECIES + "F)L" + FLOATS + ";", false);
            cast();
            code.visitVarInsn(ASTORE, FACTOR);
            for (int v = 0; v < vectors; v++) {
                code.visitVarInsn(ALOAD, FACTOR);
                code.visitVarInsn(ALOAD, vectorOfB(v));
                code.visitVarInsn(ALOAD, sum(i, v));
                code.visitMethodInsn(INVOKEVIRTUAL, FLOATS, "fma", "(" + VECTOR + VECTOR + ")L" + FLOATS + ";", false);
                code.visitVarInsn(ASTORE, sum(i, v));
            }
        }
        code.visitIincInsn(P, 1);
        code.visitJumpInsn(GOTO, head);
        code.visitLabel(after);
    }

    private void store() {
        eachSum((i, v) -> {
            exact();
            code.visitVarInsn(ALOAD, sum(i, v));
            cast();
            place(i, v);
            code.visitMethodInsn(INVOKEVIRTUAL, FLOATS, "intoArray", "([FI)V", false);
        });
    }

    @FunctionalInterface
    private interface Each {
        void write(int row, int vector);
    }

    private void eachSum(Each each) {
        for (int i = 0; i < rows; i++) {
            for (int v = 0; v < vectors; v++) {
                each.write(i, v);
            }
        }
    }

    /** Puts C and the place of a sum in it on the stack. */
    private void place(int row, int vector) {
        code.visitVarInsn(ALOAD, C);
        load(PLACES + 2 * vector + 1);
        number(row);
        load(C_ROW);
        code.visitInsn(IMUL);
        code.visitInsn(IADD);
    }

    private void load(int local) {
        code.visitVarInsn(ILOAD, local);
    }

    private void number(int n) {
        code.visitIntInsn(SIPUSH, n);
    }

    private void species() {
        code.visitFieldInsn(GETSTATIC, PACKAGE + "Vectors", "FLOATS", SPECIES);
    }

    private void exact() {
        code.visitFieldInsn(GETSTATIC, PACKAGE + "Vectors", "EXACT_FLOATS", CLASS);
    }

    /** Tells the compiler the exact class of the vector on the stack, above that class; see {@link Vectors#EXACT_FLOATS}. */
    private void cast() {
        code.visitMethodInsn(INVOKEVIRTUAL, "java/lang/Class", "cast", "(L" + OBJECT + ";)L" + OBJECT + ";", false);
        code.visitTypeInsn(CHECKCAST, FLOATS);
    }

    private void fromArray() {
        code.visitMethodInsn(INVOKESTATIC, FLOATS, "fromArray", "(" + SPECIES + "[FI)L" + FLOATS + ";", false);
    }
}
