using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.Ces;

/// <summary>Complex exponential smoothing fitted to one series; the working state of one thread.</summary>
/// <remarks>The first states are those that come out when the model runs over the series forwards and backwards (backcasting), so that only the weights are fitted.</remarks>
internal sealed class CesModel : ISeriesModel
{
    private const int Backcasts = 2;
    private const int MostEvaluations = 400;
    private const double FirstStep = 0.15;
    private const int FittedNumbers = 8;

    private readonly CesState _state = new();
    private readonly double[] _weights = new double[4];
    private readonly double[] _trial = new double[4];
    private double[] _values = [];
    private int _length;
    private int _season;
    private CesSeason _trialKind;

    /// <summary>How the season entered.</summary>
    public CesSeason Kind { get; private set; }

    /// <summary>α real and imaginary, β real and imaginary.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>Sum of squared one-step errors.</summary>
    public double SquaredErrors { get; private set; }

    /// <summary>Variance of the one-step error.</summary>
    public double Variance { get; private set; }

    /// <summary>Fits a kind, or the one with the least AICc.</summary>
    /// <param name="values">Scaled demand that varies; NaN = missing.</param>
    /// <param name="season">Buckets in a season.</param>
    /// <param name="given">The kind; null to have it chosen. Without two seasons of history it is none.</param>
    /// <param name="from">A model fitted earlier, at whose weights the search for its kind begins; empty for none.</param>
    public void Fit(ReadOnlySpan<double> values, int season, CesSeason? given, ReadOnlySpan<double> from = default)
    {
        Put(values);
        _season = season;
        var observed = 0;
        foreach (var value in values)
        {
            observed += double.IsNaN(value) ? 0 : 1;
        }

        var seasonal = season > 1 && values.Length > 2 * season;
        var least = double.PositiveInfinity;
        foreach (var kind in (ReadOnlySpan<CesSeason>)[CesSeason.None, CesSeason.Simple, CesSeason.Partial, CesSeason.Full])
        {
            if (kind != (seasonal ? given ?? kind : CesSeason.None))
            {
                continue;
            }

            var squares = Search(kind, from.Length == FittedNumbers && from[0] == (int)kind ? from.Slice(1, 4) : []);
            var count = Dimensions(kind) + 1;
            var criterion = (observed * Math.Log(Math.Max(squares, 1e-18 * observed))) + (2.0 * count * observed / Math.Max(1, observed - count - 1));
            if (criterion < least)
            {
                (least, Kind, SquaredErrors) = (criterion, kind, squares);
                _trial.CopyTo(_weights, 0);
            }
        }

        Variance = SquaredErrors / Math.Max(1, observed - Dimensions(Kind));
    }

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> values, Span<double> mean)
    {
        Put(values);
        Run(Kind, _weights);
        for (var step = 0; step < mean.Length; step++)
        {
            mean[step] = _state.Fit;
            _state.Move(_weights, 0, 1);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Before each bucket: level plus season is what was expected of it. The potential, which nobody observes, is no part of the forecast.</remarks>
    public IReadOnlyList<ForecastComponent> Components(ReadOnlySpan<double> values, int horizon)
    {
        Put(values);
        Backcast(Kind, _weights);
        var (levels, seasons) = (new double[values.Length + horizon], new double[values.Length + horizon]);
        for (var t = 0; t < levels.Length; t++)
        {
            (levels[t], seasons[t]) = (_state.Level, _state.Season);
            _state.Move(_weights, t < values.Length && !double.IsNaN(values[t]) ? values[t] - _state.Fit : 0, 1);
        }

        var level = new ForecastComponent(Kind == CesSeason.Simple ? "level of the bucket in the season" : "level", IsFactor: false, levels);
        return Kind is CesSeason.Partial or CesSeason.Full ? [level, new ForecastComponent("season", IsFactor: false, seasons)] : [level];
    }

    /// <inheritdoc/>
    /// <remarks>The model is linear: an error's effect on later buckets is its run from states of zero.</remarks>
    public double Errors(Span<double> stepSd, int leadTime)
    {
        _state.Clear();
        _state.Move(_weights, 1, 1);
        double squares = 1, lead = 0, total = 1;
        for (var step = 0; step < stepSd.Length; step++)
        {
            stepSd[step] = Math.Sqrt(Variance * squares);
            if (step < leadTime)
            {
                lead += total * total;
            }

            var effect = _state.Fit;
            _state.Move(_weights, 0, 1);
            squares += effect * effect;
            total += effect;
        }

        return Math.Sqrt(Variance * lead);
    }

    /// <inheritdoc/>
    public void Parameters(Span<double> parameters)
    {
        parameters[0] = (int)Kind;
        _weights.CopyTo(parameters[1..]);
    }

    /// <inheritdoc/>
    public void Save(List<double> fitted) => fitted.AddRange([(int)Kind, _weights[0], _weights[1], _weights[2], _weights[3], SquaredErrors, Variance, _season]);

    /// <inheritdoc/>
    /// <remarks>The first states come out of running over the longer history forwards and backwards.</remarks>
    public bool Restore(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season)
    {
        if (fitted.Length != FittedNumbers || fitted[7] != season)
        {
            return false;
        }

        (Kind, SquaredErrors, Variance, _season) = ((CesSeason)(int)fitted[0], fitted[5], fitted[6], season);
        fitted.Slice(1, 4).CopyTo(_weights);
        return true;
    }

    private static int Dimensions(CesSeason kind) => kind switch { CesSeason.Partial => 3, CesSeason.Full => 4, _ => 2 };

    private double Search(CesSeason kind, ReadOnlySpan<double> from)
    {
        _trialKind = kind;
        (_trial[0], _trial[1], _trial[2], _trial[3]) = (1.3, 1, kind == CesSeason.Partial ? 0.1 : kind == CesSeason.Full ? 1.3 : 0, kind == CesSeason.Full ? 1 : 0);
        from.CopyTo(_trial);
        var objective = new Loss(this);
        return NelderMead.MinimiseWithRestarts(ref objective, _trial.AsSpan(0, Dimensions(kind)), FirstStep, MostEvaluations);
    }

    /// <summary>Sum of squared errors of the last forward run.</summary>
    private double Run(CesSeason kind, ReadOnlySpan<double> weights)
    {
        Backcast(kind, weights);
        return Pass(weights, 0, 1);
    }

    /// <summary>Brings the states to the beginning of the series.</summary>
    private void Backcast(CesSeason kind, ReadOnlySpan<double> weights)
    {
        _state.Start(kind, _season, _values.AsSpan(0, _length));
        for (var pass = 0; pass < Backcasts; pass++)
        {
            Pass(weights, 0, 1);
            _state.Turn(-1);
            Pass(weights, _length - 1, -1);
            _state.Turn(1);
        }
    }

    private double Pass(ReadOnlySpan<double> weights, int from, int step)
    {
        double squares = 0;
        for (int t = from, left = _length; left > 0; t += step, left--)
        {
            var error = double.IsNaN(_values[t]) ? 0 : _values[t] - _state.Fit;
            squares += error * error;
            _state.Move(weights, error, step);
        }

        return squares;
    }

    private void Put(ReadOnlySpan<double> values)
    {
        if (_values.Length < values.Length)
        {
            _values = new double[values.Length];
        }

        values.CopyTo(_values);
        _length = values.Length;
    }

    /// <summary>Whether the effect of an old error dies away: the stability region of the paper.</summary>
    private static bool IsStable(double real, double imaginary)
        => Square(real - 2.5) + Square(imaginary) > 1.25 && Square(real - 0.5) + Square(imaginary - 1) > 0.25 && Square(real - 1.5) + Square(imaginary - 0.5) < 1.5;

    private static double Square(double value) => value * value;

    private readonly struct Loss(CesModel model) : IObjective
    {
        public double At(scoped ReadOnlySpan<double> point)
        {
            Span<double> weights = [point[0], point[1], point.Length > 2 ? point[2] : 0, point.Length > 3 ? point[3] : 0];
            var stable = IsStable(weights[0], weights[1]) && model._trialKind switch
            {
                CesSeason.Partial => weights[2] is >= 0 and <= 1,
                CesSeason.Full => IsStable(weights[2], weights[3]),
                _ => true,
            };
            return stable ? model.Run(model._trialKind, weights) : double.PositiveInfinity;
        }
    }
}
