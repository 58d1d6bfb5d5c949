namespace SegmentationML.Pipeline.Publish;

/// <summary>How a run's version comes into use.</summary>
public enum PromotionMode
{
    /// <summary>At once, by the very publish; what its gates measure is recorded and stops nothing.</summary>
    Auto,

    /// <summary>As a candidate first: gates and decision rights say who decides, and small changes may be accepted by rule.</summary>
    Gated,
}
