using SegmentationML.Core;
using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Events;
using SegmentationML.Core.Hierarchy;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>The season that each series borrows from the sum of its product group: taken out before the forecast, put back after it.</summary>
internal sealed class BorrowedSeason
{
    private readonly double[] _profiles;
    private readonly HierarchyLevel _groups;
    private readonly int _season;
    private readonly bool[] _isWhole;

    private BorrowedSeason(double[] profiles, HierarchyLevel groups, int season, DemandPanel panel)
    {
        (_profiles, _groups, _season) = (profiles, groups, season);
        _isWhole = [.. Enumerable.Range(0, panel.Count).Select(i => panel[i].ToArray().All(static units => double.IsNaN(units) || units == Math.Floor(units)))];
        Note = $"{Enumerable.Range(0, groups.Groups.Count).Count(g => profiles.AsSpan(g * season, season).IndexOfAnyExcept(1.0) >= 0):N0} of {groups.Groups.Count:N0} groups of {groups.Name} lend their series a season";
    }

    /// <summary>What was found.</summary>
    public string Note { get; }

    /// <summary>Learns the seasons of the groups.</summary>
    /// <param name="context">The step.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="panel">The demand.</param>
    /// <returns>Null when none is asked for or there is no season.</returns>
    /// <exception cref="ProblemException">SEG-FCST-105: there is no such column.</exception>
    public static BorrowedSeason? Read(StepContext context, ForecastInput input, DemandPanel panel)
    {
        var season = input.Features.Calendar.Season;
        if (input.Options.Profile is not { } column || season < 2)
        {
            return null;
        }

        var groups = column == HierarchyLevel.TotalName ? HierarchyLevel.Total(panel.Count) : HierarchyLevel.Of(column, Groups(context, input, column, panel.Count));
        return new BorrowedSeason(SeasonalProfile.Of(panel, groups.GroupOf, groups.Groups.Count, season), groups, season, panel);
    }

    /// <summary>The demand without the season.</summary>
    public DemandPanel Without(DemandPanel panel)
    {
        var appender = new DemandPanelAppender();
        for (var i = 0; i < panel.Count; i++)
        {
            var values = panel[i].ToArray();
            for (var t = 0; t < values.Length; t++)
            {
                values[t] /= Factor(i, panel.FirstBucket(i) + t);
            }

            _ = appender.Begin();
            appender.Append(values);
        }

        return appender.Build([.. Enumerable.Range(0, panel.Count).Select(panel.FirstBucket)]);
    }

    /// <summary>Puts the season back into means, quantiles and the demand over the lead time; quantiles of whole units are whole.</summary>
    /// <param name="forecast">Of the demand without the season.</param>
    /// <param name="panel">The demand that was forecast.</param>
    /// <param name="leadTimes">Buckets of each series.</param>
    public void PutBack(PanelForecast forecast, DemandPanel panel, IReadOnlyList<double> leadTimes)
    {
        for (var i = 0; i < forecast.Count; i++)
        {
            var next = panel.LastBucket(i) + 1;
            for (var step = 0; step < forecast.Horizon; step++)
            {
                var at = (i * forecast.Horizon) + step;
                var factor = Factor(i, next + step);
                forecast.Mean[at] *= factor;
                Scale(forecast.Quantiles.AsSpan(at * forecast.Levels.Count, forecast.Levels.Count), factor, _isWhole[i]);
            }

            var ahead = Ahead(i, next, leadTimes[i]);
            forecast.OneStepSd[i] *= Factor(i, next);
            forecast.LeadTimeMean[i] *= ahead;
            forecast.LeadTimeSd[i] *= ahead;
            Scale(forecast.LeadTimeQuantiles.AsSpan(i * forecast.Levels.Count, forecast.Levels.Count), ahead, _isWhole[i]);
        }
    }

    /// <summary>Mean factor of the buckets of a lead time.</summary>
    private double Ahead(int series, int next, double leadTime)
    {
        double sum = 0;
        for (var t = 0; t < leadTime; t++)
        {
            sum += Math.Min(1, leadTime - t) * Factor(series, next + t);
        }

        return sum / leadTime;
    }

    private double Factor(int series, int bucket) => _profiles[(_groups.GroupOf[series] * _season) + (((bucket % _season) + _season) % _season)];

    private static void Scale(Span<double> values, double factor, bool isWhole)
    {
        foreach (ref var value in values)
        {
            value = isWhole ? Math.Ceiling((value * factor) - 1e-9) : value * factor;
        }
    }

    private static string[] Groups(StepContext context, ForecastInput input, string column, int count)
    {
        var isThere = input.Entity.Contains("product_id", StringComparer.Ordinal) && input.Tables.ContainsKey("products")
            && context.Engine.Describe("SELECT * FROM products").Any(c => c.Name == column);
        if (!isThere)
        {
            throw new ProblemException(new Problem("SEG-FCST-105", $"forecast.profile is '{column}', which is no column of products.", "Name a column of the products table, such as level_1, in a pipeline of products; or total."));
        }

        var groups = new string[count];
        Array.Fill(groups, "");
        context.Engine.Read($"SELECT f.entity_index, CAST(p.{Sql.Identifier(column)} AS VARCHAR) FROM ({context.Select(input.Features.Features)}) f JOIN products p USING (product_id)", batch =>
        {
            var entity = batch.Values<int>(0);
            for (var i = 0; i < batch.Rows; i++)
            {
                groups[entity[i]] = batch.Text(1, i) ?? "";
            }
        }, null, context.Cancellation);
        return groups;
    }
}
