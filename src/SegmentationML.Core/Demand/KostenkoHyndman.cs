namespace SegmentationML.Core.Demand;

/// <summary>Whether Croston's rate or its Syntetos-Boylan correction errs less on an item, by the exact comparison of their mean squared errors.</summary>
/// <remarks>
/// Kostenko and Hyndman (2006), A note on the categorization of demand patterns, Journal of the Operational Research Society 57(10), 1256-1257. With p the ADI, v the CV² and a the smoothing weight
/// the correction errs less when v &gt; [4p (2 − p) − a (4 − a) − p (p − 1)(4 − a)(2 − a)] / [p (4 − a)(2p − a)]; for small a that is nearly v &gt; 2 − 3p / 2. Syntetos, Boylan and Croston (2005) cut the same plane
/// at p = 1.32 and v = 0.49. The conventions of p and v are those of the profile.
/// </remarks>
public static class KostenkoHyndman
{
    /// <summary>The class of an item.</summary>
    /// <param name="profile">ADI and CV² with their conventions.</param>
    /// <param name="alpha">Smoothing weight of the methods, in (0, 1]. Usual: 0.1.</param>
    /// <param name="exact">Whether the exact boundary is taken, or 2 − 3p / 2.</param>
    /// <returns>The method that errs less and the CV² at which that changes; <see cref="CrostonChoice.None"/> and NaN without demand.</returns>
    public static KostenkoHyndmanClass Classify(in IntermittencyProfile profile, double alpha = 0.1, bool exact = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(alpha, 1);
        var boundary = exact ? Boundary(profile.Adi, alpha) : 2 - (1.5 * profile.Adi);
        var choice = double.IsNaN(boundary) ? CrostonChoice.None : profile.SquaredCv > boundary ? CrostonChoice.SyntetosBoylan : CrostonChoice.Croston;
        return new KostenkoHyndmanClass(choice, boundary, profile.Interval, profile.DegreesOfFreedom);
    }

    private static double Boundary(double p, double a)
        => ((4 * p * (2 - p)) - (a * (4 - a)) - (p * (p - 1) * (4 - a) * (2 - a))) / (p * (4 - a) * ((2 * p) - a));
}
