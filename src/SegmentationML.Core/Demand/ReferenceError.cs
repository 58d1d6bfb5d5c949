namespace SegmentationML.Core.Demand;

/// <summary>How well simple exponential smoothing with a fixed weight foresees a series one period ahead: predictability as a feature.</summary>
public static class ReferenceError
{
    private static readonly ReferenceErrorOptions Default = new();

    /// <summary>Measures one series over its active span.</summary>
    /// <param name="demand">Units per period, shape (n), oldest first; at a NaN period the level stands still and no error is taken; an infinite value is refused.</param>
    /// <param name="options">Weight and span.</param>
    /// <returns>The level starts at the first observed value; each later observed value gives one error, then the level moves by alpha times it.</returns>
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
        var observed = 0;
        foreach (var units in span)
        {
            if (double.IsNaN(units))
            {
                continue;
            }

            var error = observed++ == 0 ? 0 : units - level;
            level = observed == 1 ? units : level + (options.Alpha * error);
            squares += error * error;
            sum += units;
        }

        var errors = Math.Max(observed - 1, 0);
        var rmse = errors > 0 ? Math.Sqrt(squares / errors) : double.NaN;
        return new ReferenceErrorProfile(rmse, sum > 0 ? rmse / (sum / observed) : double.NaN, errors, options.Alpha);
    }
}
