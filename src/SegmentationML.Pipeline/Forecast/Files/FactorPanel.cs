using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting.Events;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Series without what events and a borrowed season do to them, and the factors that put it back into the forecast. Everything is learnt from the buckets before the forecast.</summary>
internal sealed class FactorPanel
{
    private readonly FactorSource _source;
    private readonly DemandPanel _raw;
    private readonly Func<int, int, double> _factor;

    private FactorPanel(FactorSource source, DemandPanel raw, DemandPanel panel, Func<int, int, double> factor, IReadOnlyList<string> notes)
        => (_source, _raw, Panel, _factor, Notes) = (source, raw, panel, factor, notes);

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
        notes.AddRange(source.Kinds.Select((name, kind) => $"Demand in buckets of '{name}' is {effects.Common[kind]:G3} times what it is without ({Enumerable.Range(0, raw.Count).Sum(i => effects.Buckets[(i * events.Count) + kind]):N0} buckets of all series)."));
        var cleansed = new DemandPanelAppender();
        for (var i = 0; i < raw.Count; i++)
        {
            _ = cleansed.Begin();
            cleansed.Append(events.Count == 0 ? level[i] : effects.Cleanse(level[i], events, i));
        }

        return new FactorPanel(source, raw, cleansed.Build([.. Enumerable.Range(0, raw.Count).Select(raw.FirstBucket)]), (i, t) => effects.At(events, i, t) * (profile?.Invoke(i, t) ?? 1), notes);
    }

    /// <summary>Puts events and season back into the forecasts of a part, the demand over the lead time too; one by ARIMA is made anew, with the events as regressors. Quantiles of whole units stay whole.</summary>
    /// <param name="start">The first series of the part.</param>
    /// <param name="part">Its forecasts.</param>
    /// <param name="season">Buckets in a season.</param>
    /// <param name="leadTimes">Buckets of each series of the part; null for the horizon.</param>
    public void PutBack(int start, PartForecast part, int season, IReadOnlyList<double>? leadTimes = null)
        => Parallel.For(0, part.Panel.Count, i => PutBack(start + i, i, part, season, leadTimes?[i] ?? part.Horizon));

    private void PutBack(int series, int i, PartForecast part, int season, double leadTime)
    {
        var mean = part.Mean.AsSpan(i * part.Horizon, part.Horizon);
        double[] factors = [.. Enumerable.Range(_raw.Length(series), part.Horizon).Select(t => _factor(series, t))];
        if (_source.Events.Count > 0 && part.Choice(i).Method == "arima")
        {
            Regress(series, mean, factors, season);
        }

        if (part.Whole is { } whole)
        {
            var isWhole = UnitScale.IsWhole(_raw[series]);
            for (var step = 0; step < part.Horizon; step++)
            {
                UnitScale.Apply(whole.Quantiles.AsSpan(((i * part.Horizon) + step) * whole.Levels.Count, whole.Levels.Count), factors[step], isWhole);
            }

            var ahead = Ahead(series, mean, factors, leadTime);
            whole.OneStepSd[i] *= factors[0];
            whole.LeadTimeMean[i] *= ahead;
            whole.LeadTimeSd[i] *= ahead;
            UnitScale.Apply(whole.LeadTimeQuantiles.AsSpan(i * whole.Levels.Count, whole.Levels.Count), ahead, isWhole);
        }

        for (var step = 0; step < part.Horizon; step++)
        {
            mean[step] *= factors[step];
        }
    }

    /// <summary>What the factors make of the demand over a lead time: their mean, each bucket weighing as much as is expected of it; beyond the horizon as much as of its last bucket.</summary>
    private double Ahead(int series, ReadOnlySpan<double> mean, double[] factors, double leadTime)
    {
        var (sum, weights, plain, count) = (0.0, 0.0, 0.0, 0.0);
        for (var t = 0; t < leadTime; t++)
        {
            var share = Math.Min(1, leadTime - t);
            var factor = t < factors.Length ? factors[t] : _factor(series, _raw.Length(series) + t);
            var weight = share * mean[Math.Min(t, mean.Length - 1)];
            sum += weight * factor;
            weights += weight;
            plain += share * factor;
            count += share;
        }

        return weights > 0 ? sum / weights : plain / count;
    }

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
