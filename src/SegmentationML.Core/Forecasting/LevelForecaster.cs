using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Forecasting;

/// <summary>A method whose forecast is one level for every coming bucket; it says how the level follows from the demand, the rest is shared.</summary>
/// <remarks>
/// A missing bucket is left out: the method sees the observed buckets only, so that its clock stands still where nothing is known. Errors are measured by
/// forecasting after every bucket of the history: a rolling-origin test with step 1.
/// </remarks>
public abstract class LevelForecaster : IForecaster
{
    /// <summary>Checks the options.</summary>
    /// <param name="options">All that is wrong with them is thrown at once.</param>
    protected LevelForecaster(AlgorithmOptions options)
    {
        ProblemException.ThrowIfAny(options.Validate());
        Options = options;
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public AlgorithmOptions Options { get; }

    /// <inheritdoc/>
    public virtual IReadOnlyList<string> ParameterNames { get; } = [];

    /// <inheritdoc/>
    public abstract DemandShape Shape { get; }

    /// <inheritdoc/>
    public virtual int MinimumHistory(int season) => 1;

    /// <inheritdoc/>
    public virtual bool KeepsParameters => true;

    /// <inheritdoc/>
    public void Forecast(in DemandHistory history, Span<double> mean, ForecastWorkspace workspace)
    {
        var observed = Observed(history, workspace);
        Span<double> parameters = stackalloc double[ParameterNames.Count];
        Fit(observed, history.Season, parameters, workspace);
        mean.Fill(Level(observed, parameters, workspace));
    }

    /// <inheritdoc/>
    public void ForecastFrom(in DemandHistory history, ReadOnlySpan<int> origins, int horizon, Span<double> means, ForecastWorkspace workspace)
    {
        var observed = Observed(history.Until(origins[^1]), workspace);
        Span<double> parameters = stackalloc double[ParameterNames.Count];
        Fit(observed[..ObservedUntil(history, origins[0])], history.Season, parameters, workspace);
        var path = workspace.Rent(WorkspaceSlot.LevelPath, observed.Length + 1);
        LevelPath(observed, parameters, path, workspace);
        for (var k = 0; k < origins.Length; k++)
        {
            means.Slice(k * horizon, horizon).Fill(path[ObservedUntil(history, origins[k])]);
        }
    }

    /// <inheritdoc/>
    public void ForecastWithErrors(in DemandHistory history, ref ForecastDetail detail, ForecastWorkspace workspace)
    {
        var observed = Observed(history, workspace);
        var parameters = detail.Parameters;
        if (detail.ParameterUse != ParameterUse.Keep)
        {
            Fit(observed, history.Season, parameters, workspace);
        }

        detail.Mean.Fill(Level(observed, parameters, workspace));
        var path = workspace.Rent(WorkspaceSlot.LevelPath, observed.Length + 1);
        LevelPath(observed, parameters, path, workspace);
        detail.Spread = LevelErrors.Measure(observed, path, this, parameters, detail.StepSd, detail.LeadTime, workspace);
        if (detail.Levels is not null)
        {
            Distribute(observed, parameters, ref detail, workspace);
        }
    }

    /// <inheritdoc/>
    /// <remarks>The level after each bucket; where nothing was observed it stands still.</remarks>
    public IReadOnlyList<ForecastComponent> Components(in DemandHistory history, int horizon, ForecastWorkspace workspace)
    {
        var observed = Observed(history, workspace);
        Span<double> parameters = stackalloc double[ParameterNames.Count];
        Fit(observed, history.Season, parameters, workspace);
        var path = workspace.Rent(WorkspaceSlot.LevelPath, observed.Length + 1);
        LevelPath(observed, parameters, path, workspace);
        var values = new double[history.Length + horizon];
        var known = 0;
        for (var t = 0; t < history.Length; t++)
        {
            known += double.IsNaN(history.Values[t]) ? 0 : 1;
            values[t] = known == 0 ? double.NaN : path[known];
        }

        values.AsSpan(history.Length).Fill(Level(observed, parameters, workspace));
        return [new ForecastComponent("level", IsFactor: false, values)];
    }

    /// <summary>Writes the quantiles of a method that has a distribution of its own and says so in the detail's basis; the default leaves them to the caller.</summary>
    /// <param name="observed">At least <see cref="MinimumHistory"/> values, none missing.</param>
    /// <param name="parameters">What <see cref="Fit"/> wrote.</param>
    /// <param name="detail">Mean and errors are written.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    protected virtual void Distribute(scoped ReadOnlySpan<double> observed, scoped ReadOnlySpan<double> parameters, ref ForecastDetail detail, ForecastWorkspace workspace)
    {
    }

    /// <summary>Error variance at a step in multiples of the one-step variance, by the method's own model; used where the history is too short to measure it.</summary>
    /// <param name="step">1 for the next bucket.</param>
    /// <param name="parameters">What the method was fitted to.</param>
    public virtual double VarianceGrowth(int step, ReadOnlySpan<double> parameters) => 1;

    /// <summary>Fits the parameters, or writes those that the options give.</summary>
    /// <param name="observed">At least <see cref="MinimumHistory"/> values, none missing.</param>
    /// <param name="season">Buckets in a season; 1 = none.</param>
    /// <param name="parameters">Receives them in the order of <see cref="ParameterNames"/>.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    protected virtual void Fit(ReadOnlySpan<double> observed, int season, Span<double> parameters, ForecastWorkspace workspace)
    {
    }

    /// <summary>The level after the last bucket.</summary>
    /// <param name="observed">At least <see cref="MinimumHistory"/> values, none missing.</param>
    /// <param name="parameters">What <see cref="Fit"/> wrote.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    protected abstract double Level(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, ForecastWorkspace workspace);

    /// <summary>The level after each bucket.</summary>
    /// <param name="observed">Values, none missing, shape (n).</param>
    /// <param name="parameters">What <see cref="Fit"/> wrote.</param>
    /// <param name="path">Receives at t the level after t values, shape (n + 1); at 0 it is 0.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    protected abstract void LevelPath(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, Span<double> path, ForecastWorkspace workspace);

    private static ReadOnlySpan<double> Observed(in DemandHistory history, ForecastWorkspace workspace)
    {
        if (!history.HasMissing)
        {
            return history.Values;
        }

        var observed = workspace.Rent(WorkspaceSlot.Observed, history.Length);
        var count = 0;
        foreach (var value in history.Values)
        {
            if (!double.IsNaN(value))
            {
                observed[count++] = value;
            }
        }

        return observed[..count];
    }

    private static int ObservedUntil(in DemandHistory history, int origin)
        => history.HasMissing ? origin - DemandScan.CountMissing(history.Values[..origin]) : origin;
}
