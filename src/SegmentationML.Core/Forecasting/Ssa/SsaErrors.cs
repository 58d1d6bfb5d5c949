using System.Numerics.Tensors;

namespace SegmentationML.Core.Forecasting.Ssa;

/// <summary>The errors of a fitted singular spectrum analysis by step and over the lead time.</summary>
/// <remarks>
/// Every forecast of a fitted model is a fixed filter over the newest buckets, the moving centre included: w for a step, the sum of them for a lead time. Where the history holds enough moments,
/// the errors are measured by running the filter along it; else they follow by formula from the variance of what the signal leaves, σ² (1 + |w|²) for a step and
/// σ² (lead time + |Σ w|²) for a lead time, which is exact for a signal in white noise with known directions.
/// </remarks>
internal static class SsaErrors
{
    /// <summary>Measures the errors by step and over the lead time.</summary>
    /// <param name="model">Fitted to all of the values.</param>
    /// <param name="values">Demand without gaps, shape (n).</param>
    /// <param name="demand">The same with its gaps as NaN: what was filled in is no error.</param>
    /// <param name="spread">Measured or by formula.</param>
    /// <param name="stepSd">Receives the standard deviation of each step, shape (horizon).</param>
    /// <param name="leadTime">Whole buckets, at least 1.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    public static ErrorSpread Measure(in SsaModel model, ReadOnlySpan<double> values, ReadOnlySpan<double> demand, SsaSpread spread, Span<double> stepSd, int leadTime, ForecastWorkspace workspace)
    {
        var steps = Math.Max(stepSd.Length, leadTime);
        var rowLength = SsaRecurrence.FilterStride(model.Decomposition.Window);
        var filters = workspace.Rent(WorkspaceSlot.StepFilters, (steps + model.Coefficients.Length) * rowLength);
        StepFilters(model, filters, steps, rowLength, workspace);
        var backwards = workspace.Rent(WorkspaceSlot.Centred, values.Length);
        values.CopyTo(backwards);
        backwards.Reverse();
        var known = workspace.Rent(WorkspaceSlot.Known, demand.Length);
        demand.CopyTo(known);
        known.Reverse();
        var length = FilterLength(model);
        var noise = Math.Sqrt(model.Decomposition.NoiseVariance);
        for (var step = 1; step <= stepSd.Length; step++)
        {
            var filter = filters.Slice((steps - step) * rowLength, length);
            stepSd[step - 1] = spread == SsaSpread.Formula ? ByFormula(filter, noise) : StepSd(known, backwards, filter, step, noise);
        }

        var sum = workspace.Rent(WorkspaceSlot.MoreScratch, rowLength);
        SumFilters(filters.Slice((steps - leadTime) * rowLength, leadTime * rowLength), sum);
        var (leadTimeSd, errors) = spread == SsaSpread.Formula ? (0, 0) : MeasureLeadTime(known, backwards, sum[..length], leadTime);
        return new ErrorSpread(stepSd[0], errors > 0 ? leadTimeSd : noise * Math.Sqrt(leadTime + TensorPrimitives.SumOfSquares<double>(sum[..length])), errors);
    }

    /// <summary>Newest buckets that a forecast looks at: the centre alone needs a window of them.</summary>
    private static int FilterLength(in SsaModel model) => Math.Max(model.Decomposition.Window, SsaRecurrence.FilterLength(model.Decomposition.Window));

    /// <summary>The filter of step k in row steps − k: the recurrence applied to filters instead of numbers; the signal's own filters follow them.</summary>
    private static void StepFilters(in SsaModel model, Span<double> filters, int steps, int rowLength, ForecastWorkspace workspace)
    {
        var order = model.Coefficients.Length;
        filters.Clear();
        if (!model.VectorFilters.IsEmpty)
        {
            SsaVector.StepFilters(model.Decomposition, filters, steps, rowLength, workspace);
        }
        else if (model.Decomposition.Rank > 0)
        {
            model.Filter[..(order * rowLength)].CopyTo(filters[(steps * rowLength)..]);
            for (var at = steps - 1; at >= 0; at--)
            {
                var row = filters.Slice(at * rowLength, rowLength);
                for (var m = 0; m < order; m++)
                {
                    TensorPrimitives.MultiplyAdd(filters.Slice((at + 1 + m) * rowLength, rowLength), model.Coefficients[m], row, row);
                }
            }
        }

        for (var at = 0; at < steps; at++)
        {
            AddCentre(filters.Slice(at * rowLength, rowLength), model.Decomposition.Window);
        }
    }

    /// <summary>The filter of the uncentred values: the centre is their newest window's mean, and passes through with what the filter leaves of a constant.</summary>
    private static void AddCentre(Span<double> filter, int window)
    {
        var newest = filter[..window];
        TensorPrimitives.Add(newest, (1 - TensorPrimitives.Sum<double>(filter)) / window, newest);
    }

    private static double StepSd(ReadOnlySpan<double> known, ReadOnlySpan<double> backwards, ReadOnlySpan<double> filter, int step, double noise)
    {
        var most = backwards.Length - filter.Length - step + 1;
        if (most < LevelErrors.Enough)
        {
            return ByFormula(filter, noise);
        }

        double squares = 0;
        var count = 0;
        for (var at = 0; at < most; at++)
        {
            var error = known[at] - Apply(filter, backwards.Slice(at + step, filter.Length));
            if (!double.IsNaN(error))
            {
                squares += error * error;
                count++;
            }
        }

        return count < LevelErrors.Enough ? ByFormula(filter, noise) : Math.Sqrt(squares / count);
    }

    private static double ByFormula(ReadOnlySpan<double> filter, double noise) => noise * Math.Sqrt(1 + TensorPrimitives.SumOfSquares(filter));

    private static double Apply(ReadOnlySpan<double> filter, ReadOnlySpan<double> values) => TensorPrimitives.Dot(filter, values);

    private static void SumFilters(ReadOnlySpan<double> filters, Span<double> sum)
    {
        sum.Clear();
        for (; !filters.IsEmpty; filters = filters[sum.Length..])
        {
            TensorPrimitives.Add(sum, filters[..sum.Length], sum);
        }
    }

    /// <summary>No errors when the history is too short for them.</summary>
    private static (double Sd, int Errors) MeasureLeadTime(ReadOnlySpan<double> known, ReadOnlySpan<double> backwards, ReadOnlySpan<double> filter, int leadTime)
    {
        if (backwards.Length - filter.Length < LevelErrors.EnoughLeadTimes * leadTime)
        {
            return (0, 0);
        }

        double squares = 0;
        var count = 0;
        for (var at = 0; at < backwards.Length - filter.Length - leadTime + 1; at++)
        {
            var error = TensorPrimitives.Sum(known.Slice(at, leadTime)) - Apply(filter, backwards.Slice(at + leadTime, filter.Length));
            if (!double.IsNaN(error))
            {
                squares += error * error;
                count++;
            }
        }

        return count < LevelErrors.Enough ? (0, 0) : (Math.Sqrt(squares / count), count);
    }
}
