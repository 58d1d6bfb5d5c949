using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using SegmentationML.Core.Accuracy;
using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting.Mean;
using SegmentationML.Core.Forecasting.Zero;

namespace SegmentationML.Core.Forecasting;

/// <summary>Chooses the method of one series and writes its forecast; the state of one thread.</summary>
internal sealed class SeriesChoice
{
    /// <summary>A mean squared error within this share of the least is a tie, which the simpler method wins.</summary>
    private const double TieTolerance = 1e-9;

    /// <summary>Margin over the reference of a series that is restricted to some methods where the automatic choice has one of its own.</summary>
    private const double RestrictedMargin = 0.2;

    private readonly IReadOnlyList<IForecaster> _methods;
    private readonly PanelForecastOptions _options;
    private readonly BackTestOptions _backTest;
    private readonly List<double>? _saved;
    private readonly ForecastWorkspace _workspace = new();
    private readonly int[] _origins;
    private readonly BackTestScore[] _scores;
    private readonly CandidateState[] _states;
    private readonly SeriesDistribution _distribution = new();
    private readonly QuantileLevels _criticalLevel;
    private readonly ChoiceClock _clock;
    private readonly int _zero;
    private readonly int _smoothReference;
    private readonly int _referenceWithZeros;
    private readonly int _intermittentReference;
    private readonly int _mean;
    private readonly int _restrictedReference;
    private readonly int[] _restrictedReferences;
    private readonly ulong _smoothOnly;
    private readonly ulong _intermittentOnly;
    private ulong _offered;
    private int _reference;
    private double _margin;
    private bool _combines;
    private double _tested;
    private int _made;

    /// <summary>The state of one thread.</summary>
    /// <param name="methods">Simplest first, the zero forecast among them.</param>
    /// <param name="options">Valid.</param>
    public SeriesChoice(IReadOnlyList<IForecaster> methods, PanelForecastOptions options)
    {
        _methods = methods;
        _options = options;
        _backTest = options.BackTest;
        _origins = new int[options.Origins];
        _scores = new BackTestScore[methods.Count];
        _states = new CandidateState[methods.Count];
        _saved = options.KeepsFitted ? [] : null;
        _criticalLevel = new QuantileLevels([options.CriticalRatio]);
        _clock = new ChoiceClock(options.TimeLimit, options.Clock);
        var reference = options.ReferenceAmong(methods);
        var restricted = options.RestrictedReferenceAmong(methods);
        var withZeros = options.ReferenceWithZeros ?? reference;
        var intermittent = options.IntermittentReferenceAmong(methods);
        _restrictedReferences = [.. PanelForecastOptions.RestrictedReferences.SelectMany(name => Enumerable.Range(0, methods.Count).Where(m => methods[m].Name == name))];
        for (var m = 0; m < methods.Count; m++)
        {
            _zero = methods[m].Name == ZeroForecaster.MethodName ? m : _zero;
            _smoothReference = methods[m].Name == reference ? m : _smoothReference;
            _referenceWithZeros = methods[m].Name == withZeros ? m : _referenceWithZeros;
            _intermittentReference = methods[m].Name == intermittent ? m : _intermittentReference;
            _mean = methods[m].Name == MeanForecaster.MethodName ? m : _mean;
            _restrictedReference = methods[m].Name == restricted ? m : _restrictedReference;
            _smoothOnly |= options.SmoothOnly.Contains(methods[m].Name) ? 1UL << m : 0;
            _intermittentOnly |= options.IntermittentOnly.Contains(methods[m].Name) ? 1UL << m : 0;
        }
    }

    /// <summary>Forecasts one series.</summary>
    /// <param name="demand">Units per bucket, oldest first; NaN = missing.</param>
    /// <param name="allowed">One bit a method.</param>
    /// <param name="free">Whether nothing but its demand class restricts the series.</param>
    /// <param name="leadTime">Buckets, above 0.</param>
    /// <param name="groupMethod">The method of its group, -1 = none.</param>
    /// <param name="result">Receives the forecast at <paramref name="series"/>.</param>
    /// <param name="series">Index of the series.</param>
    public void Forecast(ReadOnlySpan<double> demand, ulong allowed, bool free, double leadTime, int groupMethod, PanelForecast result, int series)
    {
        _clock.Start();
        if (DemandScan.CountInvalid(demand) > 0)
        {
            (result.Method[series], result.Reason[series]) = (-1, ForecastReason.InvalidDemand);
            return;
        }

        var summary = HistorySummary.Of(demand[Start(demand)..]);
        if (summary.Observed == 0)
        {
            (result.Method[series], result.Reason[series]) = (-1, ForecastReason.NoHistory);
            return;
        }

        var isIntermittent = summary.Adi >= ForecastDistribution.IntermittentAdi;
        _offered = !free ? ulong.MaxValue : ~(isIntermittent ? _smoothOnly : _intermittentOnly);
        (_reference, _margin) = isIntermittent ? (_intermittentReference, _options.IntermittentMargin)
            : free || _smoothOnly == 0 ? (Smooth(summary), _options.Margin)
            : (Restricted(allowed, summary), RestrictedMargin);
        var task = new SeriesTask(series, DemandUnit.For(summary.Largest), leadTime, result.Levels);
        var history = new DemandHistory(DemandUnit.Rescale(demand[^summary.Length..], task.Unit, _workspace), _options.Season, summary.HasMissing);
        var candidates = Candidates(allowed, summary);
        _combines = _options.Pool is not null && summary.Adi >= ForecastDistribution.IntermittentAdi && task.Unit == 1 && BitOperations.PopCount(allowed & ~(1UL << _zero)) > 1;
        if (!Keep(history, summary, candidates, task, result))
        {
            Choose(history, summary, candidates, groupMethod, task, result);
        }

        _states[result.Method[series]] = CandidateState.Chosen;
        _states.CopyTo(result.State.AsSpan(series * _methods.Count));
    }

    /// <summary>The reference of a smooth series.</summary>
    private int Smooth(in HistorySummary summary) => summary.Demands < summary.Observed ? _referenceWithZeros : _smoothReference;

    /// <summary>The reference of a smooth series that is restricted to a method list: that of its class where it is allowed, else the first allowed of the usual ones.</summary>
    private int Restricted(ulong allowed, in HistorySummary summary)
    {
        if (IsCandidate(allowed, Smooth(summary)))
        {
            return Smooth(summary);
        }

        foreach (var m in _restrictedReferences)
        {
            if (IsCandidate(allowed, m))
            {
                return m;
            }
        }

        return _restrictedReference;
    }

    /// <summary>Keeps the method of an earlier forecast where that was asked for and can be done.</summary>
    private bool Keep(in DemandHistory history, in HistorySummary summary, ulong candidates, in SeriesTask task, PanelForecast result)
    {
        if (_options.Parent is not { Use: ParentUse.Keep } parent || summary.Demands == 0)
        {
            return false;
        }

        Array.Fill(_scores, BackTestScore.None);
        for (var m = 0; m < _methods.Count; m++)
        {
            if (IsCandidate(candidates, m) && task.Unit == 1 && parent.FittedOf(task.Series, _methods[m]) is { } known)
            {
                _scores[m] = parent.Tested is { Count: > 0 } tested && tested[task.Series] > 0 ? _scores[m] with { Count = 1, MeanSquare = tested[task.Series] } : _scores[m];
                Make(m, history, summary, task, known, ParameterUse.Keep);
                _scores[m] = BackTestScore.None;
                if (_distribution.IsFinite)
                {
                    Write(task, result);
                    (result.Method[task.Series], result.Reason[task.Series]) = (m, ForecastReason.Kept);
                    return true;
                }
            }
        }

        return false;
    }

    private void Choose(in DemandHistory history, in HistorySummary summary, ulong candidates, int groupMethod, in SeriesTask task, PanelForecast result)
    {
        var origins = _origins.AsSpan(0, RollingOriginBackTest.PlaceOrigins(history, _backTest, _origins));
        origins = CanScore(history, origins) ? origins : [];
        Test(history, summary, origins, task, result);
        var (method, reason) = Choose(summary, candidates, groupMethod, !origins.IsEmpty);
        (result.Method[task.Series], result.Reason[task.Series]) = (method, reason);
        if (method == _zero)
        {
            WriteZero(history, summary, task, result);
            return;
        }

        Make(method, history, summary, task, task.Unit == 1 ? _options.Parent?.FittedOf(task.Series, _methods[method]) : null);
        var isSilent = reason is ForecastReason.BackTest or ForecastReason.Group && IsCandidate(candidates, _reference) && _distribution.Mean.IndexOfAnyExcept(0.0) < 0;
        if (method != _reference && (isSilent || !_distribution.IsFinite))
        {
            // Demand that has not ended is not forecast as none, whatever the errors of the past.
            _states[method] = isSilent ? CandidateState.Silent : CandidateState.NotConverged;
            (result.Method[task.Series], result.Reason[task.Series]) = (_reference, isSilent ? ForecastReason.Reference : ForecastReason.NotConverged);
            Make(_reference, history, summary, task, null);
        }

        Write(task, result);
    }

    /// <summary>What one series asks for.</summary>
    /// <param name="Series">Its index.</param>
    /// <param name="Unit">Units of demand in one of the history's.</param>
    /// <param name="LeadTime">Buckets, above 0.</param>
    /// <param name="Levels">Probabilities of the quantiles.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct SeriesTask(int Series, double Unit, double LeadTime, QuantileLevels Levels);

    /// <summary>Where the history begins: one that began with a demand would show more of it than there is.</summary>
    private int Start(ReadOnlySpan<double> demand)
    {
        var first = _options.FromFirstDemand ? DemandScan.FirstDemand(demand) : 0;
        if (first == 0 || first == demand.Length)
        {
            return 0;
        }

        var active = demand[first..];
        var adi = (active.Length - DemandScan.CountMissing(active)) / (double)DemandScan.CountDemands(active);
        return Math.Max(0, first - (int)Math.Round(adi - 1));
    }

    /// <summary>The methods that may be chosen: allowed, able to answer, not the zero forecast, and on intermittent demand not those that repeat single buckets, unless nothing else is left.</summary>
    private ulong Candidates(ulong allowed, in HistorySummary summary)
    {
        ulong candidates = 0, regular = 0;
        for (var m = 0; m < _methods.Count; m++)
        {
            _states[m] = m == _zero ? CandidateState.Zero
                : !IsCandidate(allowed, m) ? CandidateState.Forbidden
                : !IsCandidate(_offered, m) ? CandidateState.OtherClass
                : _methods[m].MinimumHistory(_options.Season) > summary.Observed ? CandidateState.TooShort : CandidateState.NotTested;
            candidates |= _states[m] == CandidateState.NotTested ? 1UL << m : 0;
            regular |= _methods[m].Shape == DemandShape.Regular ? 1UL << m : 0;
        }

        if (!(summary.Adi >= ForecastDistribution.IntermittentAdi) || (candidates & ~regular) == 0)
        {
            return candidates;
        }

        for (var rest = candidates & regular; rest != 0; rest &= rest - 1)
        {
            _states[BitOperations.TrailingZeroCount(rest)] = CandidateState.RepeatsBuckets;
        }

        return candidates & ~regular;
    }

    /// <summary>Whether any bucket that an origin would forecast is known.</summary>
    private bool CanScore(in DemandHistory history, ReadOnlySpan<int> origins)
    {
        foreach (var origin in origins)
        {
            if (!history.HasMissing || history.Values.Slice(origin, _backTest.Horizon).ContainsAnyExcept(double.NaN))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Scores every method of the demand class, allowed or not, so that the table is whole.</summary>
    private void Test(in DemandHistory history, in HistorySummary summary, ReadOnlySpan<int> origins, in SeriesTask task, PanelForecast result)
    {
        Array.Fill(_scores, BackTestScore.None);
        result.Origins[task.Series] = origins.Length;
        if (origins.IsEmpty)
        {
            return;
        }

        var scale = RootMeanSquaredScaledError.Scale(history.Values[..origins[^1]]);
        for (var m = 0; m < _methods.Count; m++)
        {
            if (!IsCandidate(_offered, m))
            {
                continue;
            }

            if (_clock.IsOver && m != _reference)
            {
                _states[m] = CandidateState.OutOfTime;
                continue;
            }

            var score = RollingOriginBackTest.Score(_methods[m], history, origins, _backTest.Horizon, scale, _backTest.Refit, _workspace);
            score = score.Count > 0 && _options.Criterion != ChoiceCriterion.SquaredError ? score with { Loss = Loss(_methods[m], history, summary, origins, task) } : score;
            _scores[m] = score;
            _states[m] = _states[m] != CandidateState.NotTested ? _states[m]
                : score.Count == 0 ? (_methods[m].MinimumHistory(_options.Season) > origins[0] ? CandidateState.TooShort : CandidateState.NotConverged)
                : score.Silent ? CandidateState.Silent : CandidateState.Tested;
            var at = (task.Series * _methods.Count) + m;
            result.Rmsse[at] = score.Rmsse;
            result.Bias[at] = score.Bias * task.Unit;
            result.Mae[at] = score.Mae * task.Unit;
            result.Loss[at] = score.Loss * (_options.Criterion == ChoiceCriterion.SquaredError ? task.Unit * task.Unit : task.Unit);
        }
    }

    /// <summary>The pinball loss or the cost of stock at every origin, from the distribution that would have been forecast there.</summary>
    private double Loss(IForecaster method, in DemandHistory history, in HistorySummary summary, ReadOnlySpan<int> origins, in SeriesTask task)
    {
        double sum = 0;
        var leadTime = Math.Min(_options.Horizon, (int)Math.Ceiling(task.LeadTime));
        var stock = _options.Criterion == ChoiceCriterion.InventoryCost;
        foreach (var origin in origins)
        {
            var request = new DistributionRequest(_options.Horizon, leadTime, stock ? _criticalLevel : task.Levels, summary.WholeUnits && task.Unit == 1, double.NaN) { Conformal = _options.Distribution == DistributionChoice.Conformal };
            _distribution.Make(method, history.Until(origin), request, HistorySummary.Of(history.Values[..origin]), null, ParameterUse.Fit, _workspace);
            var after = history.Values.Slice(origin, _options.Horizon);
            sum += stock ? LossOf(Sum(after[..leadTime]), _distribution.LeadTimeQuantiles[0], _options.CriticalRatio) : Pinball(after, task.Levels);
        }

        return sum / origins.Length;
    }

    private double Pinball(ReadOnlySpan<double> after, QuantileLevels levels)
    {
        double sum = 0;
        for (var step = 0; step < after.Length; step++)
        {
            for (var level = 0; level < levels.Count && !double.IsNaN(after[step]); level++)
            {
                sum += LossOf(after[step], _distribution.Quantiles[(step * levels.Count) + level], levels.Values[level]);
            }
        }

        return sum / (after.Length * levels.Count);
    }

    private static double LossOf(double demand, double quantile, double level)
        => demand >= quantile ? level * (demand - quantile) : (1 - level) * (quantile - demand);

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var value in values)
        {
            sum += double.IsNaN(value) ? 0 : value;
        }

        return sum;
    }

    private (int Method, ForecastReason Reason) Choose(in HistorySummary summary, ulong candidates, int groupMethod, bool tested)
    {
        if (summary.Demands == 0)
        {
            return (_zero, ForecastReason.NoDemand);
        }

        var span = summary.Active - summary.TrailingZeros;
        if (Obsolescence.HasEnded(summary.Demands, span, summary.TrailingZeros, _options.Season, _options.Horizon, _options.ObsoleteProbability))
        {
            return (_zero, ForecastReason.Obsolete);
        }

        if (candidates == 0)
        {
            return (_reference, ForecastReason.NoCandidate);
        }

        if (BitOperations.IsPow2(candidates))
        {
            return (BitOperations.TrailingZeroCount(candidates), ForecastReason.OnlyCandidate);
        }

        if (summary.Demands < 2)
        {
            return (FirstOf(candidates, _mean, _reference), ForecastReason.FewDemands);
        }

        if (summary.Constant)
        {
            return (BitOperations.TrailingZeroCount(candidates), ForecastReason.Constant);
        }

        if (groupMethod >= 0 && IsCandidate(candidates, groupMethod) && _states[groupMethod] != CandidateState.NotConverged)
        {
            return (groupMethod, ForecastReason.Group);
        }

        var best = tested ? Best(candidates) : -1;
        if (best < 0)
        {
            return (FirstOf(candidates, _reference, _reference), _clock.IsOver && tested ? ForecastReason.OutOfTime : ForecastReason.TooShort);
        }

        return IsCandidate(candidates, _reference) && _scores[best].Loss > (1 - _margin) * _scores[_reference].Loss
            ? (_reference, ForecastReason.Reference)
            : (best, ForecastReason.BackTest);
    }

    private static bool IsCandidate(ulong candidates, int method) => (candidates >> method & 1) != 0;

    /// <summary>The first choice if it is a candidate, else the second, else the simplest candidate; the zero forecast never is one.</summary>
    private static int FirstOf(ulong candidates, int first, int second)
        => IsCandidate(candidates, first) ? first : IsCandidate(candidates, second) ? second : BitOperations.TrailingZeroCount(candidates);

    /// <summary>A method that fell silent at an origin won there as the zero forecast wins, and falls out.</summary>
    private bool IsEligible(ulong candidates, int method) => IsCandidate(candidates, method) && _scores[method].Count > 0 && !_scores[method].Silent;

    /// <summary>The simplest eligible candidate whose loss is the least or ties with it; -1 when there is none.</summary>
    private int Best(ulong candidates)
    {
        var least = double.PositiveInfinity;
        for (var m = 0; m < _scores.Length; m++)
        {
            least = IsEligible(candidates, m) ? Math.Min(least, _scores[m].Loss) : least;
        }

        for (var m = 0; m < _scores.Length; m++)
        {
            if (IsEligible(candidates, m) && _scores[m].Loss <= least * (1 + TieTolerance))
            {
                return m;
            }
        }

        return -1;
    }

    /// <summary>No demand is expected. Where there was some once, the quantiles are those of the reference method: that it has ended is never certain.</summary>
    private void WriteZero(in DemandHistory history, in HistorySummary summary, in SeriesTask task, PanelForecast result)
    {
        if (summary.Demands > 0)
        {
            Make(_reference, history, summary, task, null);
            Write(task, result);
        }
        else
        {
            result.Quantiles.AsSpan(task.Series * result.Horizon * result.Levels.Count, result.Horizon * result.Levels.Count).Clear();
            result.LeadTimeQuantiles.AsSpan(task.Series * result.Levels.Count, result.Levels.Count).Clear();
        }

        result.Mean.AsSpan(task.Series * result.Horizon, result.Horizon).Clear();
        result.Parameters.AsSpan(task.Series * result.ParameterCount, result.ParameterCount).Fill(double.NaN);
        result.Fitted[task.Series] = null;
        result.OneStepSd[task.Series] = 0;
        result.LeadTimeMean[task.Series] = 0;
        result.LeadTimeSd[task.Series] = 0;
        result.LeadTimeErrors[task.Series] = 0;
    }

    private void Make(int method, in DemandHistory history, in HistorySummary summary, in SeriesTask task, double[]? known, ParameterUse use = ParameterUse.Start)
    {
        var request = new DistributionRequest(_options.Horizon, task.LeadTime, task.Levels, summary.WholeUnits && task.Unit == 1, _scores[method].Count > 0 ? _scores[method].MeanSquare : double.NaN) { Conformal = _options.Distribution == DistributionChoice.Conformal };
        _distribution.Make(_methods[method], history, request, summary, known, use, _workspace, _saved);
        (_made, _tested) = (method, request.TestedMeanSquare);
        if (_combines && _distribution.Basis == DistributionBasis.Pooled && _distribution.IsFinite && !_distribution.Mean.ContainsAnyExcept(_distribution.Mean[0]))
        {
            _distribution.Combine(history, request, summary, _options.Pool!, _workspace);
        }
    }

    private void Write(in SeriesTask task, PanelForecast result)
    {
        var (series, unit) = (task.Series, task.Unit);
        TensorPrimitives.Multiply(_distribution.Mean, unit, result.Mean.AsSpan(series * result.Horizon, result.Horizon));
        TensorPrimitives.Multiply(_distribution.Quantiles, unit, result.Quantiles.AsSpan(series * result.Horizon * result.Levels.Count, result.Horizon * result.Levels.Count));
        TensorPrimitives.Multiply(_distribution.LeadTimeQuantiles, unit, result.LeadTimeQuantiles.AsSpan(series * result.Levels.Count, result.Levels.Count));
        _distribution.Parameters.CopyTo(result.Parameters.AsSpan(series * result.ParameterCount));
        result.OneStepSd[series] = _distribution.OneStepSd * unit;
        result.LeadTimeMean[series] = _distribution.LeadTimeMean * unit;
        result.LeadTimeSd[series] = _distribution.LeadTimeSd * unit;
        result.LeadTimeErrors[series] = _distribution.LeadTimeErrors;
        result.Basis[series] = _distribution.Basis;
        result.Family[series] = _distribution.Family;
        result.Fitted[series] = _saved is not null && unit == 1 && _methods[_made].Accepts(CollectionsMarshal.AsSpan(_saved)) ? [.. _saved] : null;
        result.TestedMeanSquare[series] = _tested * unit * unit;
    }
}
