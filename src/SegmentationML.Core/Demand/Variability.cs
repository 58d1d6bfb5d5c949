namespace SegmentationML.Core.Demand;

/// <summary>Mean, standard deviation and coefficient of variation of a series.</summary>
public static class Variability
{
    private static readonly VariabilityOptions Default = new();

    /// <summary>Measures one series over its active span, zeros inside included.</summary>
    /// <param name="demand">Units per period, shape (n), oldest first; NaN is a period that was not observed and is left out; negative values (net returns) count as they are; an infinite value is refused.</param>
    /// <param name="options">Conventions; the default is from the first demand to the cut-off, sample standard deviation.</param>
    public static VariabilityProfile Measure(ReadOnlySpan<double> demand, VariabilityOptions? options = null)
    {
        options ??= Default;
        ProblemException.ThrowIfAny(options.Validate());
        DemandProblems.RefuseInfinite(demand);
        return Kernel(demand, options);
    }

    internal static VariabilityProfile Kernel(ReadOnlySpan<double> demand, VariabilityOptions options)
    {
        var span = ActiveSpan.Of(demand, options.Start);
        var (observed, mean) = Moments.Mean(span);
        var deviation = Moments.StandardDeviation(span, observed, mean, options.DegreesOfFreedom);
        var cv = mean > 0 ? deviation / mean : double.NaN;
        return new VariabilityProfile(mean, deviation, cv, observed, span.Length - observed, options.Start, options.DegreesOfFreedom);
    }
}
