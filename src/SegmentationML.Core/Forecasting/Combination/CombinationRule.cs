namespace SegmentationML.Core.Forecasting.Combination;

/// <summary>How the forecasts of several methods become one.</summary>
public enum CombinationRule
{
    /// <summary>Their mean.</summary>
    Mean,

    /// <summary>Their median.</summary>
    Median,

    /// <summary>Their mean without the lowest and the highest; with three members that is the median.</summary>
    Trimmed,

    /// <summary>Their mean with weights that fall with the mean squared error of a back-test inside the history.</summary>
    Weighted,
}
