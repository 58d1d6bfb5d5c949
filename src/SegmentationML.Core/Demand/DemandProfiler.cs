namespace SegmentationML.Core.Demand;

/// <summary>Measures all demand features of a series or of a whole panel.</summary>
public static class DemandProfiler
{
    /// <summary>Measures one series.</summary>
    /// <param name="demand">Units per period, shape (n), oldest first; NaN is a period that was not observed; an infinite value is refused.</param>
    /// <param name="options">Conventions of the features.</param>
    public static DemandProfile Measure(ReadOnlySpan<double> demand, DemandProfileOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        DemandProblems.RefuseInfinite(demand);
        return Measure(demand, options, new ProfileBuffers(options.HalfLife));
    }

    /// <summary>Measures every series of a panel in parallel.</summary>
    /// <param name="panel">The series.</param>
    /// <param name="options">Conventions of the features.</param>
    /// <param name="maximumThreads">Upper bound of threads; -1 for as many as there are processors.</param>
    /// <param name="cancellationToken">Stops between series.</param>
    /// <returns>One profile a series, in their order.</returns>
    public static DemandProfile[] MeasureAll(DemandPanel panel, DemandProfileOptions options, int maximumThreads = -1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(panel);
        return MeasureAll(panel.Count, i => panel[i], options, maximumThreads, cancellationToken);
    }

    /// <summary>Measures every series in parallel. Each series is measured alone, so the result does not depend on the number of threads.</summary>
    /// <param name="series">Number of series.</param>
    /// <param name="read">Reads the i-th series.</param>
    /// <param name="options">Conventions of the features.</param>
    /// <param name="maximumThreads">Upper bound of threads; -1 for as many as there are processors.</param>
    /// <param name="cancellationToken">Stops between series.</param>
    /// <returns>One profile a series, in their order.</returns>
    public static DemandProfile[] MeasureAll(int series, SeriesReader read, DemandProfileOptions options, int maximumThreads = -1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(series);
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        var profiles = new DemandProfile[series];
        var refused = series;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = maximumThreads, CancellationToken = cancellationToken };
        Parallel.For(0, series, parallel, () => new ProfileBuffers(options.HalfLife), (i, _, buffers) =>
        {
            var demand = read(i);
            if (DemandProblems.FirstInfinite(demand) < 0)
            {
                profiles[i] = Measure(demand, options, buffers);
            }
            else
            {
                InterlockedMinimum(ref refused, i);
            }

            return buffers;
        }, static _ => { });
        RefuseSeries(refused, series, read);
        return profiles;
    }

    private static DemandProfile Measure(ReadOnlySpan<double> demand, DemandProfileOptions options, ProfileBuffers buffers)
    {
        return new DemandProfile(
            Variability.Kernel(demand, options.Variability),
            Intermittency.Kernel(demand, options.Intermittency),
            Seasonality.Kernel(demand, options.Seasonality, buffers.Decomposition),
            Trend.Kernel(demand, options.Trend),
            TimeDecay.Kernel(ActiveSpan.Of(demand), buffers.Decay),
            ReferenceError.Kernel(demand, options.ReferenceError),
            PeriodsSinceLastDemand(demand));
    }

    /// <summary>The first refused series is named, whichever thread met one first.</summary>
    private static void RefuseSeries(int refused, int series, SeriesReader read)
    {
        if (refused < series)
        {
            var period = DemandProblems.FirstInfinite(read(refused));
            throw new ProblemException(DemandProblems.Infinite($"demand series {refused}", period, read(refused)[period]));
        }
    }

    private static void InterlockedMinimum(ref int target, int value)
    {
        var seen = Volatile.Read(ref target);
        while (value < seen)
        {
            seen = Interlocked.CompareExchange(ref target, value, seen);
        }
    }

    private static int PeriodsSinceLastDemand(ReadOnlySpan<double> demand)
    {
        for (var t = demand.Length - 1; t >= 0; t--)
        {
            if (demand[t] > 0)
            {
                return demand.Length - 1 - t;
            }
        }

        return -1;
    }
}
