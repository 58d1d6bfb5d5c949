namespace SegmentationML.Core.Hierarchy;

/// <summary>Makes the forecasts of a hierarchy's nodes add up exactly.</summary>
/// <remarks>
/// Least squares: the bottom forecasts b that minimise (ŷ − S b)′ W⁻¹ (ŷ − S b), over b at or above zero where asked for; S is never formed, and W stays a diagonal, or a diagonal and as many vectors as there are errors.
/// Wickramasuriya, Athanasopoulos and Hyndman (2019), JASA 114(526), 804-819; Wickramasuriya, Turlach and Hyndman (2020), Statistics and Computing 30, 1167-1182; Gross and Sohl (1990), Journal of Forecasting 9, 233-254.
/// </remarks>
public static class Reconciler
{
    /// <summary>Reconciles.</summary>
    /// <param name="hierarchy">The levels.</param>
    /// <param name="forecasts">Forecast of every node, shape (nodes × horizon); of a method by shares only those of its level count, of bottom-up only those of the bottom.</param>
    /// <param name="horizon">Steps, at least 1.</param>
    /// <param name="options">Checked here.</param>
    /// <param name="basis">History or errors, as the method needs.</param>
    /// <exception cref="ProblemException">SEG-HIER-002 … 004: the options, or what the method needs and has not.</exception>
    public static ReconciledForecast Run(SeriesHierarchy hierarchy, ReadOnlySpan<double> forecasts, int horizon, ReconciliationOptions options, ReconciliationBasis basis)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        ArgumentOutOfRangeException.ThrowIfNotEqual(forecasts.Length, hierarchy.NodeCount * horizon, nameof(forecasts));
        ProblemException.ThrowIfAny(options.Validate().Concat(Needs(hierarchy, options, basis)));
        var nodes = new double[forecasts.Length];
        switch (options.Method)
        {
            case ReconciliationMethod.BottomUp:
                Sum(hierarchy, forecasts[(hierarchy.FirstBottomNode * horizon)..], horizon, options, nodes);
                return new ReconciledForecast(nodes, double.NaN, 0, 0);
            case ReconciliationMethod.AverageShares or ReconciliationMethod.SharesOfAverages:
                Sum(hierarchy, ShareOut(hierarchy, forecasts, horizon, options, basis), horizon, options, nodes);
                return new ReconciledForecast(nodes, double.NaN, 0, 0);
            default:
                return LeastSquares(hierarchy, forecasts, horizon, options, basis, nodes);
        }
    }

    private static IEnumerable<Problem> Needs(SeriesHierarchy hierarchy, ReconciliationOptions options, ReconciliationBasis basis)
    {
        var (bottom, nodes) = (hierarchy.BottomCount, hierarchy.NodeCount);
        var shares = options.Method is ReconciliationMethod.AverageShares or ReconciliationMethod.SharesOfAverages;
        if (shares && options.Level >= hierarchy.Levels.Count)
        {
            yield return new Problem("SEG-HIER-002", $"The level to forecast at is number {options.Level}.", $"Levels count from 0, the top, to {hierarchy.Levels.Count - 1}, the bottom.");
        }

        if (shares && (basis.History.Length == 0 || basis.History.Length % bottom != 0))
        {
            yield return new Problem("SEG-HIER-004", $"{options.Method} needs the history of {bottom} series; it was given {basis.History.Length} values.", "Give bottom × n values.");
        }

        if (options.Method is ReconciliationMethod.Variance or ReconciliationMethod.Shrinkage && (basis.Residuals.Length < 2 * nodes || basis.Residuals.Length % nodes != 0))
        {
            yield return new Problem("SEG-HIER-004", $"{options.Method} needs at least two errors of each of {nodes} nodes; it was given {basis.Residuals.Length} values.", "Give nodes × t errors, or take Structural.");
        }
    }

    private static void Sum(SeriesHierarchy hierarchy, ReadOnlySpan<double> bottom, int horizon, ReconciliationOptions options, double[] nodes)
    {
        var floored = bottom.ToArray();
        if (options.NonNegative)
        {
            System.Numerics.Tensors.TensorPrimitives.Max(floored, 0.0, floored);
        }

        hierarchy.Aggregate(floored, horizon, nodes);
    }

    private static double[] ShareOut(SeriesHierarchy hierarchy, ReadOnlySpan<double> forecasts, int horizon, ReconciliationOptions options, ReconciliationBasis basis)
    {
        var shares = DemandShares.Of(hierarchy, options.Level, basis.History, options.Method == ReconciliationMethod.AverageShares);
        var bottom = new double[hierarchy.BottomCount * horizon];
        for (var series = 0; series < hierarchy.BottomCount; series++)
        {
            var node = hierarchy.NodeOf(options.Level, series);
            System.Numerics.Tensors.TensorPrimitives.Multiply(forecasts.Slice(node * horizon, horizon), shares[series], bottom.AsSpan(series * horizon, horizon));
        }

        return bottom;
    }

    private static ReconciledForecast LeastSquares(SeriesHierarchy hierarchy, ReadOnlySpan<double> forecasts, int horizon, ReconciliationOptions options, ReconciliationBasis basis, double[] nodes)
    {
        var weights = ErrorCovariance.Of(hierarchy, options, basis);
        var solver = new BottomSolver(hierarchy, weights, options);
        var bottom = new double[hierarchy.BottomCount * horizon];
        var column = new double[hierarchy.NodeCount];
        for (var step = 0; step < horizon; step++)
        {
            for (var node = 0; node < column.Length; node++)
            {
                column[node] = forecasts[(node * horizon) + step];
            }

            var solution = solver.Solve(column);
            for (var series = 0; series < solution.Length; series++)
            {
                bottom[(series * horizon) + step] = solution[series];
            }
        }

        hierarchy.Aggregate(bottom, horizon, nodes);
        return new ReconciledForecast(nodes, weights.Shrinkage, solver.AtZero, solver.Iterations);
    }
}
