package org.espalier.cpu.chain;

import org.objectweb.asm.MethodVisitor;

/** Where the values of a chain's loop lie while its code is written: one local variable each. */
abstract class Values implements Emitter {
    final MethodVisitor code;
    private final Program program;
    private final int[] localOf;
    private int nextLocal;

    Values(MethodVisitor code, Program program, int firstLocal) {
        this.code = code;
        this.program = program;
        this.localOf = new int[program.inputs() + program.steps().size()];
        this.nextLocal = firstLocal;
    }

    /** Stores what is on the stack as a value. */
    final void define(int value) {
        localOf[value] = nextLocal++;
        code.visitVarInsn(store(program.isTruth(value)), localOf[value]);
    }

    /** The first local variable that no value has taken. */
    final int nextLocal() {
        return nextLocal;
    }

    /** Puts a value on the stack as a number. */
    @Override
    public final void real(int value) {
        load(value);
        if (program.isTruth(value)) {
            toReal();
        }
    }

    /** Puts a value on the stack as a truth value. */
    @Override
    public final void truth(int value) {
        load(value);
        if (!program.isTruth(value)) {
            toTruth();
        }
    }

    private void load(int value) {
        code.visitVarInsn(load(program.isTruth(value)), localOf[value]);
    }

    /** The instruction that stores a value in a local variable. */
    abstract int store(boolean truth);

    /** The instruction that loads a value from a local variable. */
    abstract int load(boolean truth);

    /** Makes a number of the truth value on the stack. */
    abstract void toReal();

    /** Makes a truth value of the number on the stack. */
    abstract void toTruth();

    /** Reads an element of a real array; array and position are on the stack. */
    abstract void readReal();

    /** Reads an element of a logical array; array and position are on the stack. */
    abstract void readTruth();

    /** Takes a number that is the same for all elements; it is on the stack. */
    abstract void number();

    /** Stores an element; the loads of array and position are written by the caller between value and store. */
    abstract void writeReal(int value, Runnable arrayAndPosition);

    /** Stores a truth value. */
    abstract void writeTruth(int value, Runnable arrayAndPosition);
}
