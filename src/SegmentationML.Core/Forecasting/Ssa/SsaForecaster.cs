using System.Numerics.Tensors;
using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Forecasting.Ssa;

/// <summary>Basic singular spectrum analysis with recurrent forecast: the history's lagged vectors are projected on their leading directions, whose linear recurrence is continued.</summary>
/// <remarks>
/// Golyandina, Nekrutkin and Zhigljavsky (2001), Analysis of Time Series Structure: SSA and Related Techniques, Chapman and Hall. The recent level, the mean of the
/// newest window, is taken off first, so that a component is a departure from it. Missing buckets are filled by the signal itself (<see cref="SsaGaps"/>). A rank whose recurrence is nearly vertical or leaves twice the
/// range of the history within the horizon is lowered, down to the level alone. The forecast is never below zero.
/// </remarks>
public sealed class SsaForecaster : IForecaster
{
    private readonly SsaOptions _options;

    /// <summary>The method with its options.</summary>
    /// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
    public SsaForecaster(SsaOptions options)
    {
        ProblemException.ThrowIfAny(options.Validate());
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => "ssa";

    /// <inheritdoc/>
    public AlgorithmOptions Options => _options;

    /// <inheritdoc/>
    public IReadOnlyList<string> ParameterNames { get; } = ["window", "rank"];

    /// <inheritdoc/>
    public DemandShape Shape => DemandShape.Smooth;

    /// <inheritdoc/>
    public int MinimumHistory(int season) => 8;

    /// <inheritdoc/>
    public void Forecast(in DemandHistory history, Span<double> mean, ForecastWorkspace workspace)
    {
        var values = Filled(history, history.Length, workspace);
        SsaModel.Fit(values, history.Season, mean.Length, _options, workspace).Forecast(values, mean, workspace);
    }

    /// <inheritdoc/>
    public void ForecastFrom(in DemandHistory history, ReadOnlySpan<int> origins, int horizon, Span<double> means, ForecastWorkspace workspace)
    {
        var values = Filled(history.Until(origins[^1]), origins[0], workspace);
        var model = SsaModel.Fit(values[..origins[0]], history.Season, horizon, _options, workspace);
        for (var k = 0; k < origins.Length; k++)
        {
            model.Forecast(values[..origins[k]], means.Slice(k * horizon, horizon), workspace);
        }
    }

    /// <inheritdoc/>
    public void ForecastWithErrors(in DemandHistory history, ref ForecastDetail detail, ForecastWorkspace workspace)
    {
        var values = Filled(history, history.Length, workspace);
        var model = SsaModel.Fit(values, history.Season, detail.Mean.Length, _options, workspace);
        model.Forecast(values, detail.Mean, workspace);
        detail.Parameters[0] = model.Decomposition.Window;
        detail.Parameters[1] = model.Decomposition.Rank;
        detail.Spread = _options.Spread == SsaSpread.Bootstrap && model.Decomposition.Rank > 0
            ? SsaBootstrap.Measure(model, values, history.Season, _options, detail.Mean, detail.StepSd, detail.LeadTime, workspace)
            : SsaErrors.Measure(model, values, history.Values, _options.Spread, detail.StepSd, detail.LeadTime, workspace);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The level that was taken off, and each component as the diagonal means of its projections; the recurrence continues every one of them, so that they add up to the forecast (before it is held above zero).
    /// The vector forecast does not split in that way: there they end with the history.
    /// </remarks>
    public IReadOnlyList<ForecastComponent> Components(in DemandHistory history, int horizon, ForecastWorkspace workspace)
    {
        var filled = Filled(history, history.Length, workspace);
        var model = SsaModel.Fit(filled, history.Season, horizon, _options, workspace);
        var (length, rank) = (filled.Length, model.Decomposition.Rank);
        var level = new double[length + horizon];
        Array.Fill(level, SsaModel.Centre(filled, model.Decomposition.Window));
        var before = (double[])level.Clone();
        var components = new ForecastComponent[rank + 1];
        components[0] = new ForecastComponent("level", IsFactor: false, level);
        for (var i = 1; i <= rank; i++)
        {
            var signal = new double[length + horizon];
            SsaBootstrap.Reconstruct(model.Decomposition.WithRank(i), filled, signal.AsSpan(0, length));
            var values = new double[length + horizon];
            TensorPrimitives.Subtract<double>(signal.AsSpan(0, length), before.AsSpan(0, length), values);
            for (var t = length; t < values.Length; t++)
            {
                values[t] = model.VectorFilters.IsEmpty ? model.Continuation(values.AsSpan(0, t)) : double.NaN;
            }

            components[i] = new ForecastComponent($"component {i}", IsFactor: false, values);
            before = signal;
        }

        return components;
    }

    /// <summary>The history without gaps: up to <paramref name="known"/> filled by its own signal, after it by what lay before each gap.</summary>
    private ReadOnlySpan<double> Filled(in DemandHistory history, int known, ForecastWorkspace workspace)
    {
        if (!history.HasMissing)
        {
            return history.Values;
        }

        var filled = workspace.Rent(WorkspaceSlot.Filled, history.Length);
        GapFill.Fill(history.Values, history.Season > 1 ? history.Season : GapFill.NoSeason, filled);
        if (DemandScan.CountMissing(history.Values[..known]) > 0)
        {
            SsaGaps.Refine(history.Values[..known], history.Season, _options, filled[..known], workspace);
        }

        return filled;
    }
}
