namespace SegmentationML.Core.Forecasting;

/// <summary>What a choice among methods goes by; never an absolute error, which the zero forecast wins on lumpy demand.</summary>
public enum ChoiceCriterion
{
    /// <summary>The mean squared error of the means, which RMSSE is the scaled root of.</summary>
    SquaredError,

    /// <summary>The mean pinball loss of the quantiles over steps and levels.</summary>
    Pinball,

    /// <summary>The cost of the stock that covers the lead time: what lies too much costs 1 − r a unit, what is missing r, r the critical ratio (a service level).</summary>
    InventoryCost,
}
