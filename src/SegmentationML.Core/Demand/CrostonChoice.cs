namespace SegmentationML.Core.Demand;

/// <summary>The method that errs less on an item.</summary>
public enum CrostonChoice
{
    /// <summary>No demand, nothing to choose.</summary>
    None,

    /// <summary>Croston's rate.</summary>
    Croston,

    /// <summary>The Syntetos-Boylan approximation.</summary>
    SyntetosBoylan,
}
