package org.espalier.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.plugin.API;
import org.espalier.plugin.EspalierException;
import org.espalier.plugin.ModelFormatException;
import org.espalier.tensor.DType;
import org.espalier.tensor.Dim;
import org.espalier.tensor.Shape;
import org.espalier.tensor.Tensor;
import org.espalier.tensor.TensorType;

/**
 * Dtypes, dims, shapes, tensor types and small tensors as JSON: {@code "f32"}, {@code 128} or {@code "batch"},
 * {@code ["batch", 128]}, <code>{"dtype": "f32", "shape": ["batch", 128]}</code>, and a tensor with {@code "values"}
 * besides. Reading throws {@link ModelFormatException} with the place.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class TensorJson {
    /** The most elements of a tensor that is part of a configuration. */
    public static final int MAX_ELEMENTS = 1 << 20;

    private static final int MAX_RANK = 64;

    private TensorJson() {}

    /** A dtype as its text. */
    public static Json write(DType dtype) {
        return Json.of(dtype.toString());
    }

    /** A dim as a number if it is known, otherwise as a text. */
    public static Json write(Dim dim) {
        return dim.isKnown() ? Json.of(dim.length()) : Json.of(dim.toString());
    }

    /** A shape as the list of its dims. */
    public static Json write(Shape shape) {
        return Json.arr(shape.dims().stream().map(TensorJson::write).toList());
    }

    /** A type as an object of dtype and shape. */
    public static Json.Obj write(TensorType type) {
        return Json.obj().with("dtype", write(type.dtype())).with("shape", write(type.shape()));
    }

    /**
     * A tensor as an object of dtype, shape and values.
     *
     * @throws EspalierException for more than {@link #MAX_ELEMENTS}: such a tensor belongs among the weights
     */
    public static Json.Obj write(Tensor tensor) {
        if (tensor.size() > MAX_ELEMENTS) {
            throw new EspalierException("a tensor within a configuration may have at most " + MAX_ELEMENTS
                    + " elements, but this is " + tensor.type() + "; make it a parameter or a state of the layer");
        }
        return write(tensor.type()).with("values",
                Json.arr(IntStream.range(0, tensor.size()).mapToObj(i -> element(tensor, i)).toList()));
    }

    /** The dtype of its text. */
    public static DType readDType(Json json, String place) {
        String text = json.asText(place);
        try {
            return DType.of(text);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(e.getMessage() + ", at " + place, e);
        }
    }

    /** The dim of a number or a text. */
    public static Dim readDim(Json json, String place) {
        if (json instanceof Json.Int number) {
            return Dim.of(number.value());
        }
        String text = json.asText(place);
        try {
            return DimText.parse(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ModelFormatException("the dim " + JsonPrinter.excerpt(json) + " is not a number, a name or a sum of"
                    + " products of them: " + e.getMessage() + ", at " + place, e);
        }
    }

    /** The shape of a list of dims. */
    public static Shape readShape(Json json, String place) {
        List<Json> items = json.asList(place);
        if (items.size() > MAX_RANK) {
            throw json.mismatch("a list of at most " + MAX_RANK + " dims", place);
        }
        List<Dim> dims = new ArrayList<>();
        for (Json item : items) {
            dims.add(readDim(item, place + "[" + dims.size() + "]"));
        }
        try {
            return Shape.of(dims);
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(e.getMessage() + ", at " + place, e);
        }
    }

    /** The type of an object of dtype and shape. */
    public static TensorType readType(Json json, String place) {
        Json.Obj object = json.asObject(place);
        return new TensorType(readDType(object.require("dtype", place), place + "/dtype"),
                readShape(object.require("shape", place), place + "/shape"));
    }

    /** The tensor of an object of dtype, shape and values. */
    public static Tensor readTensor(Json json, String place) {
        TensorType type = readType(json, place);
        List<Json> values = json.asObject(place).require("values", place).asList(place + "/values");
        long size = size(type, place);
        if (values.size() != size) {
            throw new ModelFormatException("the type " + type + " needs " + size + " values, but there are " + values.size()
                    + ", at " + place);
        }
        return tensor(type, values, place);
    }

    private static long size(TensorType type, String place) {
        try {
            long size = type.shape().isKnown() ? type.shape().size() : Long.MAX_VALUE;
            if (size <= MAX_ELEMENTS) {
                return size;
            }
        } catch (ArithmeticException e) {
            // More elements than a long counts: refused like other large ones.
        }
        throw new ModelFormatException("a tensor must have a known shape of at most " + MAX_ELEMENTS
                + " elements, but this is " + type + ", at " + place);
    }

    private static Json element(Tensor tensor, int i) {
        return switch (tensor.dtype()) {
            case F32 -> Json.of(Decimals.shortest((float) tensor.getDouble(i)));
            case F64 -> Json.of(tensor.getDouble(i));
            case I32, I64, U8 -> Json.of(tensor.getLong(i));
            case BOOL -> Json.of(tensor.getLong(i) != 0);
        };
    }

    private static Tensor tensor(TensorType type, List<Json> values, String place) {
        int n = values.size();
        long[] longs = new long[n];
        double[] doubles = new double[n];
        for (int i = 0; i < n; i++) {
            Json v = values.get(i);
            String at = place + "/values[" + i + "]";
            switch (type.dtype()) {
                case F32, F64 -> doubles[i] = v.asDouble(at);
                case I32 -> longs[i] = v.asLong(Integer.MIN_VALUE, Integer.MAX_VALUE, at);
                case I64 -> longs[i] = v.asLong(at);
                case U8 -> longs[i] = v.asLong(0, 255, at);
                case BOOL -> longs[i] = v.asBoolean(at) ? 1 : 0;
            }
        }
        if (type.dtype().isFloating()) {
            return Tensor.rounded(type, doubles);
        }
        Tensor exact = Tensor.of(type.withDType(DType.I64), longs);
        return type.dtype() == DType.I64 ? exact : exact.to(type.dtype());
    }
}
