namespace SegmentationML.Core.Forecasting;

/// <summary>Where the quantiles of a forecast come from.</summary>
public enum DistributionBasis : byte
{
    /// <summary>A family of distributions with the mean of the method and the errors that it made along the history, measured at each horizon.</summary>
    MeasuredErrors,

    /// <summary>Half a family with the mean of the method and the dispersion of the history, half the demand of the past itself: see docs/forecast.md.</summary>
    Pooled,

    /// <summary>Several distributions of intermittent demand, weighed by what came after the forecasts of the past of the whole panel: see <see cref="Pooling.PanelPool"/>.</summary>
    Combined,

    /// <summary>The distribution that the method's own model gives in closed form.</summary>
    Analytic,

    /// <summary>Paths drawn from the demand of the past.</summary>
    Bootstrapped,

    /// <summary>Quantiles of the errors that the method made along the history, around its mean.</summary>
    Conformal,

    /// <summary>A family with the mean and spread that like items had when they were new: see <see cref="NewItems.LaunchCurve"/>.</summary>
    LikeItems,
}
