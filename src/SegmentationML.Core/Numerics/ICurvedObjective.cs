namespace SegmentationML.Core.Numerics;

/// <summary>A function to be made small, with its gradient and a positive semi-definite stand-in for its second derivatives.</summary>
internal interface ICurvedObjective
{
    /// <summary>The function at a point.</summary>
    /// <param name="point">Shape (p).</param>
    /// <param name="gradient">Receives the gradient, shape (p).</param>
    /// <param name="curvature">Receives the upper triangle of the stand-in, shape (p × p), row by row.</param>
    /// <returns>Positive infinity where the function is not defined; then nothing else is written.</returns>
    double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> curvature);
}
