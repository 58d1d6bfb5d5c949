namespace SegmentationML.Core.Hierarchy;

/// <summary>How forecasts of a hierarchy's nodes are made to add up.</summary>
public enum ReconciliationMethod
{
    /// <summary>The forecasts of the bottom series are added up; those above are not looked at.</summary>
    BottomUp,

    /// <summary>The forecasts of one level are shared out by the mean of each series' past shares: top-down from the top, middle-out from another level.</summary>
    AverageShares,

    /// <summary>The forecasts of one level are shared out by each series' share of the past demand.</summary>
    SharesOfAverages,

    /// <summary>Least squares over all nodes, each with the same weight.</summary>
    Ols,

    /// <summary>Least squares, a node's error variance taken as the number of its series.</summary>
    Structural,

    /// <summary>Least squares, a node's error variance measured.</summary>
    Variance,

    /// <summary>Least squares by the covariance of the errors, shrunk towards its diagonal: minimum trace.</summary>
    Shrinkage,
}
