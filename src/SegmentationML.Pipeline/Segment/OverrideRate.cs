namespace SegmentationML.Pipeline.Segment;

/// <summary>How often persons overrode what one rule said.</summary>
/// <param name="Rule">An expert rule (<c>rule NAME</c>), or the model's segment where no rule spoke (<c>segment CODE</c>).</param>
/// <param name="Entities">Entities for which it spoke.</param>
/// <param name="Overridden">Those that an override holds elsewhere.</param>
public sealed record OverrideRate(string Rule, long Entities, long Overridden)
{
    /// <summary>Overridden / entities, in [0, 1].</summary>
    public double Rate => (double)Overridden / Entities;
}
