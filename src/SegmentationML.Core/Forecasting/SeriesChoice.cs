using System.Numerics;
using System.Numerics.Tensors;
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

    private readonly IReadOnlyList<IForecaster> _methods;
    private readonly PanelForecastOptions _options;
    private readonly BackTestOptions _backTest;
    private readonly ForecastWorkspace _workspace = new();
    private readonly int[] _origins;
    private readonly BackTestScore[] _scores;
    private readonly double[] _parameters;
    private readonly int _zero;
    private readonly int _reference;
    private readonly int _mean;

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
        _parameters = new double[methods.Max(static method => method.ParameterNames.Count)];
        var reference = options.ReferenceAmong(methods);
        for (var m = 0; m < methods.Count; m++)
        {
            _zero = methods[m].Name == ZeroForecaster.MethodName ? m : _zero;
            _reference = methods[m].Name == reference ? m : _reference;
            _mean = methods[m].Name == MeanForecaster.MethodName ? m : _mean;
        }
    }

    /// <summary>Forecasts one series.</summary>
    /// <param name="demand">Units per bucket, oldest first; NaN = missing.</param>
    /// <param name="allowed">One bit a method.</param>
    /// <param name="leadTime">Buckets, above 0.</param>
    /// <param name="result">Receives the forecast at <paramref name="series"/>.</param>
    /// <param name="series">Index of the series.</param>
    public void Forecast(ReadOnlySpan<double> demand, ulong allowed, double leadTime, PanelForecast result, int series)
    {
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

        var unit = DemandUnit.For(summary.Largest);
        var values = DemandUnit.Rescale(demand[^summary.Length..], unit, _workspace);
        var history = new DemandHistory(values, _options.Season, summary.HasMissing);
        var candidates = Candidates(allowed, summary);
        var origins = _origins.AsSpan(0, RollingOriginBackTest.PlaceOrigins(history, _backTest, _origins));
        Test(history, origins, unit, result, series);
        var (method, reason) = Choose(summary, candidates, !origins.IsEmpty);
        (result.Method[series], result.Reason[series]) = (method, reason);
        if (method == _zero)
        {
            WriteZero(result, series);
            return;
        }

        Write(history, summary, unit, leadTime, result, series);
        if (reason == ForecastReason.BackTest && IsCandidate(candidates, _reference) && result.MeanOf(series).IndexOfAnyExcept(0.0) < 0)
        {
            // Demand that has not ended is not forecast as none, whatever the errors of the past.
            (result.Method[series], result.Reason[series]) = (_reference, ForecastReason.Reference);
            Write(history, summary, unit, leadTime, result, series);
        }
    }

    private int Start(ReadOnlySpan<double> demand)
    {
        var first = _options.FromFirstDemand ? DemandScan.FirstDemand(demand) : 0;
        return first < demand.Length ? first : 0;
    }

    /// <summary>The methods that may be chosen: allowed, able to answer, not the zero forecast, and on intermittent demand not those that repeat single buckets, unless nothing else is left.</summary>
    private ulong Candidates(ulong allowed, in HistorySummary summary)
    {
        var candidates = allowed & ~(1UL << _zero);
        ulong regular = 0;
        for (var m = 0; m < _methods.Count; m++)
        {
            candidates &= _methods[m].MinimumHistory(_options.Season) <= summary.Observed ? ~0UL : ~(1UL << m);
            regular |= _methods[m].Shape == DemandShape.Regular ? 1UL << m : 0;
        }

        return summary.Adi >= ForecastDistribution.IntermittentAdi && (candidates & ~regular) != 0 ? candidates & ~regular : candidates;
    }

    /// <summary>Scores every method, allowed or not, so that the table is whole.</summary>
    private void Test(in DemandHistory history, ReadOnlySpan<int> origins, double unit, PanelForecast result, int series)
    {
        Array.Fill(_scores, BackTestScore.None);
        result.Origins[series] = origins.Length;
        if (origins.IsEmpty)
        {
            return;
        }

        var scale = RootMeanSquaredScaledError.Scale(history.Values[..origins[^1]]);
        for (var m = 0; m < _methods.Count; m++)
        {
            var score = RollingOriginBackTest.Score(_methods[m], history, origins, _backTest.Horizon, scale, _workspace);
            _scores[m] = score;
            var at = (series * _methods.Count) + m;
            result.Rmsse[at] = score.Rmsse;
            result.Bias[at] = score.Bias * unit;
            result.Mae[at] = score.Mae * unit;
        }
    }

    private (int Method, ForecastReason Reason) Choose(in HistorySummary summary, ulong candidates, bool tested)
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

        var best = tested ? Best(candidates) : -1;
        if (best < 0)
        {
            return (FirstOf(candidates, _reference, _reference), ForecastReason.TooShort);
        }

        return IsCandidate(candidates, _reference) && _scores[best].MeanSquare > (1 - _options.Margin) * _scores[_reference].MeanSquare
            ? (_reference, ForecastReason.Reference)
            : (best, ForecastReason.BackTest);
    }

    private static bool IsCandidate(ulong candidates, int method) => (candidates >> method & 1) != 0;

    /// <summary>The first choice if it is a candidate, else the second, else the simplest candidate; the zero forecast never is one.</summary>
    private static int FirstOf(ulong candidates, int first, int second)
        => IsCandidate(candidates, first) ? first : IsCandidate(candidates, second) ? second : BitOperations.TrailingZeroCount(candidates);

    /// <summary>A method that fell silent at an origin won there as the zero forecast wins, and falls out.</summary>
    private bool IsEligible(ulong candidates, int method) => IsCandidate(candidates, method) && _scores[method].Count > 0 && !_scores[method].Silent;

    /// <summary>The simplest eligible candidate whose mean squared error is the least or ties with it; -1 when there is none.</summary>
    private int Best(ulong candidates)
    {
        var least = double.PositiveInfinity;
        for (var m = 0; m < _scores.Length; m++)
        {
            least = IsEligible(candidates, m) ? Math.Min(least, _scores[m].MeanSquare) : least;
        }

        for (var m = 0; m < _scores.Length; m++)
        {
            if (IsEligible(candidates, m) && _scores[m].MeanSquare <= least * (1 + TieTolerance))
            {
                return m;
            }
        }

        return -1;
    }

    private static void WriteZero(PanelForecast result, int series)
    {
        result.Mean.AsSpan(series * result.Horizon, result.Horizon).Clear();
        QuantilesOf(result, series).Clear();
        LeadTimeQuantilesOf(result, series).Clear();
        result.OneStepSd[series] = 0;
        result.LeadTimeMean[series] = 0;
        result.LeadTimeSd[series] = 0;
    }

    private static Span<double> QuantilesOf(PanelForecast result, int series)
        => result.Quantiles.AsSpan(series * result.Horizon * result.Levels.Count, result.Horizon * result.Levels.Count);

    private static Span<double> LeadTimeQuantilesOf(PanelForecast result, int series)
        => result.LeadTimeQuantiles.AsSpan(series * result.Levels.Count, result.Levels.Count);

    private void Write(in DemandHistory history, in HistorySummary summary, double unit, double leadTime, PanelForecast result, int series)
    {
        var method = _methods[result.Method[series]];
        var whole = (int)Math.Ceiling(leadTime);
        var mean = _workspace.Rent(WorkspaceSlot.LongMean, Math.Max(result.Horizon, whole));
        var stepSd = _workspace.Rent(WorkspaceSlot.StepSd, result.Horizon);
        var parameters = _parameters.AsSpan(0, method.ParameterNames.Count);
        var quantiles = QuantilesOf(result, series);
        var leadTimeQuantiles = LeadTimeQuantilesOf(result, series);
        var detail = new ForecastDetail(mean, stepSd, leadTime, parameters, result.Levels, quantiles, leadTimeQuantiles);
        method.ForecastWithErrors(history, ref detail, _workspace);
        var widening = Widening(stepSd, _scores[result.Method[series]]);
        TensorPrimitives.Multiply(mean, unit, mean);
        TensorPrimitives.Multiply(stepSd, widening * unit, stepSd);

        mean[..result.Horizon].CopyTo(result.Mean.AsSpan(series * result.Horizon));
        parameters.CopyTo(result.Parameters.AsSpan(series * result.ParameterCount));
        result.OneStepSd[series] = detail.Spread.OneStepSd * widening * unit;
        result.LeadTimeMean[series] = LeadTimeMean(mean, leadTime);
        result.LeadTimeSd[series] = detail.Spread.LeadTimeSd * widening * unit * Math.Sqrt(leadTime / whole);
        result.LeadTimeErrors[series] = detail.Spread.LeadTimeErrors;
        result.Basis[series] = detail.Basis ?? DistributionBasis.MeasuredErrors;
        result.Family[series] = ForecastDistribution.Choose(method.Shape, summary.Adi, summary.WholeUnits, mean[0], stepSd[0]);
        if (detail.Basis is null)
        {
            WriteQuantiles(result.Family[series], mean, stepSd, result.Levels, quantiles);
            var cumulative = ForecastDistribution.Choose(method.Shape, summary.Adi, summary.WholeUnits, result.LeadTimeMean[series], result.LeadTimeSd[series]);
            ForecastDistribution.Quantiles(cumulative, result.LeadTimeMean[series], result.LeadTimeSd[series], result.Levels, leadTimeQuantiles);
        }
        else
        {
            TensorPrimitives.Multiply(quantiles, unit, quantiles);
            TensorPrimitives.Multiply(leadTimeQuantiles, unit, leadTimeQuantiles);
        }
    }

    /// <summary>The factor that brings the spread up to what the back-test showed: the end of a history may err more than the rest, and fitted parameters know it.</summary>
    private static double Widening(ReadOnlySpan<double> stepSd, in BackTestScore score)
    {
        var expected = TensorPrimitives.SumOfSquares(stepSd) / stepSd.Length;
        return score.Count > 0 && expected > 0 ? Math.Sqrt(Math.Max(1, score.MeanSquare / expected)) : 1;
    }

    /// <summary>The demand of the whole buckets and the share of the last one.</summary>
    private static double LeadTimeMean(ReadOnlySpan<double> mean, double leadTime)
    {
        var whole = (int)Math.Floor(leadTime);
        double sum = 0;
        for (var step = 0; step < whole; step++)
        {
            sum += mean[step];
        }

        return leadTime > whole ? sum + ((leadTime - whole) * mean[whole]) : sum;
    }

    private static void WriteQuantiles(DistributionFamily family, ReadOnlySpan<double> mean, ReadOnlySpan<double> stepSd, QuantileLevels levels, Span<double> quantiles)
    {
        for (var step = 0; step < stepSd.Length; step++)
        {
            var target = quantiles.Slice(step * levels.Count, levels.Count);
            if (step > 0 && mean[step] == mean[step - 1] && stepSd[step] == stepSd[step - 1])
            {
                quantiles.Slice((step - 1) * levels.Count, levels.Count).CopyTo(target);
                continue;
            }

            ForecastDistribution.Quantiles(family, mean[step], stepSd[step], levels, target);
        }
    }
}
