using SegmentationML.Core;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Forecast;
using SegmentationML.Pipeline.Policy;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Tests.Forecast;

/// <summary>The forecast step on six products over five years of months, and the policy step on what it made.</summary>
public sealed class ForecastStepTests : IDisposable
{
    private const int Months = 60;
    private readonly StepFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void StockLevel_IsTheQuantileOfTheForecastsOwnDistribution()
    {
        var (forecast, policy) = Run(new ForecastOptions { Horizon = 6 }, new SegmentPolicy { ServiceLevel = 0.93, LeadTime = 2, ReviewPeriod = 1 });
        var rows = _fixture.Rows($"""
            SELECT c.entity_index, c.demand_quantile = p.reorder_point AS same, p.safety_stock = p.reorder_point - c.demand_mean AS safety, p.basis = c.basis AS named, c.demand_quantile > c.demand_mean AS above
            FROM ({_fixture.Context().Select(forecast.Choices)}) c JOIN ({_fixture.Context().Select(policy.Policies)}) p USING (entity_index) ORDER BY 1
            """);
        Assert.Equal(Enumerable.Range(0, 6).Select(static i => $"{i}|true|true|true|true"), rows);
    }

    [Fact]
    public void LeadTimeThatVaries_LiftsTheStock_AndAPrescribedFamilyIsTaken()
    {
        var (_, steady) = Run(new ForecastOptions { Horizon = 6 }, new SegmentPolicy { ServiceLevel = 0.93, LeadTime = 2 });
        var (_, varying) = Run(new ForecastOptions { Horizon = 6 }, new SegmentPolicy { ServiceLevel = 0.93, LeadTime = 2, LeadTimeDeviation = 1 });
        var (_, normal) = Run(new ForecastOptions { Horizon = 6 }, new SegmentPolicy { ServiceLevel = 0.93, LeadTime = 2, Method = DemandModel.Normal });
        Assert.Equal(["6"], _fixture.Rows($"SELECT count_if(v.reorder_point > s.reorder_point) FROM ({_fixture.Context().Select(steady.Policies)}) s JOIN ({_fixture.Context().Select(varying.Policies)}) v USING (entity_index)"));
        Assert.Equal(["normal|6"], _fixture.Rows($"SELECT basis, count(*) FROM ({_fixture.Context().Select(normal.Policies)}) GROUP BY basis"));
    }

    /// <summary>Half of each product's demand falls into one half of the year when its group says so; a flat method then forecasts the season of the group.</summary>
    [Fact]
    public void Profile_LendsTheSeasonOfTheGroup()
    {
        var policy = new SegmentPolicy { ServiceLevel = 0.9, Forecasters = ["ses"] };
        var (plain, _) = Run(new ForecastOptions { Horizon = 12 }, policy);
        var (lent, _) = Run(new ForecastOptions { Horizon = 12, Profile = "level_1" }, policy);
        string Ratio(ForecastResult forecast) => _fixture.Rows($"SELECT round(avg(mean) FILTER (step <= 6) / avg(mean) FILTER (step > 6), 1) FROM ({_fixture.Context().Select(forecast.Forecasts)})")[0];
        Assert.Equal("1.0", Ratio(plain));
        Assert.InRange(double.Parse(Ratio(lent), System.Globalization.CultureInfo.InvariantCulture), 1.7, 2.3);
        Assert.Contains("Series borrow the season of their 'level_1': 2 of 2 groups have one.", lent.Notes);
        Assert.Equal("SEG-FCST-105", Assert.Throws<ProblemException>(() => Run(new ForecastOptions { Profile = "colour" }, policy)).Problems[0].Code);
    }

    /// <summary>A policy may force a method that is not among those of the pipeline, and no other segment has it.</summary>
    [Fact]
    public void Policy_ForcesAnyMethodOfTheCatalogue()
    {
        var (forced, _) = Run(new ForecastOptions { Horizon = 6, Methods = ["naive", "ses"] }, new SegmentPolicy { Forecasters = ["holt-damped"] });
        Assert.Equal(["holt-damped|only-candidate|6"], _fixture.Rows($"SELECT method, reason, count(*) FROM ({_fixture.Context().Select(forced.Choices)}) GROUP BY ALL"));
        Assert.Equal("SEG-FCST-103", Assert.Single(new SegmentPolicy { Forecasters = ["holt-dumped"] }.Validate("AX")).Code);
    }

    private (ForecastResult Forecast, PolicyResult Policy) Run(ForecastOptions options, SegmentPolicy policy)
    {
        var asOf = new DateOnly(2025, 1, 1);
        var features = new FeaturesResult(
            _fixture.Table("features", "SELECT i::INTEGER AS entity_index, 'P' || i AS key, 'P' || i AS product_id, 1.0::DOUBLE AS adi FROM range(6) t(i)"),
            _fixture.Table("demand", $"SELECT i::INTEGER AS entity_index, t::INTEGER AS bucket, (((10 + 3 * i) + (i * 7 + t * t * 5) % 7) * CASE WHEN t % 12 < 6 THEN 2 ELSE 1 END)::DOUBLE AS quantity FROM range(6) e(i), range({Months}) b(t)"),
            new BucketCalendar(Bucket.Month, 12, asOf.AddMonths(-Months), Months, asOf),
            [new FeatureColumn("adi", "", "")],
            [],
            new FeatureCounts(0, 0, 0, 0, 0),
            null);
        var segments = new SegmentResult(_fixture.Table("assignments", "SELECT i::INTEGER AS entity_index, 'A' AS segment FROM range(6) t(i)"), [], [], [new SegmentSize("A", "A", 6, 1)], [], [], [], new Dictionary<string, string>(StringComparer.Ordinal), []);
        var model = new ModelDefinition { Name = "m", Dimensions = new Dictionary<string, DimensionDefinition>(StringComparer.Ordinal), Policies = new Dictionary<string, SegmentPolicy>(StringComparer.Ordinal) { ["*"] = policy } };
        var tables = new Dictionary<string, TableHandle>(StringComparer.Ordinal) { ["products"] = _fixture.Table("products", "SELECT 'P' || i AS product_id, 'G' || i % 2 AS level_1, NULL::DOUBLE AS lead_time_days, NULL::DOUBLE AS unit_cost, NULL::DOUBLE AS min_order_quantity, NULL::DOUBLE AS order_multiple FROM range(6) t(i)") };
        var forecast = ForecastStep.Run(_fixture.Context(), new ForecastInput(model, tables, features, segments, ["product_id"], options));
        return (forecast, PolicyStep.Run(_fixture.Context(), new PolicyInput(model, tables, features, segments, forecast, ["product_id"], new PolicyOptions())));
    }
}
