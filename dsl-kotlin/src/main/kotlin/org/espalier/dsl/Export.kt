@file:API(status = API.Status.STABLE, since = "0.1")

package org.espalier.dsl

import java.nio.file.Path
import org.espalier.core.model.Model
import org.espalier.onnx.OnnxExport
import org.espalier.onnx.OnnxReport
import org.espalier.onnx.Verification
import org.espalier.onnx.VerificationReport
import org.espalier.plugin.API

/**
 * Writes this model as an ONNX file, whole or not at all: `model.exportOnnx("digits.onnx") { opset = 17; verify() }`.
 *
 * @throws org.espalier.plugin.ExportException where something cannot be exported, naming all of it; where the file
 *     cannot be written; and where it was to be verified and computes something else
 */
public fun Model.exportOnnx(file: Path, settings: ExportScope.() -> Unit = {}): Exported =
    ExportScope(OnnxExport.of(this)).apply(settings).write(file)

/** Writes this model as an ONNX file, whole or not at all: `model.exportOnnx("digits.onnx") { opset = 17; verify() }`. */
public fun Model.exportOnnx(file: String, settings: ExportScope.() -> Unit = {}): Exported =
    exportOnnx(Path.of(file), settings)

/**
 * What came of an export.
 *
 * @property written what is in the file
 * @property verification how the file was compared with the model; null where that was not asked for
 */
@API(status = API.Status.STABLE, since = "0.1")
public class Exported internal constructor(
    public val written: OnnxReport,
    public val verification: VerificationReport?,
) {
    /** A few lines for a person. */
    override fun toString(): String = "$written${verification ?: ""}"
}

/** Settings of an export. What is not set is as [OnnxExport] documents; each setting can be made once. */
@EspalierDsl
@API(status = API.Status.STABLE, since = "0.1")
public class ExportScope internal constructor(private var export: OnnxExport) {
    private val chosenOpset = Once<Int>("exportOnnx")
    private val chosenIr = Once<Int>("exportOnnx")
    private val chosenDoc = Once<String>("exportOnnx")
    private var checks: (Verification.() -> Verification)? = null

    /** The opset to write for; 17 by default. */
    public var opset: Int by chosenOpset

    /** The version of the format; by default the one that came with the opset. */
    public var irVersion: Int by chosenIr

    /** A description for the people who will open the file. */
    public var doc: String by chosenDoc

    /** Puts weights into a file beside the model, by default with its name and `.data`. */
    public fun externalData(fileName: String? = null) {
        export = if (fileName == null) export.externalData() else export.externalData(fileName)
    }

    /** A text that goes with the file under a key. */
    public fun metadata(key: String, value: String) {
        export = export.metadata(key, value)
    }

    /** The names of the classes in the order of the scores. */
    public fun classLabels(vararg labels: String) {
        export = export.classLabels(labels.asList())
    }

    /**
     * Runs the written file beside the model and compares all outputs; needs a plugin with a runtime, such as
     * espalier-onnxruntime.
     *
     * @param checks changes what is compared: `verify { batchSizes(1, 64).tolerance(1e-4, 1e-4) }`
     */
    public fun verify(checks: Verification.() -> Verification = { this }) {
        this.checks = checks
    }

    internal fun write(file: Path): Exported {
        chosenOpset.orNull?.let { export = export.opset(it) }
        chosenIr.orNull?.let { export = export.irVersion(it) }
        chosenDoc.orNull?.let { export = export.doc(it) }
        val written = export.write(file)
        return Exported(written, checks?.let { export.verification().it().run(file) })
    }
}
