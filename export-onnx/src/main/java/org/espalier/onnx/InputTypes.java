package org.espalier.onnx;

import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.TensorType;

/**
 * The types of a file's inputs. A length that the file calls by a name keeps it, as far as it is an identifier; one that
 * it leaves open is named after the input and its axis.
 */
final class InputTypes {
    private final String source;
    private final Map<String, TensorType> chosen;
    private final Map<String, String> identifiers = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    InputTypes(String source, Map<String, TensorType> chosen) {
        this.source = source;
        this.chosen = chosen;
    }

    TensorType of(ValueInfoProto input) {
        String name = input.getName();
        TensorType instead = chosen.get(name);
        String what = source + ": the input '" + name + "'";
        if (input.getType().getValueCase() != TypeProto.ValueCase.TENSOR_TYPE) {
            throw new EspalierException(what + " is a " + input.getType().getValueCase() + ", but only tensors can be read");
        }
        TypeProto.Tensor tensor = input.getType().getTensorType();
        DType dtype = OnnxTypes.dtype(tensor.getElemType(), what);
        if (instead != null) {
            if (instead.dtype() != dtype) {
                throw new EspalierException(what + " has elements of " + dtype + ", so it cannot be " + instead);
            }
            return instead;
        }
        if (!tensor.hasShape()) {
            throw new EspalierException(what + " has no shape in the file; give it one with input(name, type)");
        }
        List<Dim> dims = new ArrayList<>();
        for (TensorShapeProto.Dimension d : tensor.getShape().getDimList()) {
            dims.add(dim(d, name, dims.size(), what));
        }
        return new TensorType(dtype, Shape.of(dims));
    }

    private Dim dim(TensorShapeProto.Dimension d, String input, int axis, String what) {
        if (d.hasDimValue()) {
            long length = d.getDimValue();
            if (length > Integer.MAX_VALUE) {
                throw new ModelFormatException(what + " has the length " + length + ", which no axis here can have");
            }
            // Some exporters write -1 where the length is open.
            return length >= 0 ? Dim.of(length) : Dim.of(identifier(input + "_" + axis));
        }
        String name = d.getDimParam();
        return Dim.of(identifier(name.isBlank() || name.equals("?") ? input + "_" + axis : name));
    }

    /** The name as an identifier, the same for the same name and another for another. */
    private String identifier(String name) {
        return identifiers.computeIfAbsent(name, n -> {
            String plain = n.replaceAll("[^A-Za-z0-9_]", "_").replaceAll("^(?=[0-9])", "_");
            String unique = plain;
            for (int i = 2; !taken.add(unique); i++) {
                unique = plain + "_" + i;
            }
            return unique;
        });
    }
}
