namespace SegmentationML.Core.Forecasting;

/// <summary>The forecast of many series, in flat arrays ordered by series; n series, h steps, m methods.</summary>
/// <remarks>A series without a forecast (<see cref="ForecastReason.NoHistory"/>, <see cref="ForecastReason.InvalidDemand"/>) has method -1 and NaN in every number.</remarks>
public sealed class PanelForecast
{
    internal PanelForecast(int count, int horizon, IReadOnlyList<IForecaster> methods, QuantileLevels levels)
    {
        Count = count;
        Horizon = horizon;
        Methods = methods;
        Levels = levels;
        ParameterCount = methods.Max(static method => method.ParameterNames.Count);
        Method = new int[count];
        Reason = new ForecastReason[count];
        Origins = new int[count];
        Mean = Unknown(count, horizon);
        Quantiles = Unknown(count, horizon * (long)levels.Count);
        Family = new DistributionFamily[count];
        Basis = new DistributionBasis[count];
        Rmsse = Unknown(count, methods.Count);
        Loss = Unknown(count, methods.Count);
        State = new CandidateState[checked(count * methods.Count)];
        Bias = Unknown(count, methods.Count);
        Mae = Unknown(count, methods.Count);
        OneStepSd = Unknown(count, 1);
        LeadTimeMean = Unknown(count, 1);
        LeadTimeSd = Unknown(count, 1);
        LeadTimeErrors = new int[count];
        LeadTimeQuantiles = Unknown(count, levels.Count);
        Parameters = Unknown(count, ParameterCount);
        Fitted = new double[]?[count];
        TestedMeanSquare = Unknown(count, 1);
    }

    /// <summary>Number of series, n.</summary>
    public int Count { get; }

    /// <summary>Number of steps, h.</summary>
    public int Horizon { get; }

    /// <summary>The methods that competed, simplest first, the zero forecast among them; m of them.</summary>
    public IReadOnlyList<IForecaster> Methods { get; }

    /// <summary>Places for parameters that each series has.</summary>
    public int ParameterCount { get; }

    /// <summary>Index into <see cref="Methods"/> of the method that forecasts the series, -1 = none; shape (n).</summary>
    public int[] Method { get; }

    /// <summary>Why it was taken; shape (n).</summary>
    public ForecastReason[] Reason { get; }

    /// <summary>Origins that the back-test of the series had, 0 = no back-test; shape (n).</summary>
    public int[] Origins { get; }

    /// <summary>Mean demand by step, units per bucket; shape (n × h).</summary>
    public double[] Mean { get; }

    /// <summary>Probabilities of the quantiles; q of them.</summary>
    public QuantileLevels Levels { get; }

    /// <summary>Quantiles by step and level, units per bucket; shape (n × h × q).</summary>
    public double[] Quantiles { get; }

    /// <summary>Family of the distribution by the method's mean and errors; shape (n).</summary>
    public DistributionFamily[] Family { get; }

    /// <summary>Where the quantiles come from; shape (n).</summary>
    public DistributionBasis[] Basis { get; }

    /// <summary>Back-test RMSSE of every method; NaN where it was not tested or the scale is zero; shape (n × m).</summary>
    public double[] Rmsse { get; }

    /// <summary>What the choice went by, in the units of its criterion; NaN where not tested; shape (n × m).</summary>
    public double[] Loss { get; }

    /// <summary>What became of every method; shape (n × m).</summary>
    public CandidateState[] State { get; }

    /// <summary>Back-test mean of demand minus forecast, units; NaN where not tested; shape (n × m).</summary>
    public double[] Bias { get; }

    /// <summary>Back-test mean absolute error, units; NaN where not tested; shape (n × m).</summary>
    public double[] Mae { get; }

    /// <summary>Standard deviation of the one-step error of the chosen method, units; shape (n).</summary>
    public double[] OneStepSd { get; }

    /// <summary>Mean demand over the lead time, units; shape (n).</summary>
    public double[] LeadTimeMean { get; }

    /// <summary>Standard deviation of the error of the demand over the lead time, units; shape (n).</summary>
    public double[] LeadTimeSd { get; }

    /// <summary>Cumulative errors that <see cref="LeadTimeSd"/> was measured from; 0 when it was computed from the one-step error; shape (n).</summary>
    public int[] LeadTimeErrors { get; }

    /// <summary>Quantiles of the demand summed over the lead time by level, units: of the sum, not sums of quantiles; shape (n × q).</summary>
    public double[] LeadTimeQuantiles { get; }

    /// <summary>Parameters of the chosen method in the order of its <see cref="IForecaster.ParameterNames"/>, NaN beyond them; shape (n × ParameterCount).</summary>
    public double[] Parameters { get; }

    /// <summary>What was fitted to each series, for a later forecast to carry on (<see cref="ForecastParent"/>): null where it was not asked for, or the method keeps nothing; shape (n).</summary>
    public double[]?[] Fitted { get; }

    /// <summary>Mean squared error of the chosen method in the back-test, units squared: what its spread is not below; NaN without a test; shape (n).</summary>
    public double[] TestedMeanSquare { get; }

    /// <summary>Mean demand of one series by step, shape (h).</summary>
    public ReadOnlySpan<double> MeanOf(int series) => Mean.AsSpan(series * Horizon, Horizon);

    /// <summary>Quantiles of one series and step (0 = the next bucket), shape (q).</summary>
    public ReadOnlySpan<double> QuantilesOf(int series, int step)
        => Quantiles.AsSpan(((series * Horizon) + step) * Levels.Count, Levels.Count);

    /// <summary>Quantiles of the demand of one series over its lead time, shape (q).</summary>
    public ReadOnlySpan<double> LeadTimeQuantilesOf(int series) => LeadTimeQuantiles.AsSpan(series * Levels.Count, Levels.Count);

    /// <summary>What became of every method for one series, shape (m).</summary>
    public ReadOnlySpan<CandidateState> StatesOf(int series) => State.AsSpan(series * Methods.Count, Methods.Count);

    /// <summary>Name of the method of one series; empty when it has no forecast.</summary>
    public string MethodName(int series) => Method[series] < 0 ? string.Empty : Methods[Method[series]].Name;

    private static double[] Unknown(int count, long width)
    {
        var length = count * width;
        if (length > Array.MaxLength)
        {
            throw new ProblemException(new Problem(
                "SEG-FCST-029",
                $"{count} series with {width} numbers each do not fit into one array.",
                "Forecast the panel in parts."));
        }

        var values = GC.AllocateUninitializedArray<double>((int)length);
        Array.Fill(values, double.NaN);
        return values;
    }
}
