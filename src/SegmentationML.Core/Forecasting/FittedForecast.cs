namespace SegmentationML.Core.Forecasting;

/// <summary>Forecasts with what was fitted handed in and out in one form, whatever the method: its parameters where there is no more to it, else what its model saves.</summary>
internal static class FittedForecast
{
    /// <summary>Forecasts.</summary>
    /// <param name="method">The method.</param>
    /// <param name="history">Checked demand.</param>
    /// <param name="detail">Its list of saved numbers is cleared first.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    public static void ForecastFitted(this IForecaster method, in DemandHistory history, ref ForecastDetail detail, ForecastWorkspace workspace)
    {
        detail.Saved?.Clear();
        if (detail.Fitted.Length == method.ParameterNames.Count)
        {
            detail.Fitted.CopyTo(detail.Parameters);
        }

        method.ForecastWithErrors(history, ref detail, workspace);
        if (method is LevelForecaster { KeepsParameters: true })
        {
            detail.Saved?.AddRange(detail.Parameters[..method.ParameterNames.Count]);
        }
    }
}
