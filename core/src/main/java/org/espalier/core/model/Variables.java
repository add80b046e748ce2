package org.espalier.core.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.StampedLock;
import org.espalier.backend.Buffer;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Named values that outlive a step: parameters, states, an optimizer's slots. Executions read and write them in place;
 * a lock lets many threads predict while one trains, each seeing the weights as they are between two steps.
 */
@API(status = API.Status.STABLE, since = "0.1")
public final class Variables {
    private final Map<String, TensorType> types = new LinkedHashMap<>();
    private final Map<String, Buffer> buffers = new LinkedHashMap<>();
    private final StampedLock lock = new StampedLock();

    /** None yet. */
    public Variables() {}

    /** Adds a variable. */
    public void put(String name, Tensor value) {
        if (buffers.containsKey(name)) {
            throw new EspalierException("there is a variable '" + name + "' already");
        }
        types.put(name, value.type());
        buffers.put(name, Buffer.of(value));
    }

    /** The memory of each variable, shared and live. */
    public Map<String, Buffer> buffers() {
        return Collections.unmodifiableMap(buffers);
    }

    /** The type of each variable. */
    public Map<String, TensorType> types() {
        return Collections.unmodifiableMap(types);
    }

    /** A copy of a variable's value. */
    public Tensor get(String name) {
        require(name);
        long stamp = lock.readLock();
        try {
            return buffers.get(name).toTensor(types.get(name));
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** A copy of all values, taken at one moment. */
    public SortedMap<String, Tensor> snapshot() {
        long stamp = lock.readLock();
        try {
            SortedMap<String, Tensor> copy = new TreeMap<>();
            buffers.forEach((name, b) -> copy.put(name, b.toTensor(types.get(name))));
            return copy;
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** Replaces values; all names and types are checked before the first is changed. */
    public void set(Map<String, Tensor> values) {
        values.forEach((name, t) -> {
            require(name);
            if (!t.type().equals(types.get(name))) {
                throw new EspalierException("the variable '" + name + "' is " + types.get(name) + ", but the new value is "
                        + t.type());
            }
        });
        long stamp = lock.writeLock();
        try {
            values.forEach((name, t) -> buffers.get(name).copyFrom(t));
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Held for reading while something runs on the variables, for writing while they are changed. */
    public StampedLock lock() {
        return lock;
    }

    private void require(String name) {
        if (!buffers.containsKey(name)) {
            throw new EspalierException("there is no variable '" + name + "'; there are " + buffers.keySet());
        }
    }
}
