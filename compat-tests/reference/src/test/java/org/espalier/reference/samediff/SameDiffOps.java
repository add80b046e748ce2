package org.espalier.reference.samediff;

/** Our ops as SameDiff writes them, all themes together. */
final class SameDiffOps {
    static final Translations ALL = new Translations()
            .addAll(SameDiffMath.table())
            .addAll(SameDiffLogic.table())
            .addAll(SameDiffActivations.table())
            .addAll(SameDiffMatrices.table())
            .addAll(SameDiffDecompositions.table())
            .addAll(SameDiffShapes.table())
            .addAll(SameDiffIndexing.table())
            .addAll(SameDiffScattering.table())
            .addAll(SameDiffReductions.table())
            .addAll(SameDiffNormalization.table())
            .addAll(SameDiffConvolution.table())
            .addAll(SameDiffPooling.table())
            .addAll(SameDiffParts.table())
            .addAll(SameDiffLosses.table())
            .addAll(SameDiffAttention.table())
            .addAll(SameDiffResize.table())
            .addAll(SameDiffRecurrent.table())
            .addAll(SameDiffStructure.table());

    private SameDiffOps() {}
}
