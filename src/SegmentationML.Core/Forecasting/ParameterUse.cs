namespace SegmentationML.Core.Forecasting;

/// <summary>What a method does with the parameters that it is handed.</summary>
public enum ParameterUse : byte
{
    /// <summary>Fits them to the history; what it is handed is not looked at.</summary>
    Fit,

    /// <summary>Fits them, beginning the search at those it is handed.</summary>
    Start,

    /// <summary>Keeps them: the state is carried to the end of the history and nothing is fitted.</summary>
    Keep,
}
