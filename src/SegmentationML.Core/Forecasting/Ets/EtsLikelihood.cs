using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.Ets;

/// <summary>Minus twice the log-likelihood of a form on one series, n log Σe² + 2 Σ log|μ| (the second sum for multiplicative errors only), with its exact gradient.</summary>
/// <remarks>
/// The coordinates are α, β/α, γ/(1 − α), φ, the first level, the first slope, and the first season less its last bucket, which follows from the others: their sum is zero, or the season
/// when they are factors. The derivatives of the states by all coordinates run along with the states, a few vectors wide, so that the gradient costs about as much as three values. The
/// curvature is that of Gauss and Newton. A missing bucket moves the states on without an error.
/// </remarks>
internal sealed class EtsLikelihood : ICurvedObjective
{
    /// <summary>Position of α.</summary>
    public const int Alpha = 0;

    /// <summary>Position of β/α.</summary>
    public const int BetaShare = 1;

    /// <summary>Position of γ/(1 − α).</summary>
    public const int GammaShare = 2;

    /// <summary>Position of φ.</summary>
    public const int Phi = 3;

    /// <summary>Position of the first level.</summary>
    public const int Level = 4;

    /// <summary>Position of the first slope.</summary>
    public const int Slope = 5;

    /// <summary>Position of the first bucket of the season.</summary>
    public const int Season = 6;

    private const double PerfectFit = 1e-18;

    private double[] _values = [];
    private double[] _states = [];
    private double[] _seasonSlopes = [];
    private double[] _jacobian = [];
    private double[] _logSlope = [];
    private double[] _trendSlopes = [];
    private double[] _errors = [];
    private double[] _turned = [];
    private int _length;
    private int _season;
    private int _stride;

    /// <summary>The form.</summary>
    public EtsForm Form { get; private set; }

    /// <summary>Number of coordinates.</summary>
    public int Coordinates => Season + _season - 1;

    /// <summary>Buckets in a season; 1 for a form without one.</summary>
    public int SeasonLength => _season;

    /// <summary>Sum of squared errors of the last run.</summary>
    public double SquaredErrors { get; private set; }

    /// <summary>Observed buckets of the last run.</summary>
    public int Observed { get; private set; }

    /// <summary>The level after the last run.</summary>
    public double LastLevel { get; private set; }

    /// <summary>The slope after the last run.</summary>
    public double LastSlope { get; private set; }

    /// <summary>The season after the last run, the next bucket's index first; shape (season).</summary>
    public ReadOnlySpan<double> LastSeason => _states.AsSpan(0, _season);

    /// <summary>Puts a series and a form before the next evaluations.</summary>
    /// <param name="values">Demand, shape (n); NaN = missing.</param>
    /// <param name="form">The form.</param>
    /// <param name="season">Buckets in a season.</param>
    public void Set(ReadOnlySpan<double> values, EtsForm form, int season)
    {
        Form = form;
        _season = form.Season == EtsComponent.None ? 1 : season;
        _length = values.Length;
        _stride = (Coordinates + Vector512<double>.Count - 1) / Vector512<double>.Count * Vector512<double>.Count;
        if (_values.Length < _length)
        {
            _values = new double[_length];
            _errors = new double[_length];
        }

        if (_jacobian.Length < _length * _stride)
        {
            _jacobian = new double[_length * _stride];
        }

        if (_seasonSlopes.Length < _season * _stride)
        {
            _seasonSlopes = new double[_season * _stride];
            _states = new double[_season];
            _turned = new double[_season];
        }

        if (_logSlope.Length < _stride)
        {
            _logSlope = new double[_stride];
            _trendSlopes = new double[2 * _stride];
        }

        values.CopyTo(_values);
    }

    /// <summary>Runs the states along the series, without derivatives.</summary>
    /// <returns>Minus twice the log-likelihood; positive infinity when a state leaves its range.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Run(ReadOnlySpan<double> point)
    {
        Start(point);
        var (alpha, beta, gamma, phi) = Weights(point);
        var (level, slope) = (point[Level], point[Slope]);
        double squares = 0, product = 1, logs = 0;
        var (observed, slot) = (0, 0);
        var multiplied = Form.Trend == EtsComponent.Multiplicative;
        for (var t = 0; t < _length; t++)
        {
            var y = _values[t];
            var index = _states[slot];
            var (trend, growth) = multiplied ? Grow(level, slope, phi) : (level + (phi * slope), phi * slope);
            var fit = Form.Season switch { EtsComponent.None => trend, EtsComponent.Additive => trend + index, _ => trend * index };
            if (Form.NeedsPositive && !(fit > 0 && (Form.Season != EtsComponent.Multiplicative || trend > 0)))
            {
                return double.PositiveInfinity;
            }

            if (double.IsNaN(y))
            {
                (level, slope) = (trend, growth);
            }
            else
            {
                var surprise = Form.Season switch { EtsComponent.None => y - trend, EtsComponent.Additive => y - index - trend, _ => (y / index) - trend };
                _states[slot] = Form.Season switch { EtsComponent.None => 0, EtsComponent.Additive => index + (gamma * surprise), _ => index + (gamma * ((y / trend) - index)) };
                var error = Form.Error == EtsComponent.Additive ? y - fit : (y - fit) / fit;
                squares += error * error;
                (level, slope) = (trend + (alpha * surprise), growth + (beta * (multiplied ? surprise / level : surprise)));
                observed++;
                (product, logs) = Form.Error == EtsComponent.Additive ? (1, 0) : Gather(product * fit, logs);
            }

            slot = slot + 1 == _season ? 0 : slot + 1;
        }

        Finish(level, slope, slot, squares, observed);
        return Value(squares, logs + Math.Log(product), observed);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient, Span<double> curvature)
    {
        Start(point);
        StartSlopes();
        var (alpha, beta, gamma, phi) = Weights(point);
        var (betaShare, gammaShare) = (point[BetaShare], point[GammaShare]);
        var (level, slope) = (point[Level], point[Slope]);
        double squares = 0, product = 1, logs = 0;
        var (observed, slot) = (0, 0);
        var seasonal = Form.Season;
        var multiplicative = Form.Error == EtsComponent.Multiplicative;
        var multiplied = Form.Trend == EtsComponent.Multiplicative;
        ref var levelSlope = ref MemoryMarshal.GetArrayDataReference(_trendSlopes);
        ref var slopeSlope = ref Unsafe.Add(ref levelSlope, _stride);
        ref var logSlope = ref MemoryMarshal.GetArrayDataReference(_logSlope);
        var jacobian = _jacobian.AsSpan(0, _length * _stride);
        for (var t = 0; t < _length; t++)
        {
            var y = _values[t];
            var index = _states[slot];
            var (trend, growth) = multiplied ? Grow(level, slope, phi) : (level + (phi * slope), phi * slope);
            var fit = seasonal switch { EtsComponent.None => trend, EtsComponent.Additive => trend + index, _ => trend * index };
            if (Form.NeedsPositive && !(fit > 0 && (Form.Season != EtsComponent.Multiplicative || trend > 0)))
            {
                return double.PositiveInfinity;
            }

            // Everything below is linear in the derivatives of trend and index, with these factors; `own` are the parts by the weights themselves, all in the first vector.
            var missing = double.IsNaN(y);
            double surprise = 0, seasonSurprise = 0, byIndex = 0, seasonByTrend = 0, seasonByIndex = 0;
            if (!missing)
            {
                switch (seasonal)
                {
                    case EtsComponent.None:
                        surprise = y - trend;
                        break;
                    case EtsComponent.Additive:
                        (surprise, byIndex) = (y - fit, -1);
                        (seasonSurprise, seasonByTrend, seasonByIndex) = (surprise, -1, -1);
                        break;
                    default:
                        (surprise, byIndex) = ((y / index) - trend, -y / (index * index));
                        (seasonSurprise, seasonByTrend, seasonByIndex) = ((y / trend) - index, -y / (trend * trend), -1);
                        break;
                }
            }

            var keep = missing ? 0.0 : 1.0;
            var (fitByTrend, fitByIndex) = seasonal == EtsComponent.Multiplicative ? (index, trend) : (1.0, 1.0);
            var errorByFit = missing ? 0 : multiplicative ? -y / (fit * fit) : -1;
            var logByFit = missing || !multiplicative ? 0 : 1 / fit;

            // The growth follows from slope and φ, the trend from level and growth, the next slope from growth, surprise and level.
            var (growthBySlope, trendByLevel, trendByGrowth, turn) = multiplied ? (phi * growth / slope, growth, level, surprise / level) : (phi, 1.0, 1.0, surprise);
            var (turnBySurprise, turnByLevel) = multiplied ? (beta / level, -beta * turn / level) : (beta, 0.0);
            var growthOwn = Own(0, 0, 0, multiplied ? growth * Math.Log(slope) : slope);
            var levelOwn = Own(surprise, 0, 0, 0);
            var slopeOwn = Own(betaShare * turn, alpha * turn, 0, 0);
            var seasonOwn = Own(-gammaShare * seasonSurprise, 0, (1 - alpha) * seasonSurprise, 0);
            ref var indexSlope = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_seasonSlopes), slot * _stride);
            ref var row = ref Unsafe.Add(ref MemoryMarshal.GetReference(jacobian), t * _stride);
            for (nuint j = 0; j < (nuint)_stride; j += (nuint)Vector512<double>.Count)
            {
                var ofLevel = Vector512.LoadUnsafe(ref levelSlope, j);
                var ofGrowth = (Vector512.LoadUnsafe(ref slopeSlope, j) * growthBySlope) + growthOwn;
                var byTrend = (ofLevel * trendByLevel) + (ofGrowth * trendByGrowth);
                var ofIndex = Vector512.LoadUnsafe(ref indexSlope, j);
                var ofFit = (byTrend * fitByTrend) + (ofIndex * fitByIndex);
                var ofSurprise = (ofIndex * byIndex) - (byTrend * keep);
                (byTrend + (ofSurprise * alpha) + levelOwn).StoreUnsafe(ref levelSlope, j);
                (ofGrowth + (ofSurprise * turnBySurprise) + (ofLevel * turnByLevel) + slopeOwn).StoreUnsafe(ref slopeSlope, j);
                (ofIndex + (((byTrend * seasonByTrend) + (ofIndex * seasonByIndex)) * gamma) + seasonOwn).StoreUnsafe(ref indexSlope, j);
                (ofFit * errorByFit).StoreUnsafe(ref row, j);
                (Vector512.LoadUnsafe(ref logSlope, j) + (ofFit * logByFit)).StoreUnsafe(ref logSlope, j);
                (growthOwn, levelOwn, slopeOwn, seasonOwn) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            }

            (level, slope) = (trend + (alpha * surprise), growth + (beta * turn));
            _states[slot] = index + (gamma * seasonSurprise);
            if (!missing)
            {
                var error = multiplicative ? (y - fit) / fit : y - fit;
                squares += error * error;
                observed++;
                _errors[t] = error;
                (product, logs) = multiplicative ? Gather(product * fit, logs) : (1, 0);
            }
            else
            {
                _errors[t] = 0;
            }

            slot = slot + 1 == _season ? 0 : slot + 1;
        }

        Finish(level, slope, slot, squares, observed);
        var value = Value(squares, logs + Math.Log(product), observed);
        if (double.IsFinite(value))
        {
            Differentiate(gradient, curvature);
        }

        return value;
    }

    /// <summary>The next level and factor of a multiplicative trend.</summary>
    public static (double Level, double Growth) Grow(double level, double slope, double phi)
    {
        var growth = phi == 1 ? slope : Math.Pow(slope, phi);
        return (level * growth, growth);
    }

    private static (double Alpha, double Beta, double Gamma, double Phi) Weights(ReadOnlySpan<double> point)
        => (point[Alpha], point[Alpha] * point[BetaShare], (1 - point[Alpha]) * point[GammaShare], point[Phi]);

    private static Vector512<double> Own(double alpha, double beta, double gamma, double phi) => Vector512.Create(alpha, beta, gamma, phi, 0, 0, 0, 0);

    /// <summary>Moves a product that nears the end of the numbers into the sum of logarithms.</summary>
    private static (double Product, double Logs) Gather(double product, double logs)
        => product is > 1e-100 and < 1e100 ? (product, logs) : (1, logs + Math.Log(product));

    /// <summary>A perfect fit counts as one with an error of 1e-9 of the mean demand.</summary>
    private static double Value(double squares, double logs, int observed)
        => (observed * Math.Log(Math.Max(squares, PerfectFit * observed))) + (2 * logs);

    private void Start(ReadOnlySpan<double> point)
    {
        if (_season == 1)
        {
            _states[0] = 0;
            return;
        }

        var rest = Form.Season == EtsComponent.Multiplicative ? (double)_season : 0;
        for (var i = 0; i < _season - 1; i++)
        {
            _states[i] = point[Season + i];
            rest -= _states[i];
        }

        _states[_season - 1] = rest;
    }

    private void StartSlopes()
    {
        Array.Clear(_trendSlopes);
        _trendSlopes[Level] = 1;
        _trendSlopes[_stride + Slope] = 1;
        Array.Clear(_logSlope);
        var slopes = _seasonSlopes.AsSpan(0, _season * _stride);
        slopes.Clear();
        for (var i = 0; i < _season - 1; i++)
        {
            slopes[(i * _stride) + Season + i] = 1;
            slopes[((_season - 1) * _stride) + Season + i] = -1;
        }
    }

    private void Finish(double level, double slope, int slot, double squares, int observed)
    {
        (LastLevel, LastSlope, SquaredErrors, Observed) = (level, slope, squares, observed);
        _states.AsSpan(slot, _season - slot).CopyTo(_turned);
        _states.AsSpan(0, slot).CopyTo(_turned.AsSpan(_season - slot));
        (_states, _turned) = (_turned, _states);
    }

    private void Differentiate(Span<double> gradient, Span<double> curvature)
    {
        var coordinates = Coordinates;
        var weight = 2 * Observed / Math.Max(SquaredErrors, PerfectFit * Observed);
        Span<double> row = stackalloc double[_stride];
        Products(_errors, 1, row);
        for (var i = 0; i < coordinates; i++)
        {
            gradient[i] = (weight * row[i]) + (2 * _logSlope[i]);
        }

        for (var i = 0; i < coordinates; i++)
        {
            Products(_jacobian.AsSpan(i), _stride, row);
            for (var j = i; j < coordinates; j++)
            {
                curvature[(i * coordinates) + j] = weight * row[j];
            }
        }
    }

    /// <summary>Σ over the buckets of a factor times the bucket's derivatives; two vectors at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Products(ReadOnlySpan<double> factors, int step, Span<double> sums)
    {
        ref var rows = ref MemoryMarshal.GetArrayDataReference(_jacobian);
        ref var factor = ref MemoryMarshal.GetReference(factors);
        for (var j = 0; j < _stride; j += Vector512<double>.Count)
        {
            var (even, odd) = (Vector512<double>.Zero, Vector512<double>.Zero);
            var t = 0;
            for (; t + 1 < _length; t += 2)
            {
                even += Vector512.LoadUnsafe(ref rows, (nuint)((t * _stride) + j)) * Unsafe.Add(ref factor, t * step);
                odd += Vector512.LoadUnsafe(ref rows, (nuint)(((t + 1) * _stride) + j)) * Unsafe.Add(ref factor, (t + 1) * step);
            }

            if (t < _length)
            {
                even += Vector512.LoadUnsafe(ref rows, (nuint)((t * _stride) + j)) * Unsafe.Add(ref factor, t * step);
            }

            (even + odd).CopyTo(sums[j..]);
        }
    }
}
