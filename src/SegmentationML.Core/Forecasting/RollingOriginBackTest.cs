using SegmentationML.Core.Accuracy;

namespace SegmentationML.Core.Forecasting;

/// <summary>Forecasts a history from several earlier moments and measures what came of it.</summary>
/// <remarks>
/// The last origin lies one horizon before the end, the others a step further back each. Parameters are fitted at the first origin and kept (update), or fitted anew at each (refit).
/// A method that cannot answer at the first origin has no score. Missing buckets are not scored. Tashman (2000), International Journal of Forecasting 16(4), 437-450.
/// </remarks>
public static class RollingOriginBackTest
{
    /// <summary>Scores methods on one series.</summary>
    /// <param name="methods">The methods.</param>
    /// <param name="demand">Units per bucket, oldest first; NaN = missing.</param>
    /// <param name="options">Origins, step, horizon, season.</param>
    /// <returns>One score a method, in their order; all are <see cref="BackTestScore.None"/> when the history is too short for one origin.</returns>
    /// <exception cref="ProblemException">The options are not valid, or SEG-FCST-010: the demand is negative or infinite.</exception>
    public static IReadOnlyList<BackTestScore> Run(IReadOnlyList<IForecaster> methods, ReadOnlySpan<double> demand, BackTestOptions options)
    {
        ProblemException.ThrowIfAny(options.Validate());
        ForecastRefusal.ThrowIfInvalid(demand);
        var scores = new BackTestScore[methods.Count];
        Array.Fill(scores, BackTestScore.None);
        var history = new DemandHistory(demand, options.Season, hasMissing: Demand.DemandScan.CountMissing(demand) > 0);
        Span<int> origins = new int[options.Origins];
        origins = origins[..PlaceOrigins(history, options, origins)];
        if (!origins.IsEmpty)
        {
            var workspace = new ForecastWorkspace();
            var scale = RootMeanSquaredScaledError.Scale(demand[..origins[^1]]);
            for (var m = 0; m < scores.Length; m++)
            {
                scores[m] = Score(methods[m], history, origins, options.Horizon, scale, options.Refit, workspace);
            }
        }

        return scores;
    }

    /// <summary>Places the origins: ascending, each with enough observed buckets and some demand before it and a whole horizon after it.</summary>
    /// <param name="history">Checked demand.</param>
    /// <param name="options">Valid options.</param>
    /// <param name="origins">Receives them, as long as options.Origins.</param>
    /// <returns>How many there are.</returns>
    internal static int PlaceOrigins(in DemandHistory history, BackTestOptions options, Span<int> origins)
    {
        var step = options.Step ?? options.Horizon;
        var last = (long)history.Length - options.Horizon;
        var firstDemand = Demand.DemandScan.FirstDemand(history.Values);
        var count = 0;
        for (var origin = last; count < options.Origins && origin > firstDemand && Observed(history, origin) >= options.MinimumTraining; origin -= step)
        {
            origins[count++] = (int)origin;
        }

        origins[..count].Reverse();
        return count;
    }

    /// <summary>Scores one method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="history">Checked demand.</param>
    /// <param name="origins">At least one, ascending.</param>
    /// <param name="horizon">Buckets forecast at each.</param>
    /// <param name="scale">Of <see cref="RootMeanSquaredScaledError.Scale"/>.</param>
    /// <param name="refit">Whether parameters are fitted at every origin, or at the first and kept.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    internal static BackTestScore Score(IForecaster method, in DemandHistory history, ReadOnlySpan<int> origins, int horizon, double scale, bool refit, ForecastWorkspace workspace)
    {
        if (Observed(history, origins[0]) < method.MinimumHistory(history.Season))
        {
            return BackTestScore.None;
        }

        var means = workspace.Rent(WorkspaceSlot.BackTest, origins.Length * horizon);
        if (refit)
        {
            for (var k = 0; k < origins.Length; k++)
            {
                method.Forecast(history.Until(origins[k]), means.Slice(k * horizon, horizon), workspace);
            }
        }
        else
        {
            method.ForecastFrom(history, origins, horizon, means, workspace);
        }

        double squares = 0, absolutes = 0, sum = 0;
        var count = 0;
        var silent = false;
        for (var k = 0; k < origins.Length; k++)
        {
            var actual = history.Values.Slice(origins[k], horizon);
            var forecast = means.Slice(k * horizon, horizon);
            silent |= forecast.IndexOfAnyExcept(0.0) < 0;
            for (var step = 0; step < horizon; step++)
            {
                var error = actual[step] - forecast[step];
                if (!double.IsNaN(error))
                {
                    squares += error * error;
                    absolutes += Math.Abs(error);
                    sum += error;
                    count++;
                }
            }
        }

        return count == 0 || double.IsNaN(squares) || means.ContainsAnyExceptInRange(0, double.MaxValue)
            ? BackTestScore.None
            : new BackTestScore(scale > 0 ? Math.Sqrt(squares / count / scale) : double.NaN, sum / count, absolutes / count, squares / count, count, silent);
    }

    private static int Observed(in DemandHistory history, long origin)
        => origin <= 0 ? 0 : (int)origin - (history.HasMissing ? Demand.DemandScan.CountMissing(history.Values[..(int)origin]) : 0);
}
