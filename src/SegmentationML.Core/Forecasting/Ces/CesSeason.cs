namespace SegmentationML.Core.Forecasting.Ces;

/// <summary>How a season enters complex exponential smoothing.</summary>
public enum CesSeason
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Level and potential look one season back instead of one bucket.</summary>
    Simple,

    /// <summary>An additive season with a weight of its own.</summary>
    Partial,

    /// <summary>A seasonal level and potential with complex weights of their own.</summary>
    Full,
}
