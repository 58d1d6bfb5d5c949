namespace SegmentationML.Core.Forecasting.Ces;

/// <summary>Level, potential and season of complex exponential smoothing, moved on bucket by bucket.</summary>
internal sealed class CesState
{
    private double[] _seasonLevel = [];
    private double[] _seasonPotential = [];
    private double _level;
    private double _potential;
    private int _season;
    private int _slot;
    private CesSeason _kind;

    /// <summary>First states: the mean of the first buckets and, for the season, the mean departures from the seasons' means.</summary>
    /// <param name="kind">How the season enters.</param>
    /// <param name="season">Its buckets.</param>
    /// <param name="values">Demand; NaN = missing.</param>
    public void Start(CesSeason kind, int season, ReadOnlySpan<double> values)
    {
        (_kind, _season, _slot) = (kind, kind == CesSeason.None ? 1 : season, 0);
        if (_seasonLevel.Length < _season)
        {
            _seasonLevel = new double[_season];
            _seasonPotential = new double[_season];
        }

        var first = values[..Math.Min(values.Length, kind == CesSeason.None ? 10 : season)];
        var mean = Mean(first, Mean(values, 0));
        (_level, _potential) = (mean, mean / FirstPotential);
        for (var i = 0; i < _season; i++)
        {
            var value = i < first.Length && !double.IsNaN(first[i]) ? first[i] : mean;
            _seasonLevel[i] = kind switch { CesSeason.None => 0, CesSeason.Simple => value, _ => Departure(values, i) };
            _seasonPotential[i] = _seasonLevel[i] / FirstPotential;
        }
    }

    /// <summary>All states zero: what follows is the answer to the next errors alone.</summary>
    public void Clear()
    {
        (_level, _potential, _slot) = (0, 0, 0);
        _seasonLevel.AsSpan(0, _season).Clear();
        _seasonPotential.AsSpan(0, _season).Clear();
    }

    /// <summary>What the next bucket is expected to be.</summary>
    public double Fit => _kind switch
    {
        CesSeason.None => _level,
        CesSeason.Simple => _seasonLevel[_slot],
        _ => _level + _seasonLevel[_slot],
    };

    /// <summary>The level before the next bucket; of a kind whose season has a level each, that of the bucket.</summary>
    public double Level => _kind == CesSeason.Simple ? _seasonLevel[_slot] : _level;

    /// <summary>What the season adds to the next bucket.</summary>
    public double Season => _kind is CesSeason.Partial or CesSeason.Full ? _seasonLevel[_slot] : 0;

    /// <summary>Moves on by one bucket, forwards or backwards in time.</summary>
    /// <param name="weights">α real and imaginary, β real and imaginary.</param>
    /// <param name="error">Demand less <see cref="Fit"/>; 0 for a missing bucket.</param>
    /// <param name="step">1 forwards, −1 backwards.</param>
    public void Move(ReadOnlySpan<double> weights, double error, int step)
    {
        ref var seasonLevel = ref _seasonLevel[_slot];
        ref var seasonPotential = ref _seasonPotential[_slot];
        switch (_kind)
        {
            case CesSeason.None:
                Move(ref _level, ref _potential, weights[0], weights[1], error);
                break;
            case CesSeason.Simple:
                Move(ref seasonLevel, ref seasonPotential, weights[0], weights[1], error);
                break;
            case CesSeason.Partial:
                Move(ref _level, ref _potential, weights[0], weights[1], error);
                seasonLevel += weights[2] * error;
                break;
            default:
                Move(ref _level, ref _potential, weights[0], weights[1], error);
                Move(ref seasonLevel, ref seasonPotential, weights[2], weights[3], error);
                break;
        }

        _slot += step;
        _slot = _slot == _season ? 0 : _slot < 0 ? _season - 1 : _slot;
    }

    /// <summary>Turns round: the bucket passed last is the next.</summary>
    public void Turn(int step)
    {
        _slot += step;
        _slot = _slot == _season ? 0 : _slot < 0 ? _season - 1 : _slot;
    }

    private const double FirstPotential = 1.1;

    /// <summary>Mean departure of a bucket of the season from the mean of its own season, over all whole seasons.</summary>
    private double Departure(ReadOnlySpan<double> values, int bucket)
    {
        double sum = 0;
        var count = 0;
        for (var start = 0; start + _season <= values.Length; start += _season)
        {
            var departure = values[start + bucket] - Mean(values.Slice(start, _season), double.NaN);
            sum += double.IsNaN(departure) ? 0 : departure;
            count += double.IsNaN(departure) ? 0 : 1;
        }

        return count > 0 ? sum / count : 0;
    }

    private static void Move(ref double level, ref double potential, double real, double imaginary, double error)
        => (level, potential) = (level - ((1 - imaginary) * potential) + ((real - imaginary) * error), level + ((1 - real) * potential) + ((real + imaginary) * error));

    private static double Mean(ReadOnlySpan<double> values, double otherwise)
    {
        double sum = 0;
        var count = 0;
        foreach (var value in values)
        {
            sum += double.IsNaN(value) ? 0 : value;
            count += double.IsNaN(value) ? 0 : 1;
        }

        return count > 0 ? sum / count : otherwise;
    }
}
