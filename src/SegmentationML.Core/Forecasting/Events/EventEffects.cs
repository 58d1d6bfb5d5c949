using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Forecasting.Events;

/// <summary>What kinds of events, such as promotions and holidays, do to the demand of each series: a factor each.</summary>
/// <remarks>
/// In a bucket in which an event of strength e (0 none, 1 whole) takes place, demand is b (1 + (u − 1) e) for the demand b without it. b is the mean of the nearest buckets without any event; u is the ratio of sums over the event buckets,
/// so that zeros count as they are, drawn towards the factor of all series together by <see cref="EventOptions.PriorBuckets"/>. Kinds that meet in one bucket multiply and are estimated in turn.
/// </remarks>
public sealed class EventEffects
{
    private const int Rounds = 20;

    private readonly EventOptions _options;
    private readonly int _kinds;

    private EventEffects(EventOptions options, int series, int kinds)
    {
        (_options, _kinds) = (options, kinds);
        Factors = new double[series * kinds];
        Buckets = new int[series * kinds];
        Common = new double[kinds];
        Array.Fill(Factors, 1);
        Array.Fill(Common, 1);
    }

    /// <summary>Factor of each kind in each series, shape (series × kinds).</summary>
    public double[] Factors { get; }

    /// <summary>Factor of each kind over all series, shape (kinds); 1 for one that was never seen.</summary>
    public double[] Common { get; }

    /// <summary>Observed buckets with the event, shape (series × kinds).</summary>
    public int[] Buckets { get; }

    /// <summary>Estimates the factors.</summary>
    /// <param name="demand">The history of each series; NaN = missing.</param>
    /// <param name="events">Strength of each kind, a panel each with the same series, each at least as long as its history; NaN is 0, what lies outside [0, 1] is clamped.</param>
    /// <param name="options">Checked here.</param>
    public static EventEffects Estimate(DemandPanel demand, IReadOnlyList<DemandPanel> events, EventOptions options)
    {
        ProblemException.ThrowIfAny(options.Validate());
        var effects = new EventEffects(options, demand.Count, events.Count);
        var baselines = Enumerable.Range(0, demand.Count).Select(i => effects.Baseline(demand[i], events, i)).ToArray();
        for (var round = 0; round < (events.Count > 1 ? Rounds : 1); round++)
        {
            for (var kind = 0; kind < events.Count; kind++)
            {
                effects.Update(demand, events, kind, baselines);
            }
        }

        return effects;
    }

    /// <summary>The factor of all events of a bucket.</summary>
    /// <param name="events">As in <see cref="Estimate"/>.</param>
    /// <param name="series">Index of the series.</param>
    /// <param name="bucket">Buckets from the first of the series; beyond what is known there is no event.</param>
    public double At(IReadOnlyList<DemandPanel> events, int series, int bucket)
    {
        var factor = 1.0;
        for (var kind = 0; kind < _kinds; kind++)
        {
            factor *= 1 + ((Factors[(series * _kinds) + kind] - 1) * Strength(events[kind][series], bucket));
        }

        return factor;
    }

    /// <summary>The history as it would have been without events: demand over the factor of its bucket, missing where the factor is too small.</summary>
    /// <param name="demand">The history of the series.</param>
    /// <param name="events">As in <see cref="Estimate"/>.</param>
    /// <param name="series">Index of the series.</param>
    public double[] Cleanse(ReadOnlySpan<double> demand, IReadOnlyList<DemandPanel> events, int series)
    {
        var cleansed = demand.ToArray();
        for (var t = 0; t < cleansed.Length; t++)
        {
            var factor = At(events, series, t);
            cleansed[t] = factor < _options.LeastFactor ? double.NaN : cleansed[t] / factor;
        }

        return cleansed;
    }

    /// <summary>Strength of an event in a bucket, in [0, 1].</summary>
    internal static double Strength(ReadOnlySpan<double> events, int bucket)
        => bucket < events.Length && !double.IsNaN(events[bucket]) ? Math.Clamp(events[bucket], 0, 1) : 0;

    private void Update(DemandPanel demand, IReadOnlyList<DemandPanel> events, int kind, double[][] baselines)
    {
        var gains = new double[demand.Count];
        var exposures = new double[demand.Count];
        for (var series = 0; series < demand.Count; series++)
        {
            (gains[series], exposures[series], Buckets[(series * _kinds) + kind]) = Gain(demand[series], events, kind, series, baselines[series]);
        }

        var exposure = exposures.Sum();
        Common[kind] = exposure > 0 ? Math.Clamp(1 + (gains.Sum() / exposure), 0, _options.LargestFactor) : 1;
        for (var series = 0; series < demand.Count; series++)
        {
            var count = Buckets[(series * _kinds) + kind];
            var prior = count == 0 ? 1 : _options.PriorBuckets * exposures[series] / count;
            var factor = exposures[series] + prior > 0 ? 1 + ((gains[series] + (prior * (Common[kind] - 1))) / (exposures[series] + prior)) : Common[kind];
            Factors[(series * _kinds) + kind] = Math.Clamp(factor, 0, _options.LargestFactor);
        }
    }

    /// <summary>What a kind of event added over all its buckets, and to how much it could.</summary>
    private (double Gain, double Exposure, int Buckets) Gain(ReadOnlySpan<double> demand, IReadOnlyList<DemandPanel> events, int kind, int series, double[] baseline)
    {
        var (gain, exposure, count) = (0.0, 0.0, 0);
        for (var t = 0; t < demand.Length; t++)
        {
            var strength = Strength(events[kind][series], t);
            if (strength == 0 || double.IsNaN(demand[t]) || double.IsNaN(baseline[t]) || !(demand[t] >= 0) || double.IsInfinity(demand[t]))
            {
                continue;
            }

            var own = 1 + ((Factors[(series * _kinds) + kind] - 1) * strength);
            var others = own > 0 ? At(events, series, t) / own : 1;
            gain += demand[t] - (baseline[t] * others);
            exposure += baseline[t] * others * strength;
            count++;
        }

        return (gain, exposure, count);
    }

    /// <summary>Mean demand of the nearest buckets without an event, at the buckets with one.</summary>
    private double[] Baseline(ReadOnlySpan<double> demand, IReadOnlyList<DemandPanel> events, int series)
    {
        var baseline = new double[demand.Length];
        Array.Fill(baseline, double.NaN);
        var quiet = new bool[demand.Length];
        for (var t = 0; t < demand.Length; t++)
        {
            quiet[t] = demand[t] >= 0 && !double.IsInfinity(demand[t]);
            for (var kind = 0; kind < _kinds; kind++)
            {
                quiet[t] &= Strength(events[kind][series], t) == 0;
            }
        }

        for (var t = 0; t < demand.Length; t++)
        {
            baseline[t] = quiet[t] ? demand[t] : Mean(demand, quiet, t);
        }

        return baseline;
    }

    private double Mean(ReadOnlySpan<double> demand, bool[] quiet, int at)
    {
        var (sum, count) = (0.0, 0);
        foreach (var direction in (ReadOnlySpan<int>)[-1, 1])
        {
            var found = 0;
            for (var t = at + direction; t >= 0 && t < demand.Length && found < _options.Neighbours; t += direction)
            {
                if (quiet[t])
                {
                    sum += demand[t];
                    found++;
                }
            }

            count += found;
        }

        return sum / count;
    }
}
