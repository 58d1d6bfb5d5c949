namespace SegmentationML.Core.Forecasting;

/// <summary>The methods and parameters of an earlier forecast, by series.</summary>
/// <param name="Methods">Name of the method of each series; null or unknown = none.</param>
/// <param name="Parameters">Its parameters, as many as it has names; shape (n).</param>
/// <param name="Use">What is made of them.</param>
public sealed record ForecastParent(IReadOnlyList<string?> Methods, IReadOnlyList<double[]> Parameters, ParentUse Use)
{
    /// <summary>The methods and parameters of a forecast, series by series.</summary>
    /// <param name="forecast">Of the same series in the same order.</param>
    /// <param name="use">What is made of them.</param>
    public static ForecastParent Of(PanelForecast forecast, ParentUse use)
        => new(
            [.. Enumerable.Range(0, forecast.Count).Select(i => forecast.Method[i] < 0 ? null : forecast.MethodName(i))],
            [.. Enumerable.Range(0, forecast.Count).Select(i => forecast.Method[i] < 0
                ? []
                : forecast.Parameters.AsSpan(i * forecast.ParameterCount, forecast.Methods[forecast.Method[i]].ParameterNames.Count).ToArray())],
            use);

    /// <summary>The parameters of a series if it had this method and all of them are numbers; else null.</summary>
    internal double[]? ParametersOf(int series, IForecaster method)
    {
        var known = Methods[series] == method.Name && method.KeepsParameters ? Parameters[series] : null;
        return known is not null && known.Length == method.ParameterNames.Count && Array.TrueForAll(known, double.IsFinite) ? known : null;
    }
}
