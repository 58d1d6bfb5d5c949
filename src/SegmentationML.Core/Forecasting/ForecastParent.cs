namespace SegmentationML.Core.Forecasting;

/// <summary>The methods of an earlier forecast and what was fitted, by series. The histories are those of then and what came since: they begin in the same bucket.</summary>
/// <param name="Methods">Name of the method of each series; null or unknown = none.</param>
/// <param name="Fitted">What was fitted, as <see cref="PanelForecast.Fitted"/> has it; null = none; shape (n).</param>
/// <param name="Use">What is made of it.</param>
public sealed record ForecastParent(IReadOnlyList<string?> Methods, IReadOnlyList<double[]?> Fitted, ParentUse Use)
{
    /// <summary>Mean squared error of each series in the back-test of then, which a kept method's spread is not below; NaN or empty = none.</summary>
    public IReadOnlyList<double> Tested { get; init; } = [];

    /// <summary>Methods and what was fitted, series by series.</summary>
    /// <param name="forecast">Of the same series in the same order, made with <see cref="PanelForecastOptions.KeepsFitted"/>.</param>
    /// <param name="use">What is made of it.</param>
    public static ForecastParent Of(PanelForecast forecast, ParentUse use)
        => new([.. Enumerable.Range(0, forecast.Count).Select(i => forecast.Method[i] < 0 ? null : forecast.MethodName(i))], forecast.Fitted, use) { Tested = forecast.TestedMeanSquare };

    /// <summary>What was fitted to a series if it had this method and the method can be carried on by it; else null.</summary>
    internal double[]? FittedOf(int series, IForecaster method)
        => Methods[series] == method.Name && Fitted[series] is { } fitted && method.Accepts(fitted) ? fitted : null;
}
