using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Forecasting.Arima;

/// <summary>Finds the order of a seasonal ARIMA model: tests decide the differences, steps from neighbour to neighbour the terms; the working state of one thread.</summary>
/// <remarks>
/// Hyndman and Khandakar (2008), Journal of Statistical Software 27(3): differences by the strength of the season (above 0.64) and by repeated KPSS tests at 5 %; then four starts, and the
/// first neighbour with a lower AICc is moved to, until none is left. Every model is fitted by exact likelihood. A model with a root within 1 % of the unit circle is not taken.
/// </remarks>
internal sealed class ArimaSearch
{
    private const double StrongSeason = 0.64;
    private const double ClosestRoot = 1.01;
    private const int MostDifferences = 2;

    /// <summary>Changes of p, q, P, Q that are tried around the best model, in R's order.</summary>
    private static readonly (int P, int Q, int SeasonalP, int SeasonalQ)[] Moves =
    [
        (0, 0, -1, 0), (0, 0, 0, -1), (0, 0, 1, 0), (0, 0, 0, 1), (0, 0, -1, -1), (0, 0, -1, 1), (0, 0, 1, -1), (0, 0, 1, 1),
        (-1, 0, 0, 0), (0, -1, 0, 0), (1, 0, 0, 0), (0, 1, 0, 0), (-1, -1, 0, 0), (-1, 1, 0, 0), (1, -1, 0, 0), (1, 1, 0, 0),
    ];

    private readonly SeasonalTrendLoess _loess = new();
    private readonly ArimaFit _fit;
    private readonly List<ArimaOrder> _visited = [];
    private double[] _values = [];
    private double _least;
    private ArimaOrder _best;

    /// <summary>A search over the fits of one thread.</summary>
    public ArimaSearch(ArimaFit fit) => _fit = fit;

    /// <summary>The best order; <see cref="ArimaFit"/> is left at the last model tried.</summary>
    /// <param name="values">Demand that varies, first value observed; NaN = missing.</param>
    /// <param name="season">Buckets in a season; 1 = none.</param>
    /// <param name="options">Limits.</param>
    /// <param name="bestPoint">Receives the terms of the best model.</param>
    public ArimaOrder Choose(ReadOnlySpan<double> values, int season, ArimaOptions options, Span<double> bestPoint)
    {
        var (d, seasonalD) = Differences(values, season);
        var third = values.Length / 3;
        var (p, seasonalP) = (Math.Min(options.LargestTerms, third), season > 1 ? Math.Min(options.LargestSeasonalTerms, third / season) : 0);
        var constant = d + seasonalD < 2;
        _visited.Clear();
        _least = double.PositiveInfinity;
        _best = new ArimaOrder(0, d, 0, 0, seasonalD, 0, constant);
        var (firstP, firstSeasonal) = (Math.Min(2, p), Math.Min(1, seasonalP));
        Try(new ArimaOrder(firstP, d, firstP, firstSeasonal, seasonalD, firstSeasonal, constant), bestPoint);
        Try(_best with { P = 0, Q = 0, SeasonalP = 0, SeasonalQ = 0 }, bestPoint);
        Try(new ArimaOrder(Math.Min(1, p), d, 0, firstSeasonal, seasonalD, 0, constant), bestPoint);
        Try(new ArimaOrder(0, d, Math.Min(1, p), 0, seasonalD, firstSeasonal, constant), bestPoint);
        Try(new ArimaOrder(0, d, 0, 0, seasonalD, 0), bestPoint);
        while (_visited.Count < options.MostModels && Move(p, seasonalP, constant, options.MostModels, bestPoint))
        {
        }

        return _best;
    }

    /// <summary>One step to the first better neighbour; false when there is none.</summary>
    private bool Move(int largest, int largestSeasonal, bool constant, int most, Span<double> bestPoint)
    {
        var here = _best;
        foreach (var (p, q, seasonalP, seasonalQ) in Moves)
        {
            var to = here with { P = here.P + p, Q = here.Q + q, SeasonalP = here.SeasonalP + seasonalP, SeasonalQ = here.SeasonalQ + seasonalQ };
            var inside = int.Min(int.Min(to.P, to.Q), int.Min(to.SeasonalP, to.SeasonalQ)) >= 0 && int.Max(to.P, to.Q) <= largest && int.Max(to.SeasonalP, to.SeasonalQ) <= largestSeasonal;
            if (inside && _visited.Count < most && Try(to, bestPoint))
            {
                return true;
            }
        }

        return constant && _visited.Count < most && Try(here with { Constant = !here.Constant }, bestPoint);
    }

    /// <summary>Fits an order that was not fitted yet; true when it is the best so far.</summary>
    private bool Try(ArimaOrder order, Span<double> bestPoint)
    {
        if (_visited.Contains(order))
        {
            return false;
        }

        _visited.Add(order);
        var criterion = _fit.Screen(order);
        if (!(criterion < _least) || !RootsAreFar())
        {
            return false;
        }

        (_least, _best) = (criterion, order);
        _fit.Point.CopyTo(bestPoint);
        return true;
    }

    private bool RootsAreFar()
    {
        Span<double> coefficients = stackalloc double[ArmaPolynomials.LongestFactor];
        var order = _fit.Order;
        var point = _fit.Point;
        var (far, at) = (true, 0);
        var seasonal = Math.Pow(ClosestRoot, _fit.Season);
        foreach (var (terms, distance) in (ReadOnlySpan<(int, double)>)[(order.P, ClosestRoot), (order.SeasonalP, seasonal), (order.Q, ClosestRoot), (order.SeasonalQ, seasonal)])
        {
            ArmaPolynomials.FromFree(point.Slice(at, terms), coefficients);
            far &= ArmaPolynomials.RootsAreBeyond(coefficients[..terms], distance);
            at += terms;
        }

        return far;
    }

    /// <summary>How often a series is differenced: by the season, and from bucket to bucket.</summary>
    /// <param name="demand">NaN = missing; a straight line stands in.</param>
    /// <param name="season">Buckets in a season; 1 = none.</param>
    internal (int Differences, int Seasonal) Differences(ReadOnlySpan<double> demand, int season)
    {
        if (_values.Length < demand.Length)
        {
            _values = new double[demand.Length];
        }

        var values = _values.AsSpan(0, demand.Length);
        GapLine.Fill(demand, values);
        var seasonal = season > 1 && values.Length > 2 * season && UnitRootTests.SeasonalStrength(values, season, _loess) > StrongSeason ? 1 : 0;
        if (seasonal == 1)
        {
            values = Difference(values, season);
            if (IsConstant(values))
            {
                return (0, seasonal);
            }
        }

        var differences = 0;
        while (differences < MostDifferences && values.Length > 4 && UnitRootTests.Kpss(values) > UnitRootTests.KpssCritical)
        {
            values = Difference(values, 1);
            differences++;
            if (IsConstant(values))
            {
                break;
            }
        }

        return (differences, seasonal);
    }

    private static Span<double> Difference(Span<double> values, int lag)
    {
        for (var t = 0; t < values.Length - lag; t++)
        {
            values[t] = values[t + lag] - values[t];
        }

        return values[..^lag];
    }

    private static bool IsConstant(ReadOnlySpan<double> values) => values.IndexOfAnyExcept(values[0]) < 0;
}
