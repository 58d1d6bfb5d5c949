using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.Ets;

/// <summary>Exponential smoothing fitted to one series: a given form, or the one with the least AICc; the working state of one thread.</summary>
internal sealed class EtsModel : ISeriesModel
{
    private const int ScreeningEvaluations = 12;
    private const int FinalEvaluations = 250;
    private const double ScreeningTolerance = 1e-3;
    private const double FinalTolerance = 1e-6;

    /// <summary>A form whose criterion lies this far behind the best after screening is not polished.</summary>
    private const double HopelessLag = 10;

    /// <summary>Starts of α, β/α, γ/(1 − α) and φ.</summary>
    private static readonly double[][] Starts = [[0.15, 0.05, 0.05, 0.95], [0.6, 0.05, 0.3, 0.95], [0.95, 0.3, 0.05, 0.9], [0.3, 0.02, 0.95, 0.97], [0.1, 0.9, 0.05, 0.95]];
    private const int SeasonalStart = 3;
    private const int TrendedStart = 4;

    /// <summary>One start more: the weights of an earlier fit.</summary>
    private const int WarmStart = 5;
    private const int StartCount = WarmStart + 1;

    /// <summary>Where the point begins among the numbers of a fitted model.</summary>
    private const int FirstPoint = 3;

    private static readonly EtsForm[] Candidates = [.. EtsForm.All.Where(static form => form.Stable)];

    /// <summary>The form as its place in the list of forms, and the weights.</summary>
    public static readonly IReadOnlyList<string> ParameterNames = ["form", "alpha", "beta", "gamma", "phi"];

    /// <summary>The name of a form by its place in the list of forms.</summary>
    public static string NameOf(double form) => Candidates[(int)form].Name;

    private readonly EtsLikelihood _likelihood = new();
    private readonly BoundedNewton _newton = new();
    private readonly double[] _deviances = new double[Candidates.Length * StartCount];
    private readonly double[] _from = new double[4];
    private int _fromForm = -1;
    private double[] _fitted = [];
    private double[] _bestRoom = [];
    private int _coordinates;
    private double[] _lower = [];
    private double[] _upper = [];
    private double[] _indices = [];
    private EtsOptions _options = new();
    private int _season;

    /// <summary>The fitted form.</summary>
    public EtsForm Form { get; private set; }

    /// <summary>Minus twice the log-likelihood, in the scaled units of the series and without its constant: n log Σe² + 2 Σ log|μ|.</summary>
    public double Deviance { get; private set; }

    /// <summary>Akaike's criterion corrected for the length of the series, from <see cref="Deviance"/>.</summary>
    public double Criterion { get; private set; }

    /// <summary>Variance of the one-step error, of the relative one where the error is multiplicative.</summary>
    public double Variance { get; private set; }

    /// <summary>The fitted point, in the coordinates of <see cref="EtsLikelihood"/>.</summary>
    public ReadOnlySpan<double> Point => Best;

    private Span<double> Best => _bestRoom.AsSpan(0, _coordinates);

    /// <summary>Fits a form, or chooses one.</summary>
    /// <param name="values">Scaled demand that varies; NaN = missing.</param>
    /// <param name="season">Buckets in a season.</param>
    /// <param name="given">The form; null to have it chosen.</param>
    /// <param name="options">Valid; its form is not looked at.</param>
    /// <param name="from">A model fitted earlier, whose weights are one more start for its form; empty for none.</param>
    public void Fit(ReadOnlySpan<double> values, int season, EtsForm? given, EtsOptions options, ReadOnlySpan<double> from = default)
    {
        _options = options;
        _fromForm = from.Length >= FirstPoint + _from.Length ? (int)from[0] : -1;
        from.Slice(_fromForm < 0 ? 0 : FirstPoint, _fromForm < 0 ? 0 : _from.Length).CopyTo(_from);
        _season = season > 1 && season <= options.LongestSeason && values.Length >= 2 * season ? season : 1;
        Reserve(EtsLikelihood.Season + _season - 1);
        var observed = 0;
        var positive = true;
        foreach (var value in values)
        {
            observed += double.IsNaN(value) ? 0 : 1;
            positive &= !(value <= 0);
        }

        if (given is { } asked)
        {
            var form = Admitted(asked, observed, positive);
            Keep(values, form, FitForm(values, form, Best), observed);
            return;
        }

        Choose(values, observed, positive);
    }

    /// <summary>The same with the options of a model that is put back.</summary>
    public EtsModel With(EtsOptions options)
    {
        _options = options;
        return this;
    }

    /// <inheritdoc/>
    public void Save(List<double> fitted)
    {
        fitted.AddRange([Array.IndexOf(Candidates, Form), _season, Variance]);
        fitted.AddRange(Best);
    }

    /// <inheritdoc/>
    public bool Restore(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season)
    {
        if (fitted.Length < FirstPoint || fitted[0] < 0 || fitted[0] >= Candidates.Length || (fitted[1] != 1 && fitted[1] != season) || fitted.Length != FirstPoint + EtsLikelihood.Season + (int)fitted[1] - 1)
        {
            return false;
        }

        (Form, _season, Variance) = (Candidates[(int)fitted[0]], (int)fitted[1], fitted[2]);
        Reserve(EtsLikelihood.Season + _season - 1);
        fitted[FirstPoint..].CopyTo(Best);
        return true;
    }

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> values, Span<double> mean)
    {
        _likelihood.Set(values, Form, _season);
        _likelihood.Run(Best);
        var (level, slope, phi) = (_likelihood.LastLevel, _likelihood.LastSlope, Best[EtsLikelihood.Phi]);
        var indices = _likelihood.LastSeason;
        for (var step = 0; step < mean.Length; step++)
        {
            (level, slope) = Form.Trend == EtsComponent.Multiplicative ? EtsLikelihood.Grow(level, slope, phi) : (level + (phi * slope), phi * slope);
            var index = indices[step % indices.Length];
            mean[step] = Form.Season switch { EtsComponent.None => level, EtsComponent.Additive => level + index, _ => level * index };
        }
    }

    /// <inheritdoc/>
    /// <remarks>The states after each bucket, and as they are continued: mean = level, plus or times season; the trend is what the level gains in a bucket.</remarks>
    public IReadOnlyList<ForecastComponent> Components(ReadOnlySpan<double> values, int horizon)
    {
        var (levels, slopes, indices) = (new double[values.Length + horizon], new double[values.Length + horizon], new double[values.Length + horizon]);
        for (var t = 0; t < values.Length; t++)
        {
            _likelihood.Set(values[..(t + 1)], Form, _season);
            _likelihood.Run(Best);
            (levels[t], slopes[t], indices[t]) = (_likelihood.LastLevel, _likelihood.LastSlope, _likelihood.LastSeason[^1]);
        }

        var (level, slope, phi) = (_likelihood.LastLevel, _likelihood.LastSlope, Best[EtsLikelihood.Phi]);
        for (var t = values.Length; t < levels.Length; t++)
        {
            (level, slope) = Form.Trend == EtsComponent.Multiplicative ? EtsLikelihood.Grow(level, slope, phi) : (level + (phi * slope), phi * slope);
            (levels[t], slopes[t], indices[t]) = (level, slope, _likelihood.LastSeason[(t - values.Length) % _likelihood.LastSeason.Length]);
        }

        List<ForecastComponent> components = [new("level", IsFactor: false, levels)];
        if (Form.Trended)
        {
            components.Add(new ForecastComponent("trend", Form.Trend == EtsComponent.Multiplicative, slopes));
        }

        if (Form.Season != EtsComponent.None)
        {
            components.Add(new ForecastComponent("season", Form.Season == EtsComponent.Multiplicative, indices));
        }

        return components;
    }

    /// <inheritdoc/>
    public double Errors(Span<double> stepSd, int leadTime)
    {
        var point = Best;
        var (alpha, phi) = (point[EtsLikelihood.Alpha], point[EtsLikelihood.Phi]);
        var weights = new EtsWeights(alpha, alpha * point[EtsLikelihood.BetaShare], (1 - alpha) * point[EtsLikelihood.GammaShare], phi);
        return Form.Error == EtsComponent.Additive && Form.Season != EtsComponent.Multiplicative
            ? EtsErrors.ByFormula(weights, _likelihood.SeasonLength, Variance, stepSd, leadTime)
            : EtsErrors.BySimulation(_likelihood, weights, Variance, _options.Paths, stepSd, leadTime, _indices);
    }

    /// <inheritdoc/>
    public void Parameters(Span<double> parameters)
    {
        var alpha = Best[EtsLikelihood.Alpha];
        parameters[0] = Array.IndexOf(Candidates, Form);
        parameters[1] = alpha;
        parameters[2] = alpha * Best[EtsLikelihood.BetaShare];
        parameters[3] = (1 - alpha) * Best[EtsLikelihood.GammaShare];
        parameters[4] = Best[EtsLikelihood.Phi];
    }

    /// <summary>The form itself, or what is left of it where the demand has zeros or is too short for its starts.</summary>
    private EtsForm Admitted(EtsForm form, int observed, bool positive)
    {
        if (form.NeedsPositive && !positive)
        {
            form = form with { Error = EtsComponent.Additive, Trend = form.Trended ? EtsComponent.Additive : EtsComponent.None, Season = form.Season == EtsComponent.None ? EtsComponent.None : EtsComponent.Additive };
        }

        form = _season == 1 || !Fits(form, observed) ? form with { Season = EtsComponent.None } : form;
        form = Fits(form, observed) ? form : form with { Damped = false };
        return Fits(form, observed) ? form : form with { Trend = EtsComponent.None };
    }

    private bool Fits(EtsForm form, int observed) => form.ParameterCount(_season) + 1 < observed;

    /// <summary>Screens every admitted form from each start, then polishes what can still win.</summary>
    private void Choose(ReadOnlySpan<double> values, int observed, bool positive)
    {
        var least = double.PositiveInfinity;
        for (var i = 0; i < Candidates.Length; i++)
        {
            var form = Candidates[i];
            var admitted = (_options.MultiplicativeTrend || form.Trend != EtsComponent.Multiplicative) && (positive || !form.NeedsPositive) && (form.Season == EtsComponent.None || _season > 1) && Fits(form, observed);
            for (var start = 0; start < StartCount; start++)
            {
                ref var deviance = ref _deviances[(i * StartCount) + start];
                deviance = admitted && Tells(start, form) ? FromStart(values, form, StartOf(start), FittedTo(i, start), ScreeningEvaluations, ScreeningTolerance) : double.PositiveInfinity;
                least = Math.Min(least, AkaikeCriterion(deviance, form, observed));
            }
        }

        var (chosen, best) = (-1, double.PositiveInfinity);
        for (var at = 0; at < _deviances.Length; at++)
        {
            var (i, start) = Math.DivRem(at, StartCount);
            if (!(AkaikeCriterion(_deviances[at], Candidates[i], observed) < least + HopelessLag))
            {
                continue;
            }

            _deviances[at] = Polish(values, Candidates[i], FittedTo(i, start));
            var criterion = AkaikeCriterion(_deviances[at], Candidates[i], observed);
            if (criterion < best)
            {
                (best, chosen) = (criterion, at);
            }
        }

        if (chosen < 0)
        {
            var form = new EtsForm(EtsComponent.Additive, EtsComponent.None, Damped: false, EtsComponent.None);
            Keep(values, form, FitForm(values, form, Best), observed);
            return;
        }

        _fitted.AsSpan(chosen * Best.Length, Best.Length).CopyTo(Best);
        Keep(values, Candidates[chosen / StartCount], _deviances[chosen], observed);
    }

    private Span<double> FittedTo(int candidate, int start) => _fitted.AsSpan(((candidate * StartCount) + start) * Best.Length, Best.Length);

    private static double AkaikeCriterion(double deviance, EtsForm form, int season, int observed)
    {
        var count = form.ParameterCount(season);
        return observed > count + 1 ? deviance + (2.0 * count) + (2.0 * count * (count + 1) / (observed - count - 1)) : double.PositiveInfinity;
    }

    private double AkaikeCriterion(double deviance, EtsForm form, int observed) => AkaikeCriterion(deviance, form, _season, observed);

    /// <summary>Fits one form from every start to the end, and keeps the best.</summary>
    private double FitForm(ReadOnlySpan<double> values, EtsForm form, Span<double> best)
    {
        var least = double.PositiveInfinity;
        for (var start = 0; start < StartCount; start++)
        {
            if (!Tells(start, form))
            {
                continue;
            }

            var trial = FittedTo(0, start);
            var reached = FromStart(values, form, StartOf(start), trial, FinalEvaluations, FinalTolerance);
            if (reached < least || start == 0)
            {
                least = reached;
                trial.CopyTo(best);
            }
        }

        return least;
    }

    /// <summary>Whether a start differs from the others for a form.</summary>
    private bool Tells(int start, EtsForm form)
        => start switch { SeasonalStart => form.Season != EtsComponent.None, TrendedStart => form.Trended, WarmStart => _fromForm >= 0 && Array.IndexOf(Candidates, form) == _fromForm, _ => true };

    private double[] StartOf(int start) => start == WarmStart ? _from : Starts[start];

    /// <summary>Follows one start for so many evaluations.</summary>
    private double FromStart(ReadOnlySpan<double> values, EtsForm form, double[] start, Span<double> point, int evaluations, double tolerance)
    {
        _likelihood.Set(values, form, _season);
        Bound(form);
        var coordinates = _likelihood.Coordinates;
        EtsStart.Write(values, form, _likelihood.SeasonLength, _indices.AsSpan(0, _likelihood.SeasonLength), point);
        for (var i = 0; i < start.Length; i++)
        {
            point[i] = Math.Clamp(start[i], _lower[i], _upper[i]);
        }

        return _newton.Minimise(_likelihood, point[..coordinates], _lower.AsSpan(0, coordinates), _upper.AsSpan(0, coordinates), evaluations, tolerance);
    }

    private double Polish(ReadOnlySpan<double> values, EtsForm form, Span<double> point)
    {
        _likelihood.Set(values, form, _season);
        Bound(form);
        var coordinates = _likelihood.Coordinates;
        return _newton.Minimise(_likelihood, point[..coordinates], _lower.AsSpan(0, coordinates), _upper.AsSpan(0, coordinates), FinalEvaluations, FinalTolerance);
    }

    /// <summary>R's bounds: α and φ in [0.0001, 0.9999] and [0.8, 0.98], β up to α and γ up to 1 − α; what the form does not have is held.</summary>
    private void Bound(EtsForm form)
    {
        Array.Fill(_lower, double.NegativeInfinity);
        Array.Fill(_upper, double.PositiveInfinity);
        (_lower[EtsLikelihood.Alpha], _upper[EtsLikelihood.Alpha]) = (0.0001, 0.9999);
        (_lower[EtsLikelihood.BetaShare], _upper[EtsLikelihood.BetaShare]) = (0, form.Trended ? 0.9999 : 0);
        (_lower[EtsLikelihood.GammaShare], _upper[EtsLikelihood.GammaShare]) = (0, form.Season == EtsComponent.None ? 0 : 0.9999);
        (_lower[EtsLikelihood.Phi], _upper[EtsLikelihood.Phi]) = form.Damped ? (0.8, 0.98) : (1, 1);
        if (!form.Trended)
        {
            (_lower[EtsLikelihood.Slope], _upper[EtsLikelihood.Slope]) = (0, 0);
        }
        else if (form.Trend == EtsComponent.Multiplicative)
        {
            (_lower[EtsLikelihood.Slope], _upper[EtsLikelihood.Slope]) = (EtsStart.LeastGrowth, EtsStart.LargestGrowth);
        }
    }

    private void Keep(ReadOnlySpan<double> values, EtsForm form, double deviance, int observed)
    {
        (Form, Deviance) = (form, deviance);
        Criterion = AkaikeCriterion(deviance, form, observed);
        _likelihood.Set(values, form, _season);
        Best[_likelihood.Coordinates..].Clear(); // What this form has no use for is saved too, and must not tell of an earlier series.
        _likelihood.Run(Best);
        Variance = _likelihood.SquaredErrors / Math.Max(1, observed - form.ParameterCount(_season) + 1);
    }

    private void Reserve(int coordinates)
    {
        _coordinates = coordinates;
        if (_bestRoom.Length < coordinates)
        {
            _bestRoom = new double[coordinates];
            _lower = new double[coordinates];
            _upper = new double[coordinates];
            _indices = new double[2 * coordinates];
            _fitted = new double[coordinates * _deviances.Length];
        }
    }
}
