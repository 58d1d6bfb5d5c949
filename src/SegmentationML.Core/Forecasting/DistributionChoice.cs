namespace SegmentationML.Core.Forecasting;

/// <summary>How the quantiles of a forecast are made.</summary>
public enum DistributionChoice
{
    /// <summary>Intermittent series whose method is chosen have the combined distribution that their panel taught; all others that of their method.</summary>
    Auto,

    /// <summary>Every series has the distribution of its method, whatever the other series of the panel are.</summary>
    Method,

    /// <summary>Quantiles of the errors that the method made along the history, around its mean; where there are fewer than twenty, those of the method.</summary>
    Conformal,
}
