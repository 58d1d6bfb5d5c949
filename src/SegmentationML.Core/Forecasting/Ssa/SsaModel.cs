using System.Numerics.Tensors;
using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Forecasting.Ssa;

/// <summary>A fitted singular spectrum analysis, ready to forecast from any moment of its history; a view on the workspace.</summary>
/// <remarks>The centre that is taken off is the mean of the newest lagged vector: the recent level, over whole seasons. Without a component the forecast is that moving average.</remarks>
internal readonly ref struct SsaModel
{
    /// <summary>A continuation further from the centre than this many times the history ever was shows an unstable recurrence.</summary>
    private const double LargestGrowth = 2;

    private SsaModel(SsaDecomposition decomposition, ReadOnlySpan<double> coefficients, ReadOnlySpan<double> filter, double largest, ReadOnlySpan<double> vectorFilters)
    {
        VectorFilters = vectorFilters;
        Decomposition = decomposition;
        Coefficients = coefficients;
        Filter = filter;
        Largest = largest;
    }

    /// <summary>The directions in use.</summary>
    public SsaDecomposition Decomposition { get; }

    /// <summary>The linear recurrence, nearest bucket first, shape (window − 1).</summary>
    public ReadOnlySpan<double> Coefficients { get; }

    /// <summary>From the newest buckets to the signal: <see cref="SsaRecurrence.Filter"/>.</summary>
    public ReadOnlySpan<double> Filter { get; }

    /// <summary>Filters of <see cref="SsaVector"/>, that of the farthest step first; empty where the recurrence continues the signal.</summary>
    public ReadOnlySpan<double> VectorFilters { get; }

    /// <summary>Largest distance of the history from its centre.</summary>
    public double Largest { get; }

    /// <summary>Fits a history; lowers the rank until the recurrence can be trusted over the horizon, down to the centre alone.</summary>
    /// <param name="values">Demand without gaps, shape (n), n ≥ 8.</param>
    /// <param name="season">Buckets in a season.</param>
    /// <param name="horizon">Buckets that will be forecast.</param>
    /// <param name="options">Window, rank or energy share.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    public static SsaModel Fit(ReadOnlySpan<double> values, int season, int horizon, SsaOptions options, ForecastWorkspace workspace)
    {
        var window = Math.Min(options.Window ?? SsaWindow.Choose(values.Length, season), values.Length / 2);
        var centred = workspace.Rent(WorkspaceSlot.Centred, values.Length);
        TensorPrimitives.Subtract(values, Centre(values, window), centred);
        var largest = Math.Abs(TensorPrimitives.MaxMagnitude<double>(centred));
        var decomposition = SsaDecomposition.Of(centred, window, DemandScan.CountDemands(values) < values.Length / 2.0, options, workspace);
        var coefficients = workspace.Rent(WorkspaceSlot.Recurrence, window - 1);
        var filter = workspace.Rent(WorkspaceSlot.Filter, (window - 1) * SsaRecurrence.FilterStride(window));
        for (var rank = SsaRecurrence.TrustedRank(decomposition); rank > 0; rank--)
        {
            decomposition = decomposition.WithRank(rank);
            SsaRecurrence.Coefficients(decomposition, coefficients);
            var vectorFilters = Span<double>.Empty;
            if (options.Continuation == SsaContinuation.Vector)
            {
                vectorFilters = workspace.Rent(WorkspaceSlot.VectorFilters, horizon * window);
                vectorFilters.Clear();
                SsaVector.StepFilters(decomposition, vectorFilters, horizon, window, workspace);
            }
            else
            {
                SsaRecurrence.Filter(decomposition, filter);
            }

            var model = new SsaModel(decomposition, coefficients, filter, largest, vectorFilters);
            if (model.IsStable(values, horizon, workspace))
            {
                return model;
            }
        }

        return new SsaModel(decomposition.WithRank(0), coefficients, filter, largest, []);
    }

    /// <summary>The mean of the newest lagged vector.</summary>
    public static double Centre(ReadOnlySpan<double> values, int window) => TensorPrimitives.Sum(values[^window..]) / window;

    /// <summary>The mean forecast after the last of some values, held between zero and the growth that is trusted.</summary>
    /// <param name="values">Demand without gaps; at least as many as the model was fitted to.</param>
    /// <param name="mean">Receives it, shape (horizon).</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    public void Forecast(ReadOnlySpan<double> values, Span<double> mean, ForecastWorkspace workspace)
    {
        var centre = Centre(values, Decomposition.Window);
        if (Decomposition.Rank == 0)
        {
            mean.Fill(centre);
            return;
        }

        Continue(values, centre, mean, workspace);
        var ceiling = centre + (LargestGrowth * Largest);
        for (var step = 0; step < mean.Length; step++)
        {
            mean[step] = Math.Clamp(centre + mean[step], 0, ceiling);
        }
    }

    /// <summary>The next bucket of a component by the recurrence.</summary>
    /// <param name="component">Its buckets so far, at least a window less one.</param>
    public double Continuation(ReadOnlySpan<double> component)
    {
        double sum = 0;
        for (var j = 0; j < Coefficients.Length; j++)
        {
            sum += Coefficients[j] * component[component.Length - 1 - j];
        }

        return sum;
    }

    private bool IsStable(ReadOnlySpan<double> values, int horizon, ForecastWorkspace workspace)
    {
        var continuation = workspace.Rent(WorkspaceSlot.MoreScratch, horizon);
        Continue(values, Centre(values, Decomposition.Window), continuation, workspace);
        return Math.Abs(TensorPrimitives.MaxMagnitude<double>(continuation)) <= LargestGrowth * Largest;
    }

    /// <summary>The continuation less the centre.</summary>
    private void Continue(ReadOnlySpan<double> values, double centre, Span<double> continuation, ForecastWorkspace workspace)
    {
        var length = Math.Max(Decomposition.Window, SsaRecurrence.FilterLength(Decomposition.Window));
        var newest = workspace.Rent(WorkspaceSlot.Newest, length);
        TensorPrimitives.Subtract(values[^length..], centre, newest);
        newest.Reverse();
        if (!VectorFilters.IsEmpty)
        {
            var window = Decomposition.Window;
            var last = VectorFilters.Length - window;
            for (var step = 0; step < continuation.Length; step++)
            {
                continuation[step] = TensorPrimitives.Dot(VectorFilters.Slice(last - (step * window), window), newest[..window]);
            }

            return;
        }

        var signal = workspace.Rent(WorkspaceSlot.Scratch, Coefficients.Length + continuation.Length);
        SsaRecurrence.Continue(newest[..SsaRecurrence.FilterLength(Decomposition.Window)], Filter, Coefficients, signal, continuation);
    }
}
