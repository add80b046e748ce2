package org.espalier.cpu.arith;

/**
 * The transforms of Winograd's minimal filtering F(4, 3) along one axis; in two dimensions each is done along one axis and
 * then along the other. See Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015.
 *
 * <p>The polynomials are evaluated at 0, ±a, ±b and infinity. With a = 5/8 and b = 3/2 the error is less than half of that
 * with 1 and 2, the usual ones, and all factors but those of the weight are exact in f32.
 */
public interface WinogradTransforms {
    /** a. */
    float A = 0.625f;
    /** b. */
    float B = 1.5f;
    /** a². */
    float A2 = A * A;
    /** b². */
    float B2 = B * B;
    /** a³. */
    float A3 = A2 * A;
    /** b³. */
    float B3 = B2 * B;
    /** a² b². */
    float PRODUCT = A2 * B2;
    /** a² + b². */
    float SUM = A2 + B2;
    /** The factor of the weight's element 0 at 0. */
    float ZERO = (float) (1.0 / PRODUCT);
    /** The factor of the weight's element 0 at ±a. */
    float A_0 = (float) (0.5 / A2 / (A2 - B2));
    /** The factor of the weight's element 1 at a; at -a it is negative. */
    float A_1 = (float) (0.5 / A / (A2 - B2));
    /** The factor of the weight's element 2 at ±a. */
    float A_2 = (float) (0.5 / (A2 - B2));
    /** The factor of the weight's element 0 at ±b. */
    float B_0 = (float) (0.5 / B2 / (B2 - A2));
    /** The factor of the weight's element 1 at b; at -b it is negative. */
    float B_1 = (float) (0.5 / B / (B2 - A2));
    /** The factor of the weight's element 2 at ±b. */
    float B_2 = (float) (0.5 / (B2 - A2));

    /** From 6 elements of the input to their values at the 6 points. */
    LineTransform input();

    /** From the products at the 6 points to 4 elements of the output. */
    LineTransform output();

    /** From 4 elements of the output's gradient to their values at the 6 points: the transpose of {@link #output}. */
    LineTransform gradient();

    /** From 3 elements of the weight to their values at the 6 points. */
    LineTransform weight();

    /** From the products at the 6 points to 3 elements of the weight's gradient: the transpose of {@link #weight}. */
    LineTransform weightGradient();
}
