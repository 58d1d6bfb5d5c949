namespace SegmentationML.Core.Numerics;

/// <summary>A function of several numbers that is to be made small.</summary>
internal interface IObjective
{
    /// <summary>The value at a point; positive infinity where there is none.</summary>
    /// <param name="point">Shape (d).</param>
    double At(scoped ReadOnlySpan<double> point);
}
