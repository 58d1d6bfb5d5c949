using System.Globalization;
using System.Numerics.Tensors;

namespace SegmentationML.Core.Forecasting;

/// <summary>A method that fits a model whose clock runs on: a missing bucket is a period about which nothing is known, not one that is left out.</summary>
/// <remarks>
/// The model sees demand divided by its mean and rounded to 2⁻⁴⁰, so that a search takes the same path in every unit of demand. A history that does not vary is continued as it is; the
/// model is fitted at the first origin at which it varies. The forecast is held between zero and what a number can be.
/// </remarks>
public abstract class ModelForecaster : IForecaster
{
    /// <summary>Steps of the scaled demand: 9e-13 of its mean.</summary>
    private const double Grid = 1L << 40;

    /// <summary>Multiples of the mean demand beyond which a forecast is not meant.</summary>
    private const double LargestForecast = 1e12;

    /// <summary>Checks the options.</summary>
    /// <param name="options">All that is wrong with them is thrown at once.</param>
    protected ModelForecaster(AlgorithmOptions options)
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
    public virtual string ShowParameter(int parameter, double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public bool KeepsParameters => true;

    /// <inheritdoc/>
    public bool Accepts(ReadOnlySpan<double> fitted) => fitted.Length > 0 && fitted[0] > 0 && !fitted.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);

    /// <inheritdoc/>
    public virtual DemandShape Shape => DemandShape.Smooth;

    /// <inheritdoc/>
    public virtual int MinimumHistory(int season) => 1;

    /// <inheritdoc/>
    public void Forecast(in DemandHistory history, Span<double> mean, ForecastWorkspace workspace)
    {
        var scale = Scale(history.Values);
        if (IsFlat(history.Values))
        {
            mean.Fill(FlatLevel(history.Values));
            return;
        }

        var values = Scaled(history.Values, scale, workspace);
        Fit(values, history.Season, mean.Length, workspace).Forecast(values, mean);
        Finish(mean, scale);
    }

    /// <inheritdoc/>
    public void ForecastFrom(in DemandHistory history, ReadOnlySpan<int> origins, int horizon, Span<double> means, ForecastWorkspace workspace)
    {
        ISeriesModel? model = null;
        double scale = 0;
        Span<double> values = [];
        for (var k = 0; k < origins.Length; k++)
        {
            var mean = means.Slice(k * horizon, horizon);
            var known = history.Values[..origins[k]];
            if (model is null && IsFlat(known))
            {
                mean.Fill(FlatLevel(known));
                continue;
            }

            if (model is null)
            {
                scale = Scale(known);
                values = Scaled(history.Values[..origins[^1]], scale, workspace);
                model = Fit(values[..known.Length], history.Season, horizon, workspace);
            }

            model.Forecast(values[..known.Length], mean);
            Finish(mean, scale);
        }
    }

    /// <inheritdoc/>
    public void ForecastWithErrors(in DemandHistory history, ref ForecastDetail detail, ForecastWorkspace workspace)
    {
        if (IsFlat(history.Values))
        {
            detail.Mean.Fill(FlatLevel(history.Values));
            detail.StepSd.Clear();
            detail.Parameters.Clear();
            detail.Spread = new ErrorSpread(0, 0, 0);
            return;
        }

        // A model that is carried on stays in the units that it was fitted in.
        if (detail.ParameterUse != ParameterUse.Fit && !Accepts(detail.Fitted))
        {
            throw new ArgumentException($"What is handed in was not fitted by {Name}.", nameof(detail));
        }

        var isKept = detail.ParameterUse == ParameterUse.Keep;
        var scale = isKept ? detail.Fitted[0] : Scale(history.Values);
        var values = Scaled(history.Values, scale, workspace);
        var model = isKept ? Carry(detail.Fitted[1..], values, history.Season, workspace)
            : detail.ParameterUse == ParameterUse.Start ? FitFrom(detail.Fitted[1..], values, history.Season, detail.Mean.Length, workspace)
            : Fit(values, history.Season, detail.Mean.Length, workspace);
        model?.Forecast(values, detail.Mean);
        if (model is null || (isKept && detail.Mean.ContainsAnyExceptInRange(-LargestForecast, LargestForecast)))
        {
            detail.Mean.Fill(double.NaN);
            detail.StepSd.Fill(double.NaN);
            detail.Spread = new ErrorSpread(double.NaN, double.NaN, 0);
            return;
        }

        Finish(detail.Mean, scale);
        var steps = workspace.Rent(WorkspaceSlot.ModelSd, Math.Max(detail.StepSd.Length, detail.LeadTime));
        var leadTimeSd = model.Errors(steps, detail.LeadTime);
        Finish(steps, scale);
        steps[..detail.StepSd.Length].CopyTo(detail.StepSd);
        model.Parameters(detail.Parameters);
        if (detail.Saved is { } saved)
        {
            saved.Add(scale);
            model.Save(saved);
        }

        detail.Spread = new ErrorSpread(steps[0], Held(leadTimeSd) * scale, 0);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ForecastComponent> Components(in DemandHistory history, int horizon, ForecastWorkspace workspace)
    {
        if (IsFlat(history.Values))
        {
            return [];
        }

        var scale = Scale(history.Values);
        var values = Scaled(history.Values, scale, workspace);
        var components = Fit(values, history.Season, horizon, workspace).Components(values, horizon);
        foreach (var component in components)
        {
            TensorPrimitives.Multiply(component.Values, component.IsFactor ? 1 : scale, component.Values);
        }

        return components;
    }

    /// <summary>Fits the model.</summary>
    /// <param name="values">Scaled demand that varies, shape (n), at least <see cref="MinimumHistory"/> of them observed; NaN = missing.</param>
    /// <param name="season">Buckets in a season; 1 = none.</param>
    /// <param name="horizon">Buckets that will be forecast.</param>
    /// <param name="workspace">Keeps the model until the next fit of its kind.</param>
    private protected abstract ISeriesModel Fit(ReadOnlySpan<double> values, int season, int horizon, ForecastWorkspace workspace);

    /// <summary>Fits the model, its search beginning where an earlier one ended.</summary>
    /// <param name="fitted">What that model saved.</param>
    /// <param name="values">As of <see cref="Fit"/>.</param>
    /// <param name="season">Buckets in a season; 1 = none.</param>
    /// <param name="horizon">Buckets that will be forecast.</param>
    /// <param name="workspace">Keeps the model until the next fit of its kind.</param>
    private protected virtual ISeriesModel FitFrom(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season, int horizon, ForecastWorkspace workspace) => Fit(values, season, horizon, workspace);

    /// <summary>The model as it was fitted, to be run over a history that has grown.</summary>
    /// <param name="fitted">What it saved.</param>
    /// <param name="values">As of <see cref="Fit"/>, in the units that it was fitted in.</param>
    /// <param name="season">Buckets in a season; 1 = none.</param>
    /// <param name="workspace">Keeps the model until the next fit of its kind.</param>
    /// <returns>Null when it was fitted to something else.</returns>
    private protected abstract ISeriesModel? Carry(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season, ForecastWorkspace workspace);

    /// <summary>Carries the model on for another method that works on the same scaled demand.</summary>
    internal ISeriesModel? CarryPart(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season, ForecastWorkspace workspace) => Carry(fitted, values, season, workspace);

    /// <summary>The model if it can be put back; else null.</summary>
    private protected static ISeriesModel? Restored(ISeriesModel model, ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season) => model.Restore(fitted, values, season) ? model : null;

    /// <summary>Fits the model for another method that works on the same scaled demand.</summary>
    internal ISeriesModel FitPart(ReadOnlySpan<double> values, int season, int horizon, ForecastWorkspace workspace) => Fit(values, season, horizon, workspace);

    private static Span<double> Scaled(ReadOnlySpan<double> demand, double scale, ForecastWorkspace workspace)
    {
        var values = workspace.Rent(WorkspaceSlot.Scaled, demand.Length);
        for (var t = 0; t < demand.Length; t++)
        {
            values[t] = Math.Round(demand[t] / scale * Grid) / Grid;
        }

        return values;
    }

    /// <summary>Mean of the observed demand.</summary>
    private static double Scale(ReadOnlySpan<double> demand)
    {
        double sum = 0;
        var count = 0;
        foreach (var value in demand)
        {
            if (!double.IsNaN(value))
            {
                sum += value;
                count++;
            }
        }

        return sum / count;
    }

    private static bool IsFlat(ReadOnlySpan<double> demand)
    {
        var level = FlatLevel(demand);
        foreach (var value in demand)
        {
            if (!double.IsNaN(value) && value != level)
            {
                return false;
            }
        }

        return true;
    }

    private static double FlatLevel(ReadOnlySpan<double> demand)
    {
        foreach (var value in demand)
        {
            if (!double.IsNaN(value))
            {
                return value;
            }
        }

        return 0;
    }

    private static void Finish(Span<double> values, double scale)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Held(values[i]);
        }

        TensorPrimitives.Multiply(values, scale, values);
    }

    private static double Held(double value) => double.IsNaN(value) ? LargestForecast : Math.Clamp(value, 0, LargestForecast);
}
