namespace SegmentationML.Pipeline.Forecast;

/// <summary>What a run makes of the methods that the version before it fitted.</summary>
public enum ParentRule
{
    /// <summary>Nothing: every run chooses and fits from the data alone.</summary>
    Fit,

    /// <summary>Every run chooses anew; searches begin at what was fitted before.</summary>
    Start,

    /// <summary>Methods and parameters are kept and their states carried on over the new buckets; every so many versions they are chosen anew.</summary>
    Keep,
}
