package org.espalier.cpu.chain;

import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.DUP_X2;
import static org.objectweb.asm.Opcodes.FCONST_0;
import static org.objectweb.asm.Opcodes.FCONST_1;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.SWAP;

import org.objectweb.asm.MethodVisitor;

/**
 * A vector at a time: numbers are vectors, truth values masks. What is the same for all elements is spread anew in every
 * turn, which the compiler moves out of the loop by itself; so that it always sees which class a vector is of.
 */
final class VectorValues extends Values {
    private static final String VECTOR = "jdk/incubator/vector/Vector";
    private static final String FLOATS = "jdk/incubator/vector/FloatVector";
    private static final String MASK = "jdk/incubator/vector/VectorMask";
    private static final String SPECIES = "Ljdk/incubator/vector/VectorSpecies;";
    private static final String OPERATORS = "jdk/incubator/vector/VectorOperators";
    private static final String COMPARISON = "Ljdk/incubator/vector/VectorOperators$Comparison;";
    private static final String UNARY = "()L" + FLOATS + ";";
    private static final String BINARY = "(L" + VECTOR + ";)L" + FLOATS + ";";
    private static final String BLEND = "(L" + VECTOR + ";L" + MASK + ";)L" + FLOATS + ";";
    private static final String BLEND_NUMBER = "(FL" + MASK + ";)L" + FLOATS + ";";
    private static final String COMPARE = "(" + COMPARISON + "L" + VECTOR + ";)L" + MASK + ";";
    private static final String COMPARE_NUMBER = "(" + COMPARISON + "F)L" + MASK + ";";
    /** Where the species is a constant. */
    private static final String WIDTH = VectorWidth.class.getName().replace('.', '/');

    VectorValues(MethodVisitor code, Program program, int firstLocal) {
        super(code, program, firstLocal);
    }

    @Override
    int store(boolean truth) {
        return ASTORE;
    }

    @Override
    int load(boolean truth) {
        return ALOAD;
    }

    private void species() {
        code.visitFieldInsn(GETSTATIC, WIDTH, "FLOATS", SPECIES);
    }

    private void call(String method, String descriptor) {
        code.visitMethodInsn(INVOKEVIRTUAL, FLOATS, method, descriptor, false);
    }

    private void zero() {
        species();
        code.visitMethodInsn(INVOKESTATIC, FLOATS, "zero", "(" + SPECIES + ")L" + FLOATS + ";", false);
    }

    private void one() {
        code.visitInsn(FCONST_1);
        number();
    }

    private void operator(String name) {
        code.visitFieldInsn(GETSTATIC, OPERATORS, name, COMPARISON);
    }

    @Override
    void number() {
        species();
        code.visitInsn(SWAP);
        code.visitMethodInsn(INVOKESTATIC, FLOATS, "broadcast", "(" + SPECIES + "F)L" + FLOATS + ";", false);
    }

    @Override
    void toReal() {
        zero();
        code.visitInsn(SWAP);
        code.visitInsn(FCONST_1);
        code.visitInsn(SWAP);
        call("blend", BLEND_NUMBER);
    }

    @Override
    void toTruth() {
        operator("NE");
        code.visitInsn(FCONST_0);
        call("compare", COMPARE_NUMBER);
    }

    @Override
    void readReal() {
        species();
        code.visitInsn(DUP_X2);
        code.visitInsn(POP);
        code.visitMethodInsn(INVOKESTATIC, FLOATS, "fromArray", "(" + SPECIES + "[FI)L" + FLOATS + ";", false);
    }

    @Override
    void readTruth() {
        species();
        code.visitInsn(DUP_X2);
        code.visitInsn(POP);
        code.visitMethodInsn(INVOKESTATIC, MASK, "fromArray", "(" + SPECIES + "[ZI)L" + MASK + ";", false);
    }

    @Override
    void writeReal(int value, Runnable arrayAndPosition) {
        real(value);
        arrayAndPosition.run();
        call("intoArray", "([FI)V");
    }

    @Override
    void writeTruth(int value, Runnable arrayAndPosition) {
        truth(value);
        arrayAndPosition.run();
        code.visitMethodInsn(INVOKEVIRTUAL, MASK, "intoArray", "([ZI)V", false);
    }

    private void binary(String method, int a, int b) {
        real(a);
        real(b);
        call(method, BINARY);
    }

    private void unary(String method, int a) {
        real(a);
        call(method, UNARY);
    }

    private void compare(String operator, int a, int b) {
        real(a);
        operator(operator);
        real(b);
        call("compare", COMPARE);
    }

    private void compareNumber(String operator, int a, float number) {
        real(a);
        operator(operator);
        code.visitLdcInsn(number);
        call("compare", COMPARE_NUMBER);
    }

    @Override
    public void add(int a, int b) {
        binary("add", a, b);
    }

    @Override
    public void sub(int a, int b) {
        binary("sub", a, b);
    }

    @Override
    public void mul(int a, int b) {
        binary("mul", a, b);
    }

    @Override
    public void div(int a, int b) {
        binary("div", a, b);
    }

    @Override
    public void max(int a, int b) {
        binary("max", a, b);
    }

    @Override
    public void min(int a, int b) {
        binary("min", a, b);
    }

    @Override
    public void neg(int a) {
        unary("neg", a);
    }

    @Override
    public void abs(int a) {
        unary("abs", a);
    }

    @Override
    public void sqrt(int a) {
        unary("sqrt", a);
    }

    @Override
    public void reciprocal(int a) {
        one();
        real(a);
        call("div", BINARY);
    }

    @Override
    public void sign(int a) {
        real(a);
        code.visitInsn(FCONST_1);
        compareNumber("GT", a, 0);
        call("blend", BLEND_NUMBER);
        code.visitLdcInsn(-1f);
        compareNumber("LT", a, 0);
        call("blend", BLEND_NUMBER);
    }

    @Override
    public void relu(int a) {
        real(a);
        zero();
        call("max", BINARY);
    }

    @Override
    public void leakyRelu(int a, float slope) {
        real(a);
        code.visitLdcInsn(slope);
        call("mul", "(F)L" + FLOATS + ";");
        real(a);
        compareNumber("GT", a, 0);
        call("blend", BLEND);
    }

    @Override
    public void clip(int a, float least, float most) {
        real(a);
        code.visitLdcInsn(most);
        compareNumber("GT", a, most);
        call("blend", BLEND_NUMBER);
        code.visitLdcInsn(least);
        compareNumber("LT", a, least);
        call("blend", BLEND_NUMBER);
    }

    @Override
    public void equal(int a, int b) {
        compare("EQ", a, b);
    }

    @Override
    public void greater(int a, int b) {
        compare("GT", a, b);
    }

    @Override
    public void less(int a, int b) {
        compare("LT", a, b);
    }

    private void logical(String method, int a, int b) {
        truth(a);
        truth(b);
        code.visitMethodInsn(INVOKEVIRTUAL, MASK, method, "(L" + MASK + ";)L" + MASK + ";", false);
    }

    @Override
    public void and(int a, int b) {
        logical("and", a, b);
    }

    @Override
    public void or(int a, int b) {
        logical("or", a, b);
    }

    @Override
    public void not(int a) {
        truth(a);
        code.visitMethodInsn(INVOKEVIRTUAL, MASK, "not", "()L" + MASK + ";", false);
    }

    @Override
    public void where(int condition, int a, int b) {
        real(b);
        real(a);
        truth(condition);
        call("blend", BLEND);
    }
}
