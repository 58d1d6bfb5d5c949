namespace SegmentationML.Core.Forecasting;

/// <summary>What is made of an earlier forecast of the same series.</summary>
public enum ParentUse
{
    /// <summary>The choice is made anew, and the search for the parameters of a method that is chosen again starts at its old ones.</summary>
    WarmStart,

    /// <summary>Method and parameters are kept and their state is carried to the end of the history: no test and no fit. A series that has none is chosen for anew.</summary>
    Keep,
}
