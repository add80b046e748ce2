package org.espalier.core.plan;

import org.espalier.backend.Buffer;
import org.espalier.tensor.DType;
import org.espalier.tensor.TensorType;

/** Memory that one or several edges live in, while the layout is being worked out and afterwards. */
final class Storage {
    /** Where the memory comes from. */
    enum Kind {
        /** Handed in when an execution is made, or allocated for it: the graph's inputs. */
        EXTERNAL,
        /** A constant that all executions share. */
        CONSTANT,
        /** A place in the execution's arena. */
        ARENA
    }

    final int index;
    final Kind kind;
    final DType dtype;
    final int length;
    final String name;
    final Buffer constant;
    /** The first instruction that writes it. */
    int from;
    /** The last instruction that reads it. */
    int to;
    /** The position in the arena of its dtype. */
    int offset = -1;

    private Storage(int index, Kind kind, TensorType type, String name, Buffer constant, int from) {
        this.index = index;
        this.kind = kind;
        this.dtype = type.dtype();
        this.length = Math.toIntExact(type.shape().size());
        this.name = name;
        this.constant = constant;
        this.from = from;
        this.to = from;
    }

    static Storage external(int index, TensorType type, String name) {
        return new Storage(index, Kind.EXTERNAL, type, name, null, -1);
    }

    static Storage constant(int index, TensorType type, Buffer value) {
        return new Storage(index, Kind.CONSTANT, type, "constant", value, -1);
    }

    static Storage arena(int index, TensorType type, int from) {
        return new Storage(index, Kind.ARENA, type, "", null, from);
    }

    boolean fits(TensorType type) {
        return dtype == type.dtype() && length == type.shape().size();
    }

    @Override
    public String toString() {
        return switch (kind) {
            case EXTERNAL -> name;
            case CONSTANT -> "const" + index;
            case ARENA -> dtype + "@" + offset + "+" + length;
        };
    }
}
