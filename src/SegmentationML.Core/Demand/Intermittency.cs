using System.Numerics.Tensors;

namespace SegmentationML.Core.Demand;

/// <summary>ADI and CV² of a series.</summary>
/// <remarks>Syntetos, Boylan and Croston (2005), JORS 56(5), 495-503. What the literature leaves open (span of ADI, degrees of freedom of CV²) is an option and is named in the result.</remarks>
public static class Intermittency
{
    private const double LargestSafe = 1e140;
    private const double SmallestSafe = 1e-140;

    private static readonly IntermittencyOptions Default = new();

    /// <summary>Measures one series.</summary>
    /// <param name="demand">Units per period, shape (n), oldest first, zeros included. A demand is a value above zero; a negative value (net returns) is a period without demand; NaN is a period that was not observed and counts nowhere; an infinite value is refused.</param>
    /// <param name="options">Conventions; the default is periods from the first demand to the cut-off, sample variance.</param>
    /// <returns>ADI and CV², with their conventions; NaN without demand, CV² 0 with one.</returns>
    public static IntermittencyProfile Measure(ReadOnlySpan<double> demand, IntermittencyOptions? options = null)
    {
        options ??= Default;
        ProblemException.ThrowIfAny(options.Validate());
        DemandProblems.RefuseInfinite(demand);
        return Kernel(demand, options);
    }

    internal static IntermittencyProfile Kernel(ReadOnlySpan<double> demand, IntermittencyOptions options)
    {
        var (count, mean) = Sizes(demand);
        return count > 0 && mean is not (> SmallestSafe and < LargestSafe) ? InUnitsOfItsOwn(demand, options) : Profile(demand, options, count, mean);
    }

    private static IntermittencyProfile Profile(ReadOnlySpan<double> demand, IntermittencyOptions options, int count, double mean)
    {
        var first = ActiveSpan.FirstDemand(demand);
        var last = LastDemand(demand);
        var (from, to) = Bounds(options.Interval, first, last, demand.Length);
        var (observed, missing) = Observed(demand, from, to);
        return new IntermittencyProfile(
            Adi(options.Interval, observed, count),
            SquaredCv(demand, count, mean, options.DegreesOfFreedom),
            mean,
            count,
            observed,
            missing,
            options.Interval,
            options.DegreesOfFreedom);
    }

    /// <summary>Quantities whose squares overflow or vanish, measured in units of a power of two, which changes no digit.</summary>
    private static IntermittencyProfile InUnitsOfItsOwn(ReadOnlySpan<double> demand, IntermittencyOptions options)
    {
        var largest = 0.0;
        foreach (var units in demand)
        {
            largest = units > largest ? units : largest;
        }

        var unit = Math.ScaleB(1, Math.Clamp(Math.ILogB(largest), -1000, 1000));
        var scaled = new double[demand.Length];
        TensorPrimitives.Divide(demand, unit, scaled);
        var (count, mean) = Sizes(scaled);
        var profile = Profile(scaled, options, count, mean);
        return profile with { MeanSize = profile.MeanSize * unit };
    }

    private static (int From, int To) Bounds(DemandIntervalConvention convention, int first, int last, int length) => convention switch
    {
        DemandIntervalConvention.WholeSeries => (0, length),
        DemandIntervalConvention.FirstToLastDemand => (first, last + 1),
        DemandIntervalConvention.StartToLastDemand => (0, last + 1),
        DemandIntervalConvention.BetweenDemands => (first + 1, last + 1),
        _ => (first, length),
    };

    private static double Adi(DemandIntervalConvention convention, int observed, int count)
    {
        var divisor = convention == DemandIntervalConvention.BetweenDemands ? count - 1 : count;
        return divisor > 0 ? (double)observed / divisor : double.NaN;
    }

    private static double SquaredCv(ReadOnlySpan<double> demand, int count, double mean, int degreesOfFreedom)
    {
        if (count <= 1)
        {
            return count == 1 ? 0 : double.NaN;
        }

        var squares = 0.0;
        foreach (var units in demand)
        {
            if (units > 0)
            {
                squares += (units - mean) * (units - mean);
            }
        }

        return squares / (count - degreesOfFreedom) / (mean * mean);
    }

    private static (int Count, double Mean) Sizes(ReadOnlySpan<double> demand)
    {
        var count = 0;
        var sum = 0.0;
        foreach (var units in demand)
        {
            if (units > 0)
            {
                count++;
                sum += units;
            }
        }

        return (count, count == 0 ? double.NaN : sum / count);
    }

    private static (int Observed, int Missing) Observed(ReadOnlySpan<double> demand, int from, int to)
    {
        var missing = 0;
        for (var t = from; t < to; t++)
        {
            missing += double.IsNaN(demand[t]) ? 1 : 0;
        }

        return (Math.Max(to - from, 0) - missing, missing);
    }

    private static int LastDemand(ReadOnlySpan<double> demand)
    {
        var t = demand.Length - 1;
        while (t >= 0 && !(demand[t] > 0))
        {
            t--;
        }

        return t;
    }
}
