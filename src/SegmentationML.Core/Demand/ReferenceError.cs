namespace SegmentationML.Core.Demand;

/// <summary>How well simple exponential smoothing with a fixed weight foresees a series one period, or a lead time, ahead: predictability as a feature.</summary>
public static class ReferenceError
{
    private static readonly ReferenceErrorOptions Default = new();

    /// <summary>Measures one series over its active span.</summary>
    /// <param name="demand">Units per period, shape (n), oldest first; at a NaN period the level stands still and no error is taken; an infinite value is refused.</param>
    /// <param name="options">Weight and span.</param>
    /// <returns>The level starts at the first observed value and moves by alpha times each one-step error; from each period on, horizon x level is compared with the sum of the horizon's periods, where all of them were observed. Every error is out of sample: the weight is fixed and the level knows the past only.</returns>
    public static ReferenceErrorProfile Measure(ReadOnlySpan<double> demand, ReferenceErrorOptions? options = null)
    {
        options ??= Default;
        ProblemException.ThrowIfAny(options.Validate());
        DemandProblems.RefuseInfinite(demand);
        return Kernel(demand, options);
    }

    internal static ReferenceErrorProfile Kernel(ReadOnlySpan<double> demand, ReferenceErrorOptions options)
    {
        var span = ActiveSpan.Of(demand, options.Start);
        double level = double.NaN, squares = 0, sum = 0;
        var (observed, errors) = (0, 0);
        for (var t = 0; t < span.Length; t++)
        {
            var units = span[t];
            if (!double.IsNaN(units))
            {
                level = observed++ == 0 ? units : level + (options.Alpha * (units - level));
                sum += units;
            }

            if (t + options.Horizon < span.Length && observed > 0 && Sum(span.Slice(t + 1, options.Horizon)) is var came && !double.IsNaN(came))
            {
                var error = came - (options.Horizon * level);
                squares += error * error;
                errors++;
            }
        }

        var rmse = errors > 0 ? Math.Sqrt(squares / errors) : double.NaN;
        return new ReferenceErrorProfile(rmse, sum > 0 ? rmse / (options.Horizon * (sum / observed)) : double.NaN, errors, options.Alpha);
    }

    private static double Sum(ReadOnlySpan<double> periods)
    {
        var sum = 0.0;
        foreach (var units in periods)
        {
            sum += units;
        }

        return sum;
    }
}
