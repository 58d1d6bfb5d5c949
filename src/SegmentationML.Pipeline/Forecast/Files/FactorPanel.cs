using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting.Events;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>The series of a file without what events and a borrowed season do to them, and the factors that put it back into the forecast. Everything is learnt from the buckets before the forecast.</summary>
internal sealed class FactorPanel
{
    private readonly FactorSource _source;
    private readonly DemandPanel _raw;
    private readonly double[][] _ahead;

    private FactorPanel(FactorSource source, DemandPanel raw, DemandPanel panel, double[][] ahead, IReadOnlyList<string> notes)
        => (_source, _raw, Panel, _ahead, Notes) = (source, raw, panel, ahead, notes);

    /// <summary>The cleansed demand.</summary>
    public DemandPanel Panel { get; }

    /// <summary>What was found, for people.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Takes events and profile out of the demand.</summary>
    /// <param name="source">The demand and the events.</param>
    /// <param name="back">Buckets at the end of each series that are not known yet.</param>
    /// <param name="season">Buckets in a season.</param>
    public static FactorPanel Of(FactorSource source, int back, int season)
    {
        var (raw, events) = (source.Demand.WithoutLast(back), source.Events);
        var notes = new List<string>();
        var profile = Profile(source, raw, season, notes);
        var level = profile is null ? raw : Divided(raw, profile);
        var effects = EventEffects.Estimate(level, events, new EventOptions());
        notes.AddRange(source.Request.Events.Select((column, kind) => $"Demand in buckets of '{column}' is {effects.Common[kind]:G3} times what it is without ({Enumerable.Range(0, raw.Count).Sum(i => effects.Buckets[(i * events.Count) + kind]):N0} buckets of all series)."));
        var cleansed = new DemandPanelAppender();
        var ahead = new double[raw.Count][];
        for (var i = 0; i < raw.Count; i++)
        {
            _ = cleansed.Begin();
            cleansed.Append(events.Count == 0 ? level[i] : effects.Cleanse(level[i], events, i));
            ahead[i] = [.. Enumerable.Range(raw.Length(i), source.Request.Horizon).Select(t => effects.At(events, i, t) * (profile?.Invoke(i, t) ?? 1))];
        }

        return new FactorPanel(source, raw, cleansed.Build([.. Enumerable.Range(0, raw.Count).Select(raw.FirstBucket)]), ahead, notes);
    }

    /// <summary>Puts events and season back into the forecasts of a part; one by ARIMA is made anew, with the events as regressors.</summary>
    /// <param name="start">The first series of the part.</param>
    /// <param name="part">Its forecasts.</param>
    /// <param name="season">Buckets in a season.</param>
    public void PutBack(int start, PartForecast part, int season)
        => Parallel.For(0, part.Panel.Count, i =>
        {
            var mean = part.Mean.AsSpan(i * part.Horizon, part.Horizon);
            var factors = _ahead[start + i].ToArray();
            if (_source.Events.Count > 0 && part.Choice(i).Method == "arima")
            {
                Regress(start + i, mean, factors, season);
            }

            for (var step = 0; step < part.Horizon; step++)
            {
                mean[step] *= factors[step];
                if (part.Whole is { } whole)
                {
                    foreach (ref var quantile in whole.Quantiles.AsSpan(((i * part.Horizon) + step) * whole.Levels.Count, whole.Levels.Count))
                    {
                        quantile *= factors[step];
                    }
                }
            }
        });

    /// <summary>Replaces the factors by those that lead to the forecast of a regression.</summary>
    private void Regress(int series, Span<double> mean, double[] factors, int season)
    {
        var demand = _raw[series];
        var length = demand.Length + mean.Length;
        var columns = new double[_source.Events.Count * length];
        for (var kind = 0; kind < _source.Events.Count; kind++)
        {
            var known = _source.Events[kind][series];
            for (var t = 0; t < Math.Min(length, known.Length); t++)
            {
                columns[(kind * length) + t] = double.IsNaN(known[t]) ? 0 : Math.Clamp(known[t], 0, 1);
            }
        }

        var regressed = new double[mean.Length];
        if (EventArima.TryForecast(demand, columns, season, regressed))
        {
            for (var step = 0; step < regressed.Length; step++)
            {
                factors[step] = mean[step] > 0 ? regressed[step] / mean[step] : factors[step];
            }
        }
    }

    private static Func<int, int, double>? Profile(FactorSource source, DemandPanel raw, int season, List<string> notes)
    {
        if (source.Groups is not { } level)
        {
            return null;
        }

        var profiles = SeasonalProfile.Of(raw, level.GroupOf, level.Groups.Count, season);
        var flat = Enumerable.Range(0, level.Groups.Count).Count(g => profiles.AsSpan(g * season, season).IndexOfAnyExcept(1.0) < 0);
        notes.Add($"Series borrow the season of their '{level.Name}': {level.Groups.Count - flat:N0} of {level.Groups.Count:N0} groups have one.");
        return (i, t) => profiles[(level.GroupOf[i] * season) + ((((raw.FirstBucket(i) + t) % season) + season) % season)];
    }

    private static DemandPanel Divided(DemandPanel panel, Func<int, int, double> factor)
    {
        var appender = new DemandPanelAppender();
        for (var i = 0; i < panel.Count; i++)
        {
            var values = panel[i].ToArray();
            for (var t = 0; t < values.Length; t++)
            {
                values[t] /= factor(i, t);
            }

            _ = appender.Begin();
            appender.Append(values);
        }

        return appender.Build([.. Enumerable.Range(0, panel.Count).Select(panel.FirstBucket)]);
    }
}
