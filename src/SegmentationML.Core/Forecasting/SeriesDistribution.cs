using System.Numerics.Tensors;
using SegmentationML.Core.Forecasting.Pooling;

namespace SegmentationML.Core.Forecasting;

/// <summary>The forecast of one method for one history: means, quantiles, and the demand over the lead time; the buffers of one thread.</summary>
internal sealed class SeriesDistribution
{
    private double[] _mean = [];
    private double[] _stepSd = [];
    private double[] _quantiles = [];
    private double[] _leadTimeQuantiles = [];
    private double[] _parameters = [];
    private int _horizon;
    private int _parameterCount;

    /// <summary>Mean of each step.</summary>
    public ReadOnlySpan<double> Mean => _mean.AsSpan(0, _horizon);

    /// <summary>Quantiles by step and level.</summary>
    public ReadOnlySpan<double> Quantiles => _quantiles;

    /// <summary>Quantiles of the demand over the lead time.</summary>
    public ReadOnlySpan<double> LeadTimeQuantiles => _leadTimeQuantiles;

    /// <summary>Parameters of the method.</summary>
    public ReadOnlySpan<double> Parameters => _parameters.AsSpan(0, _parameterCount);

    public double OneStepSd { get; private set; }

    public double LeadTimeMean { get; private set; }

    public double LeadTimeSd { get; private set; }

    public int LeadTimeErrors { get; private set; }

    public DistributionBasis Basis { get; private set; }

    public DistributionFamily Family { get; private set; }

    /// <summary>Whether every mean and quantile is a number.</summary>
    public bool IsFinite => !Mean.ContainsAnyExceptInRange(0, double.MaxValue) && !_quantiles.AsSpan().ContainsAnyExceptInRange(0, double.MaxValue) && double.IsFinite(LeadTimeSd);

    /// <summary>Forecasts.</summary>
    /// <param name="method">The method.</param>
    /// <param name="history">Checked demand that it can answer on.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="summary">Of the history.</param>
    /// <param name="known">What was fitted earlier, to start from or to keep; null to fit from nothing.</param>
    /// <param name="use">Which of the two.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    /// <param name="saved">Receives what is fitted now; null when nobody asks.</param>
    public void Make(IForecaster method, in DemandHistory history, in DistributionRequest request, in HistorySummary summary, double[]? known, ParameterUse use, ForecastWorkspace workspace, List<double>? saved = null)
    {
        Grow(method, request);
        var detail = new ForecastDetail(_mean.AsSpan(0, Math.Max(_horizon, request.WholeLeadTime)), _stepSd, request.LeadTime, _parameters.AsSpan(0, _parameterCount), request.Levels, _quantiles, _leadTimeQuantiles)
        {
            ParameterUse = known is null ? ParameterUse.Fit : use,
            Fitted = known,
            Saved = saved,
        };
        method.ForecastFitted(history, ref detail, workspace);
        var widening = Widening(request.TestedMeanSquare);
        TensorPrimitives.Multiply(_stepSd, widening, _stepSd);
        OneStepSd = detail.Spread.OneStepSd * widening;
        LeadTimeMean = SumOver(request.LeadTime);
        LeadTimeSd = detail.Spread.LeadTimeSd * widening * Math.Sqrt(request.LeadTime / request.WholeLeadTime);
        LeadTimeErrors = detail.Spread.LeadTimeErrors;
        Family = ForecastDistribution.Choose(method.Shape, summary.Adi, request.WholeUnits, _mean[0], _stepSd[0]);
        Basis = detail.Basis ?? (summary.Adi >= ForecastDistribution.IntermittentAdi ? DistributionBasis.Pooled : DistributionBasis.MeasuredErrors);
        if (request.Conformal && ConformalErrors.Write(method, history, request, _mean, LeadTimeMean, _quantiles, _leadTimeQuantiles, workspace))
        {
            Basis = DistributionBasis.Conformal;
        }
        else if (detail.Basis is null && Basis == DistributionBasis.Pooled)
        {
            Pool(history.Values[summary.FirstDemand..], request, detail.Spread, workspace.Keep<DemandPool>());
        }
        else if (detail.Basis is null)
        {
            FromFamily(method.Shape, request, summary.Adi);
        }
    }

    /// <summary>Puts the combined distribution that the panel taught in the place of the method's own; the means stay. For methods with one level for all steps.</summary>
    /// <param name="history">Checked demand, some of it above zero.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="summary">Of the history.</param>
    /// <param name="pool">What the panel taught.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    public void Combine(in DemandHistory history, in DistributionRequest request, in HistorySummary summary, PanelPool pool, ForecastWorkspace workspace)
    {
        var components = workspace.Keep<PoolComponents>();
        components.Make(history, summary.FirstDemand, request.LeadTime, request.WholeUnits, pool.Sizes, workspace);
        var (past, levels) = (components.Past, request.Levels);
        new LinearPool(pool.WeightsOf(summary.Demands, leadTime: false), components.Families(leadTime: false), past.Atoms, past.Cumulative, past.Whole).Quantiles(levels, _quantiles.AsSpan(0, levels.Count));
        for (var step = 1; step < _horizon; step++)
        {
            CopyPrevious(step, levels.Count, isSame: true);
        }

        new LinearPool(pool.WeightsOf(summary.Demands, leadTime: true), components.Families(leadTime: true), past.Sums, PastDemand.SumsCumulative, past.Whole).Quantiles(levels, _leadTimeQuantiles);
        Basis = DistributionBasis.Combined;
    }

    /// <summary>The factor that brings the spread up to what the back-test showed: the end of a history may err more than the rest, and fitted parameters know it.</summary>
    private double Widening(double testedMeanSquare)
    {
        var expected = TensorPrimitives.SumOfSquares<double>(_stepSd) / _stepSd.Length;
        return testedMeanSquare > 0 && expected > 0 ? Math.Sqrt(Math.Max(1, testedMeanSquare / expected)) : 1;
    }

    /// <summary>The demand of the whole buckets and the share of the last one.</summary>
    private double SumOver(double leadTime)
    {
        var whole = (int)Math.Floor(leadTime);
        double sum = 0;
        for (var step = 0; step < whole; step++)
        {
            sum += _mean[step];
        }

        return leadTime > whole ? sum + ((leadTime - whole) * _mean[whole]) : sum;
    }

    private void FromFamily(DemandShape shape, in DistributionRequest request, double adi)
    {
        for (var step = 0; step < _horizon; step++)
        {
            if (!CopyPrevious(step, request.Levels.Count, step > 0 && _mean[step] == _mean[step - 1] && _stepSd[step] == _stepSd[step - 1]))
            {
                ForecastDistribution.Quantiles(Family, _mean[step], _stepSd[step], request.Levels, _quantiles.AsSpan(step * request.Levels.Count, request.Levels.Count));
            }
        }

        var cumulative = ForecastDistribution.Choose(shape, adi, request.WholeUnits, LeadTimeMean, LeadTimeSd);
        ForecastDistribution.Quantiles(cumulative, LeadTimeMean, LeadTimeSd, request.Levels, _leadTimeQuantiles);
    }

    /// <summary>Intermittent demand: see <see cref="DemandPool"/>.</summary>
    private void Pool(ReadOnlySpan<double> active, in DistributionRequest request, in ErrorSpread spread, DemandPool pool)
    {
        pool.Read(active, request.WholeUnits);
        for (var step = 0; step < _horizon; step++)
        {
            if (!CopyPrevious(step, request.Levels.Count, step > 0 && _mean[step] == _mean[step - 1]))
            {
                pool.Quantiles(_mean[step], request.Levels, _quantiles.AsSpan(step * request.Levels.Count, request.Levels.Count));
            }
        }

        pool.LeadTimeQuantiles(LeadTimeMean, request.LeadTime, DemandPool.Growth(spread, request.WholeLeadTime), request.Levels, _leadTimeQuantiles);
    }

    private bool CopyPrevious(int step, int levels, bool isSame)
    {
        if (isSame)
        {
            _quantiles.AsSpan((step - 1) * levels, levels).CopyTo(_quantiles.AsSpan(step * levels));
        }

        return isSame;
    }

    private void Grow(IForecaster method, in DistributionRequest request)
    {
        (_horizon, _parameterCount) = (request.Horizon, method.ParameterNames.Count);
        _mean = _mean.Length < Math.Max(_horizon, request.WholeLeadTime) ? new double[Math.Max(_horizon, request.WholeLeadTime)] : _mean;
        _parameters = _parameters.Length < _parameterCount ? new double[_parameterCount] : _parameters;
        _stepSd = _stepSd.Length == _horizon ? _stepSd : new double[_horizon];
        _quantiles = _quantiles.Length == _horizon * request.Levels.Count ? _quantiles : new double[_horizon * request.Levels.Count];
        _leadTimeQuantiles = _leadTimeQuantiles.Length == request.Levels.Count ? _leadTimeQuantiles : new double[request.Levels.Count];
    }
}
