using System.Globalization;

namespace SegmentationML.Core.Forecasting;

/// <summary>One forecasting method with its options: stateless, safe for many threads, each with its own workspace.</summary>
/// <remarks>
/// The callers check what comes in (<see cref="SeriesForecast"/> for one series, PanelForecaster for many): values are not negative and not infinite, at least
/// <see cref="MinimumHistory"/> of them are observed. The methods trust that. How a missing bucket is honoured is said in each method's page; it is never a zero.
/// </remarks>
public interface IForecaster
{
    /// <summary>The name in options, results and documents: lower case, words joined by hyphens.</summary>
    string Name { get; }

    /// <summary>The options that the method was made with.</summary>
    AlgorithmOptions Options { get; }

    /// <summary>Names of the parameters that a forecast reports, such as <c>alpha</c>; empty when there is none.</summary>
    IReadOnlyList<string> ParameterNames { get; }

    /// <summary>A parameter as people read it: a number, or the name of the form that it stands for.</summary>
    /// <param name="parameter">Place in <see cref="ParameterNames"/>.</param>
    /// <param name="value">Its value.</param>
    /// <param name="format">How a number is written.</param>
    string ShowParameter(int parameter, double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>The demand that the method is made for.</summary>
    DemandShape Shape { get; }

    /// <summary>Observed buckets that the method needs at least.</summary>
    /// <param name="season">Buckets in a season.</param>
    int MinimumHistory(int season);

    /// <summary>The mean demand of each of the coming buckets.</summary>
    /// <param name="history">Checked demand with at least <see cref="MinimumHistory"/> observed buckets.</param>
    /// <param name="mean">Receives the mean, shape (horizon), nearest bucket first, never below zero.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    void Forecast(in DemandHistory history, Span<double> mean, ForecastWorkspace workspace);

    /// <summary>The forecasts that would have been made at several earlier moments, with parameters fitted once, at the first of them (update, no refit).</summary>
    /// <param name="history">Checked demand with at least <see cref="MinimumHistory"/> observed buckets before the first origin.</param>
    /// <param name="origins">Number of buckets known at each moment, ascending, each in [1, history.Length], shape (k).</param>
    /// <param name="horizon">Buckets to forecast at each origin.</param>
    /// <param name="means">Receives the means, shape (k × horizon), one row an origin.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    void ForecastFrom(in DemandHistory history, ReadOnlySpan<int> origins, int horizon, Span<double> means, ForecastWorkspace workspace);

    /// <summary>The parts that the forecast is made of, fitted to the whole history: for people, not for speed. Empty for a method that has none besides its mean.</summary>
    /// <param name="history">Checked demand with at least <see cref="MinimumHistory"/> observed buckets.</param>
    /// <param name="horizon">Buckets to forecast.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    IReadOnlyList<ForecastComponent> Components(in DemandHistory history, int horizon, ForecastWorkspace workspace) => [];

    /// <summary>Whether <see cref="ParameterUse.Keep"/> and <see cref="ParameterUse.Start"/> are honoured; a method that says no always fits.</summary>
    bool KeepsParameters => false;

    /// <summary>Whether the method can be carried on by what was fitted.</summary>
    /// <param name="fitted">What <see cref="ForecastDetail.Saved"/> received.</param>
    bool Accepts(ReadOnlySpan<double> fitted) => KeepsParameters && fitted.Length == ParameterNames.Count && !fitted.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);

    /// <summary>The forecast together with the size of its errors by step and over the lead time, and the parameters used; a method with a distribution of its own writes the quantiles too.</summary>
    /// <param name="history">Checked demand with at least <see cref="MinimumHistory"/> observed buckets.</param>
    /// <param name="detail">Spans to fill; its mean equals that of <see cref="Forecast"/> bit for bit.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    void ForecastWithErrors(in DemandHistory history, ref ForecastDetail detail, ForecastWorkspace workspace);
}
