package org.espalier.reference.onnx;

import java.nio.file.Path;
import org.bytedeco.onnx.global.onnx;

/** The checker of the official ONNX library, with its shape inference held against the types in the file. */
final class OfficialChecker {
    private OfficialChecker() {}

    /** @throws RuntimeException with what the checker found */
    static void check(Path file) {
        boolean fullCheck = true;
        boolean skipOpsetCompatibilityCheck = false;
        boolean checkCustomDomain = true;
        onnx.check_model(file.toString(), fullCheck, skipOpsetCompatibilityCheck, checkCustomDomain);
    }
}
