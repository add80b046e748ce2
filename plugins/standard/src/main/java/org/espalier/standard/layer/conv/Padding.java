package org.espalier.standard.layer.conv;

import java.util.Arrays;
import java.util.List;
import org.espalier.plugin.API;
import org.espalier.standard.internal.Check;

/**
 * What is put around the spatial axes before a kernel slides over them: zeros for a convolution and an average, nothing
 * that could be the largest for a maximum.
 *
 * @param mode who says how much
 * @param pads how much, for {@link Mode#EXPLICIT}: one number for all sides, one an axis for both its ends, or, as in
 *     ONNX, the begin of each axis and then the end of each; otherwise empty
 */
@API(status = API.Status.STABLE, since = "0.1")
public record Padding(Mode mode, List<Integer> pads) {
    /** Who says how much is padded. */
    public enum Mode {
        /** Nothing is. */
        VALID,
        /** As much as gives ⌈length / stride⌉ outputs, an odd one at the end. */
        SAME,
        /** The numbers. */
        EXPLICIT
    }

    /** None. */
    public static final Padding VALID = new Padding(Mode.VALID, List.of());
    /** As much as gives ⌈length / stride⌉ outputs. */
    public static final Padding SAME = new Padding(Mode.SAME, List.of());

    public Padding {
        Check.present("Padding", "mode", mode);
        pads = Check.list("Padding", "pads", pads);
        Check.require(pads.isEmpty() != (mode == Mode.EXPLICIT), "Padding", "pads",
                mode == Mode.EXPLICIT ? "a list of at least one element" : "empty with the mode " + mode, pads);
        Check.require(pads.stream().allMatch(p -> p >= 0), "Padding", "pads", "at least 0", pads);
    }

    /** So much: one number for all sides, one an axis, or the begin of each axis and then the end of each. */
    public static Padding of(int... pads) {
        return new Padding(Mode.EXPLICIT, Arrays.stream(pads).boxed().toList());
    }
}
