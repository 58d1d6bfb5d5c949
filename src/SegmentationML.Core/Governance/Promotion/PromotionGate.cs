namespace SegmentationML.Core.Governance.Promotion;

/// <summary>What a version has to show before it may go into use.</summary>
public enum PromotionGate
{
    /// <summary>The data kept the promises of its contracts.</summary>
    Contract,

    /// <summary>The forecasts are not worse in the back-test than those of the version in use.</summary>
    Backtest,

    /// <summary>The partition is still much the same as that of the version in use, whatever its segments are called.</summary>
    Stability,

    /// <summary>No more entities change their segment than the budget allows.</summary>
    Churn,

    /// <summary>The decisions that the business expects come out.</summary>
    DecisionTests,

    /// <summary>The distributions of the drivers have not moved.</summary>
    Drift,
}
