using SegmentationML.Core.Forecasting.Ses;

namespace SegmentationML.Core.Forecasting.Theta;

/// <summary>A Theta model fitted to one series; the working state of one thread.</summary>
internal sealed class ThetaModel : ISeriesModel
{
    /// <summary>R's bounds of the weight.</summary>
    private static readonly SesOptions Smoothing = new() { LowestAlpha = 0.0001, HighestAlpha = 0.9999 };

    private double[] _clean = [];
    private double[] _intercepts = [];
    private double[] _slopes = [];
    private double[] _factors = [];
    private int _season;
    private int _known;
    private bool _classic;
    private bool _dynamic;
    private double _variance;

    /// <summary>Buckets that a line takes: weight, start and share of the line fit three exactly, and would continue two demands of a new item as a steep trend for ever.</summary>
    private const int FewestForLine = 5;

    /// <summary>Numbers of a fitted model beside the factors of its season.</summary>
    private const int FittedNumbers = 8;

    /// <summary>The fitted model, on demand without its season.</summary>
    public ThetaState State { get; private set; }

    /// <summary>Fits a variant.</summary>
    /// <param name="values">Scaled demand that varies; NaN = missing.</param>
    /// <param name="season">Buckets in a season.</param>
    /// <param name="variant">Which.</param>
    public void Fit(ReadOnlySpan<double> values, int season, ThetaVariant variant)
    {
        _season = 1;
        Reserve(values.Length, season);
        if (SeasonalIndices.AreThere(values, season) && SeasonalIndices.Factors(values, season, _factors))
        {
            _season = season;
        }

        Clean(values);
        _classic = variant == ThetaVariant.Classic;
        switch (variant)
        {
            case ThetaVariant.Classic:
                FitClassic(values.Length);
                break;
            case ThetaVariant.Auto:
                Choose(values.Length);
                break;
            default:
                (_dynamic, State) = FitState(values.Length, variant is ThetaVariant.Dynamic or ThetaVariant.DynamicOptimised, variant is ThetaVariant.Optimised or ThetaVariant.DynamicOptimised);
                break;
        }

        var fitted = _classic ? 2 : 3;
        _variance = State.SquaredErrors / Math.Max(1, values.Length - fitted);
    }

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> values, Span<double> mean)
    {
        Reserve(values.Length, _season);
        Clean(values);
        _known = values.Length;
        var level = State.Start;
        for (var t = 0; t < values.Length; t++)
        {
            level += State.Alpha * (_clean[t] - level);
        }

        if (_classic)
        {
            ForecastClassic(level, values.Length, mean);
        }
        else
        {
            ForecastState(level, values.Length, mean);
        }

        for (var step = 0; step < mean.Length && _season > 1; step++)
        {
            mean[step] *= _factors[(values.Length + step) % _season];
        }
    }

    /// <inheritdoc/>
    /// <remarks>Before each bucket: (level plus line) times season is what was expected of it.</remarks>
    public IReadOnlyList<ForecastComponent> Components(ReadOnlySpan<double> values, int horizon)
    {
        Reserve(values.Length, _season);
        Clean(values);
        Lines(values.Length, _dynamic);
        var (levels, lines, seasons) = (new double[values.Length + horizon], new double[values.Length + horizon], new double[values.Length + horizon]);
        var (level, decay, running) = (State.Start, 1.0, Line(values.Length));
        for (var t = 0; t < levels.Length; t++)
        {
            var isKnown = t < values.Length;
            var after = decay * (1 - State.Alpha);
            var (intercept, slope) = isKnown ? (_intercepts[t], _slopes[t]) : _dynamic ? (running.Intercept, running.Slope) : (_intercepts[0], _slopes[0]);
            levels[t] = level;
            lines[t] = _classic
                ? slope / 2 * (Math.Max(0, t - values.Length) + ((1 - Math.Pow(1 - State.Alpha, Math.Min(t, values.Length))) / State.Alpha))
                : State.LineWeight * ((decay * intercept) + ((1 - after) / State.Alpha * slope));
            seasons[t] = _season > 1 ? _factors[t % _season] : 1;
            var next = isKnown ? _clean[t] : _classic ? level : level + lines[t];
            running = isKnown ? running : running.Next(next);
            (level, decay) = (level + (State.Alpha * (next - level)), after);
        }

        List<ForecastComponent> parts = [new("level", IsFactor: false, levels), new("line", IsFactor: false, lines)];
        if (_season > 1)
        {
            parts.Add(new ForecastComponent("season", IsFactor: true, seasons));
        }

        return parts;
    }

    /// <inheritdoc/>
    /// <remarks>An error of one bucket adds α of itself to every later one; both carry the factor of their bucket.</remarks>
    public double Errors(Span<double> stepSd, int leadTime)
    {
        double later = 0, lead = 0;
        for (var step = stepSd.Length - 1; step >= 0; step--)
        {
            var factor = _season > 1 ? _factors[(_known + step) % _season] : 1;
            stepSd[step] = factor * Math.Sqrt(_variance * (1 + (step * State.Alpha * State.Alpha)));
            if (step < leadTime)
            {
                var effect = factor + (State.Alpha * later);
                lead += effect * effect;
                later += factor;
            }
        }

        return Math.Sqrt(_variance * lead);
    }

    /// <inheritdoc/>
    public void Save(List<double> fitted)
    {
        fitted.AddRange([_season, _classic ? 1 : 0, _dynamic ? 1 : 0, State.Alpha, State.Start, State.LineWeight, State.SquaredErrors, _variance]);
        fitted.AddRange(_factors.AsSpan(0, _season > 1 ? _season : 0));
    }

    /// <inheritdoc/>
    public bool Restore(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season)
    {
        if (fitted.Length < FittedNumbers || (fitted[0] != 1 && fitted[0] != season) || fitted.Length != FittedNumbers + (fitted[0] > 1 ? season : 0))
        {
            return false;
        }

        (_season, _classic, _dynamic, _variance) = ((int)fitted[0], fitted[1] == 1, fitted[2] == 1, fitted[7]);
        State = new ThetaState(fitted[3], fitted[4], fitted[5], fitted[6]);
        Reserve(values.Length, season);
        fitted[FittedNumbers..].CopyTo(_factors);
        return true;
    }

    /// <inheritdoc/>
    public void Parameters(Span<double> parameters)
        => (parameters[0], parameters[1], parameters[2], parameters[3]) = (State.Alpha, _classic ? 0.5 : State.LineWeight, _dynamic ? 1 : 0, _season > 1 ? 1 : 0);

    /// <summary>Least AICc: weight, start and variance are fitted, the share of the line where it is, and intercept and slope where the line is one for all.</summary>
    private void Choose(int length)
    {
        var least = double.PositiveInfinity;
        for (var i = 0; i < 4; i++)
        {
            var (moving, free) = (i >= 2, i % 2 == 1);
            var (_, state) = FitState(length, moving, free);
            double fitted = 3 + (free ? 1 : 0) + (moving ? 0 : 2);
            var rest = Math.Max(0.5, length - fitted - 1);
            var criterion = (length * Math.Log(Math.Max(state.SquaredErrors, 1e-18 * length))) + (2 * fitted) + (2 * fitted * (fitted + 1) / rest);
            if (criterion < least)
            {
                (least, State, _dynamic) = (criterion, state, moving);
            }
        }
    }

    private (bool Moving, ThetaState State) FitState(int length, bool moving, bool free)
    {
        Lines(length, moving);
        return (moving, ThetaFit.Best(_clean.AsSpan(0, length), _intercepts.AsSpan(0, length), _slopes.AsSpan(0, length), length < FewestForLine ? 0 : free ? double.NaN : 0.5));
    }

    private void FitClassic(int length)
    {
        var clean = _clean.AsSpan(0, length);
        var state = SesFit.Best(clean, Smoothing);
        double squares = 0;
        var level = state.Start;
        foreach (var value in clean)
        {
            squares += (value - level) * (value - level);
            level += state.Alpha * (value - level);
        }

        (State, _dynamic) = (new ThetaState(state.Alpha, state.Start, 0.5, squares), false);
    }

    /// <summary>Level and half the slope of the line: f[n + k] = l + B/2 (k − 1 + (1 − (1 − α)ⁿ) / α).</summary>
    private void ForecastClassic(double level, int length, Span<double> mean)
    {
        Lines(length, moving: false);
        var drift = _slopes[0] / 2;
        var before = (1 - Math.Pow(1 - State.Alpha, length)) / State.Alpha;
        for (var step = 0; step < mean.Length; step++)
        {
            mean[step] = level + (drift * (step + before));
        }
    }

    /// <summary>The recursion goes on with each forecast in the place of the demand.</summary>
    private void ForecastState(double level, int length, Span<double> mean)
    {
        Lines(length, _dynamic);
        var line = Line(length);
        var decay = Math.Pow(1 - State.Alpha, length);
        for (var step = 0; step < mean.Length; step++)
        {
            var after = decay * (1 - State.Alpha);
            var (intercept, slope) = _dynamic ? (line.Intercept, line.Slope) : (_intercepts[0], _slopes[0]);
            mean[step] = level + (State.LineWeight * ((decay * intercept) + ((1 - after) / State.Alpha * slope)));
            level += State.Alpha * (mean[step] - level);
            line = line.Next(mean[step]);
            decay = after;
        }
    }

    /// <summary>Intercept and slope before each bucket: of all of them, or of those before it.</summary>
    private void Lines(int length, bool moving)
    {
        if (!moving)
        {
            var all = Line(length);
            _intercepts.AsSpan(0, length).Fill(all.Intercept);
            _slopes.AsSpan(0, length).Fill(all.Slope);
            return;
        }

        var line = default(RunningLine);
        for (var t = 0; t < length; t++)
        {
            (_intercepts[t], _slopes[t]) = (line.Intercept, line.Slope);
            line = line.Next(_clean[t]);
        }
    }

    private RunningLine Line(int length)
    {
        var line = default(RunningLine);
        for (var t = 0; t < length; t++)
        {
            line = line.Next(_clean[t]);
        }

        return line;
    }

    /// <summary>Takes the season off and draws straight lines over the gaps; at the ends the nearest value stands in.</summary>
    private void Clean(ReadOnlySpan<double> values)
    {
        var before = -1;
        for (var t = 0; t < values.Length; t++)
        {
            if (double.IsNaN(values[t]))
            {
                continue;
            }

            _clean[t] = _season > 1 ? values[t] / _factors[t % _season] : values[t];
            for (var gap = before + 1; gap < t; gap++)
            {
                _clean[gap] = before < 0 ? _clean[t] : _clean[before] + ((_clean[t] - _clean[before]) * (gap - before) / (t - before));
            }

            before = t;
        }

        _clean.AsSpan(before + 1, values.Length - before - 1).Fill(_clean[before]);
    }

    private void Reserve(int length, int season)
    {
        if (_clean.Length < length)
        {
            _clean = new double[length];
            _intercepts = new double[length];
            _slopes = new double[length];
        }

        if (_factors.Length < season)
        {
            _factors = new double[season];
        }
    }
}
