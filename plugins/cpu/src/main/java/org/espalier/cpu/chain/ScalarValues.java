package org.espalier.cpu.chain;

import static org.objectweb.asm.Opcodes.BALOAD;
import static org.objectweb.asm.Opcodes.BASTORE;
import static org.objectweb.asm.Opcodes.D2F;
import static org.objectweb.asm.Opcodes.F2D;
import static org.objectweb.asm.Opcodes.FADD;
import static org.objectweb.asm.Opcodes.FALOAD;
import static org.objectweb.asm.Opcodes.FASTORE;
import static org.objectweb.asm.Opcodes.FCMPG;
import static org.objectweb.asm.Opcodes.FCMPL;
import static org.objectweb.asm.Opcodes.FCONST_0;
import static org.objectweb.asm.Opcodes.FCONST_1;
import static org.objectweb.asm.Opcodes.FDIV;
import static org.objectweb.asm.Opcodes.FLOAD;
import static org.objectweb.asm.Opcodes.FMUL;
import static org.objectweb.asm.Opcodes.FNEG;
import static org.objectweb.asm.Opcodes.FSTORE;
import static org.objectweb.asm.Opcodes.FSUB;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.I2F;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFGE;
import static org.objectweb.asm.Opcodes.IFLE;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.IOR;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.IXOR;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** One element at a time: numbers are floats, truth values ints. */
final class ScalarValues extends Values {
    private static final String MATH = "java/lang/Math";
    private static final String BINARY = "(FF)F";

    ScalarValues(MethodVisitor code, Program program, int firstLocal) {
        super(code, program, firstLocal);
    }

    @Override
    int store(boolean truth) {
        return truth ? ISTORE : FSTORE;
    }

    @Override
    int load(boolean truth) {
        return truth ? ILOAD : FLOAD;
    }

    @Override
    void toReal() {
        code.visitInsn(I2F);
    }

    @Override
    void toTruth() {
        code.visitInsn(FCONST_0);
        code.visitInsn(FCMPL);
        choose(IFNE, () -> code.visitInsn(ICONST_1), () -> code.visitInsn(ICONST_0));
    }

    @Override
    void readReal() {
        code.visitInsn(FALOAD);
    }

    @Override
    void readTruth() {
        code.visitInsn(BALOAD);
    }

    @Override
    void number() {}

    @Override
    void writeReal(int value, Runnable arrayAndPosition) {
        arrayAndPosition.run();
        real(value);
        code.visitInsn(FASTORE);
    }

    @Override
    void writeTruth(int value, Runnable arrayAndPosition) {
        arrayAndPosition.run();
        truth(value);
        code.visitInsn(BASTORE);
    }

    private void binary(int a, int b, int instruction) {
        real(a);
        real(b);
        code.visitInsn(instruction);
    }

    private void math(String method, int a, int b) {
        real(a);
        real(b);
        code.visitMethodInsn(INVOKESTATIC, MATH, method, BINARY, false);
    }

    /** One of two values by a jump on what is on the stack. */
    private void choose(int jump, Runnable taken, Runnable otherwise) {
        Label yes = new Label();
        Label end = new Label();
        code.visitJumpInsn(jump, yes);
        otherwise.run();
        code.visitJumpInsn(GOTO, end);
        code.visitLabel(yes);
        taken.run();
        code.visitLabel(end);
    }

    private void compare(int a, int b, int comparison, int notTaken) {
        real(a);
        real(b);
        code.visitInsn(comparison);
        choose(notTaken, () -> code.visitInsn(ICONST_0), () -> code.visitInsn(ICONST_1));
    }

    @Override
    public void add(int a, int b) {
        binary(a, b, FADD);
    }

    @Override
    public void sub(int a, int b) {
        binary(a, b, FSUB);
    }

    @Override
    public void mul(int a, int b) {
        binary(a, b, FMUL);
    }

    @Override
    public void div(int a, int b) {
        binary(a, b, FDIV);
    }

    @Override
    public void max(int a, int b) {
        math("max", a, b);
    }

    @Override
    public void min(int a, int b) {
        math("min", a, b);
    }

    @Override
    public void neg(int a) {
        real(a);
        code.visitInsn(FNEG);
    }

    @Override
    public void abs(int a) {
        real(a);
        code.visitMethodInsn(INVOKESTATIC, MATH, "abs", "(F)F", false);
    }

    @Override
    public void sqrt(int a) {
        real(a);
        code.visitInsn(F2D);
        code.visitMethodInsn(INVOKESTATIC, MATH, "sqrt", "(D)D", false);
        code.visitInsn(D2F);
    }

    @Override
    public void reciprocal(int a) {
        code.visitInsn(FCONST_1);
        real(a);
        code.visitInsn(FDIV);
    }

    @Override
    public void sign(int a) {
        real(a);
        code.visitMethodInsn(INVOKESTATIC, MATH, "signum", "(F)F", false);
    }

    @Override
    public void relu(int a) {
        real(a);
        code.visitInsn(FCONST_0);
        code.visitMethodInsn(INVOKESTATIC, MATH, "max", BINARY, false);
    }

    @Override
    public void leakyRelu(int a, float slope) {
        real(a);
        code.visitInsn(FCONST_0);
        code.visitInsn(FCMPL); // not above 0 where NaN
        choose(IFLE, () -> {
            code.visitLdcInsn(slope);
            real(a);
            code.visitInsn(FMUL);
        }, () -> real(a));
    }

    @Override
    public void clip(int a, float least, float most) {
        real(a);
        code.visitLdcInsn(least);
        code.visitInsn(FCMPG); // not below where NaN
        choose(IFGE, () -> {
            real(a);
            code.visitLdcInsn(most);
            code.visitInsn(FCMPL);
            choose(IFLE, () -> real(a), () -> code.visitLdcInsn(most));
        }, () -> code.visitLdcInsn(least));
    }

    @Override
    public void equal(int a, int b) {
        compare(a, b, FCMPL, IFNE);
    }

    @Override
    public void greater(int a, int b) {
        compare(a, b, FCMPL, IFLE);
    }

    @Override
    public void less(int a, int b) {
        compare(a, b, FCMPG, IFGE);
    }

    @Override
    public void and(int a, int b) {
        truth(a);
        truth(b);
        code.visitInsn(IAND);
    }

    @Override
    public void or(int a, int b) {
        truth(a);
        truth(b);
        code.visitInsn(IOR);
    }

    @Override
    public void not(int a) {
        truth(a);
        code.visitInsn(ICONST_1);
        code.visitInsn(IXOR);
    }

    @Override
    public void where(int condition, int a, int b) {
        truth(condition);
        choose(IFEQ, () -> real(b), () -> real(a));
    }
}
