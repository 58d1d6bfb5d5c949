namespace SegmentationML.Core.Forecasting.Pooling;

/// <summary>The distributions that <see cref="PanelPool"/> weighs, for one history: its past, a family around the mean of each member, and one around the past's own rate; the buffers of one thread.</summary>
internal sealed class PoolComponents
{
    private readonly DemandFamily[] _step = new DemandFamily[PanelPool.Count - 1];
    private readonly DemandFamily[] _lead = new DemandFamily[PanelPool.Count - 1];
    private readonly PastDemand _past = new();
    private double[] _mean = [];
    private double[] _parameters = [];

    /// <summary>The past.</summary>
    public PastDemand Past => _past;

    /// <summary>The families of one bucket, and of the lead time.</summary>
    public ReadOnlySpan<DemandFamily> Families(bool leadTime) => leadTime ? _lead : _step;

    /// <summary>Makes them.</summary>
    /// <param name="history">Checked demand, some of it above zero.</param>
    /// <param name="first">Index of the first demand.</param>
    /// <param name="leadTime">Buckets, above 0; of the last one a share may count.</param>
    /// <param name="whole">Whether every quantity is an integer.</param>
    /// <param name="sizes">What the panel knows of sizes.</param>
    /// <param name="workspace">Buffers of the calling thread.</param>
    public void Make(in DemandHistory history, int first, double leadTime, bool whole, PanelSizes sizes, ForecastWorkspace workspace)
    {
        _past.Read(history.Values[first..], whole, sizes);
        _past.Draw(leadTime);
        var dispersion = sizes.DispersionOf(_past);
        var buckets = (int)Math.Ceiling(leadTime);
        _mean = _mean.Length < buckets ? new double[buckets] : _mean;
        Span<double> stepSd = [0];
        for (var m = 0; m < PanelPool.Members.Count; m++)
        {
            var member = PanelPool.Members[m];
            _parameters = _parameters.Length < member.ParameterNames.Count ? new double[member.ParameterNames.Count] : _parameters;
            var detail = new ForecastDetail(_mean.AsSpan(0, buckets), stepSd, buckets, _parameters.AsSpan(0, member.ParameterNames.Count));
            member.ForecastWithErrors(history, ref detail, workspace);
            Put(m, _mean[0], leadTime, dispersion, DemandPool.Held(DemandPool.Growth(detail.Spread, buckets), leadTime));
        }

        Put(PanelPool.Members.Count, _past.Share * _past.MeanSize, leadTime, dispersion, growth: 1);
    }

    /// <summary>The probability up to a quantity of the past (component 0) or of a family.</summary>
    public double Cdf(int component, bool leadTime, double x)
    {
        if (component > 0)
        {
            return (leadTime ? _lead : _step)[component - 1].Cdf(x);
        }

        var atoms = leadTime ? _past.Sums : _past.Atoms;
        var cumulative = leadTime ? PastDemand.SumsCumulative : _past.Cumulative;
        var (low, high) = (0, atoms.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = atoms[middle] > x ? (low, middle) : (middle + 1, high);
        }

        return low == 0 ? 0 : cumulative[low - 1];
    }

    private void Put(int place, double mean, double leadTime, double dispersion, double growth)
    {
        _step[place] = new DemandFamily(mean, mean * dispersion, _past.Whole);
        _lead[place] = new DemandFamily(mean * leadTime, mean * leadTime * dispersion * growth, _past.Whole);
    }
}
