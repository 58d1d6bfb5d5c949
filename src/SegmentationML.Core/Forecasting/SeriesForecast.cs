using System.Numerics.Tensors;

namespace SegmentationML.Core.Forecasting;

/// <summary>Forecasts one series: the checked entry for callers who have no panel.</summary>
public static class SeriesForecast
{
    /// <summary>The mean demand of the coming buckets.</summary>
    /// <param name="forecaster">The method.</param>
    /// <param name="demand">Units per bucket, shape (n), oldest first, zeros included; NaN = missing. Not changed.</param>
    /// <param name="horizon">Buckets to forecast, at least 1.</param>
    /// <param name="season">Buckets in a season, at least 1; 1 = none.</param>
    /// <returns>The mean, shape (horizon), nearest bucket first.</returns>
    /// <exception cref="ProblemException">SEG-FCST-010, SEG-FCST-011: see <see cref="ForecastRefusal.Check"/>; SEG-FCST-012 for a horizon or season below 1.</exception>
    public static double[] Mean(IForecaster forecaster, ReadOnlySpan<double> demand, int horizon, int season = 1)
    {
        Check(forecaster, demand, horizon, season);
        var workspace = new ForecastWorkspace();
        var summary = HistorySummary.Of(demand);
        var unit = DemandUnit.For(summary.Largest);
        var mean = new double[horizon];
        forecaster.Forecast(new DemandHistory(DemandUnit.Rescale(demand, unit, workspace), season, summary.HasMissing), mean, workspace);
        TensorPrimitives.Multiply(mean, unit, mean);
        return mean;
    }

    /// <summary>The parts that the forecast is made of, such as level, trend and season; empty for a method that has none besides its mean.</summary>
    /// <param name="forecaster">The method.</param>
    /// <param name="demand">Units per bucket, shape (n), oldest first, zeros included; NaN = missing. Not changed.</param>
    /// <param name="horizon">Buckets to forecast, at least 1.</param>
    /// <param name="season">Buckets in a season, at least 1; 1 = none.</param>
    /// <exception cref="ProblemException">As of <see cref="Mean"/>.</exception>
    public static IReadOnlyList<ForecastComponent> Components(IForecaster forecaster, ReadOnlySpan<double> demand, int horizon, int season = 1)
    {
        Check(forecaster, demand, horizon, season);
        var workspace = new ForecastWorkspace();
        var summary = HistorySummary.Of(demand);
        var unit = DemandUnit.For(summary.Largest);
        var components = forecaster.Components(new DemandHistory(DemandUnit.Rescale(demand, unit, workspace), season, summary.HasMissing), horizon, workspace);
        foreach (var component in components)
        {
            TensorPrimitives.Multiply(component.Values, component.IsFactor ? 1 : unit, component.Values);
        }

        return components;
    }

    /// <summary>The mean and the quantiles of the coming buckets, and those of the demand summed over a lead time.</summary>
    /// <param name="forecaster">The method.</param>
    /// <param name="demand">Units per bucket, shape (n), oldest first, zeros included; NaN = missing. Not changed.</param>
    /// <param name="horizon">Buckets to forecast, at least 1.</param>
    /// <param name="leadTime">Buckets, above 0 and at most 10,000; fractions allowed.</param>
    /// <param name="levels">Probabilities of the quantiles.</param>
    /// <param name="season">Buckets in a season, at least 1; 1 = none.</param>
    /// <exception cref="ProblemException">As of <see cref="Mean"/>; SEG-FCST-028 for the lead time.</exception>
    public static SeriesQuantiles Distribution(IForecaster forecaster, ReadOnlySpan<double> demand, int horizon, double leadTime, QuantileLevels levels, int season = 1)
    {
        Check(forecaster, demand, horizon, season);
        if (!(leadTime > 0 && leadTime <= PanelForecastOptions.LongestLeadTime))
        {
            throw new ProblemException(new Problem("SEG-FCST-028", $"The lead time is {leadTime} buckets.", $"It lies above 0 and at or below {PanelForecastOptions.LongestLeadTime} buckets."));
        }

        var (workspace, distribution) = (new ForecastWorkspace(), new SeriesDistribution());
        var summary = HistorySummary.Of(demand);
        var unit = DemandUnit.For(summary.Largest);
        var request = new DistributionRequest(horizon, leadTime, levels, summary.WholeUnits && unit == 1, double.NaN);
        distribution.Make(forecaster, new DemandHistory(DemandUnit.Rescale(demand, unit, workspace), season, summary.HasMissing), request, summary, null, ParameterUse.Fit, workspace);
        return new SeriesQuantiles(InUnits(distribution.Mean, unit), InUnits(distribution.Quantiles, unit), distribution.LeadTimeMean * unit, InUnits(distribution.LeadTimeQuantiles, unit), distribution.Basis);
    }

    private static double[] InUnits(ReadOnlySpan<double> values, double unit)
    {
        var scaled = new double[values.Length];
        TensorPrimitives.Multiply(values, unit, scaled);
        return scaled;
    }

    private static void Check(IForecaster forecaster, ReadOnlySpan<double> demand, int horizon, int season)
    {
        if (horizon < 1 || season < 1)
        {
            throw new ProblemException(new Problem(
                "SEG-FCST-012",
                $"The horizon is {horizon} and the season {season} buckets.",
                "Both are at least 1; a season of 1 says that there is none."));
        }

        if (ForecastRefusal.Check(forecaster, demand, season) is { } refusal)
        {
            throw new ProblemException(refusal);
        }
    }
}
