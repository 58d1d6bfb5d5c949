using System.Globalization;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Forecast;
using SegmentationML.Pipeline.Policy;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Tests.Forecast;

/// <summary>Events, new items, hierarchies and plans in the forecast step: eight products over four years of months, in two groups and two segments.</summary>
public sealed class ForecastShapingTests : IDisposable
{
    private const int Months = 48;
    private const int Products = 8;
    private static readonly DateOnly AsOf = new(2025, 1, 1);
    private readonly StepFixture _fixture = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("segml-plan-").FullName;

    public void Dispose()
    {
        _fixture.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A replaced bucket and a doubled one; the stock moves by what the changes add within lead time and review period (three months), the forecast not at all.</summary>
    [Fact]
    public void Changes_StandBesideTheForecast_AndMoveTheStock()
    {
        var policy = new SegmentPolicy { ServiceLevel = 0.9, LeadTime = 2, ReviewPeriod = 1, Forecasters = ["mean"] };
        var (plain, stock) = Run(new ForecastOptions { Horizon = 6 }, policy);
        var (planned, moved) = Run(new ForecastOptions { Horizon = 6, Changes = "changes.csv" }, policy, changes: """
            series,from,to,change,amount,reason,ends
            P1,2025-02-01,2025-02-01,replace,400,fair,2025-06-30
            P1,2025-05-01,2025-05-31,multiply,2,second fair,2025-07-31
            P2,2025-01,2025-03,add,5,long ago,2024-06-30
            P99,2025-01,2025-03,add,5,nobody,2025-06-30
            P01,2025-01,2025-03,add,5,a slip,2025-06-30
            """);
        Assert.Equal(["0"], _fixture.Rows($"SELECT count(*) FROM ({Sql(plain.Forecasts)}) p JOIN ({Sql(planned.Forecasts)}) q USING (entity_index, step) WHERE p.mean <> q.mean OR p.q95 <> q.q95"));
        Assert.Equal(
            ["1|2|400.0|fair|2025-06-30", "1|5|true|second fair|2025-07-31"],
            _fixture.Rows($"SELECT entity_index, step, CASE WHEN step = 2 THEN CAST(planned AS VARCHAR) ELSE CAST(planned = 2 * mean AS VARCHAR) END, change, change_ends FROM ({Sql(planned.Forecasts)}) WHERE change IS NOT NULL ORDER BY step"));
        Assert.Equal(["0"], _fixture.Rows($"SELECT count(*) FROM ({Sql(planned.Forecasts)}) WHERE change IS NULL AND planned <> mean"));
        var added = Number($"SELECT 400 - mean FROM ({Sql(plain.Forecasts)}) WHERE entity_index = 1 AND step = 2");
        Assert.Equal(added, Number($"SELECT planned_change FROM ({Sql(planned.Choices)}) WHERE entity_index = 1"), 9);
        Assert.Equal(added, Number($"SELECT q.reorder_point - p.reorder_point FROM ({Sql(stock.Policies)}) p JOIN ({Sql(moved.Policies)}) q USING (entity_index) WHERE entity_index = 1"), 1.0);
        Assert.Equal(["0"], _fixture.Rows($"SELECT count(*) FROM ({Sql(stock.Policies)}) p JOIN ({Sql(moved.Policies)}) q USING (entity_index) WHERE entity_index <> 1 AND p.reorder_point <> q.reorder_point"));
        Assert.Equal(["One planned change has ended and was not used.", "2 planned changes are for series that are not there: 'P99', 'P01' (did you mean 'P0'?)."], planned.Notes);
        Assert.Equal("One planned change is for a series that is not there: look for a slip in its key.", Run(new ForecastOptions { Horizon = 6, Changes = "changes.csv" }, policy, changes: "series,from,to,change,amount,reason,ends\nP99,2025-01,2025-03,add,5,nobody,2025-06-30\n", isKeyOpen: false).Forecast.Notes[^1]);
    }

    [Fact]
    public void WholeUnits_KeepRunningSums()
    {
        var (forecast, _) = Run(new ForecastOptions { Horizon = 6, WholeUnits = true }, new SegmentPolicy { Forecasters = ["mean"] });
        Assert.Equal(["0"], _fixture.Rows($"SELECT count(*) FROM (SELECT planned, sum(mean - planned) OVER (PARTITION BY entity_index ORDER BY step) AS gap FROM ({Sql(forecast.Forecasts)})) WHERE planned <> floor(planned) OR abs(gap) > 0.5 + 1e-9"));
    }

    /// <summary>Every fourth month a promotion triples what is sold; the first month ahead has one over all its days, the third over half of them.</summary>
    [Fact]
    public void Promotions_AreTakenOutOfTheHistory_AndPutIntoTheForecast()
    {
        var promotions = _fixture.Table("promotions", $"""
            SELECT 'X' || i || '-' || t AS promotion_id, 'P' || i AS product_id, NULL::VARCHAR AS customer_id, NULL::VARCHAR AS kind, d AS start_date, CASE WHEN t = {Months + 2} THEN d + 14 ELSE last_day(d) END AS end_date
            FROM (SELECT i, t, CAST(DATE '2021-01-01' + to_months(CAST(t AS INTEGER)) AS DATE) AS d FROM range({Products}) e(i), range({Months + 3}) b(t) WHERE t % 4 = 0 OR t = {Months + 2})
            """);
        var policy = new SegmentPolicy { ServiceLevel = 0.9, LeadTime = 1, ReviewPeriod = 0, Forecasters = ["mean"] };
        var (forecast, _) = Run(new ForecastOptions { Horizon = 4, Events = [EventSource.Promotions] }, policy, lift: "CASE WHEN t % 4 = 0 THEN 3 ELSE 1 END", promotions: promotions);
        double Step(int step) => Number($"SELECT mean FROM ({Sql(forecast.Forecasts)}) WHERE entity_index = 2 AND step = {step}");
        Assert.InRange(Step(1) / Step(2), 2.7, 3.3);
        Assert.Equal(1 + ((Step(1) / Step(2) - 1) * 15 / 31), Step(3) / Step(2), 9);
        Assert.Equal(Step(2), Step(4), 9);
        Assert.Equal(Step(1), Number($"SELECT demand_mean FROM ({Sql(forecast.Choices)}) WHERE entity_index = 2"), 9);
        Assert.StartsWith("Demand in buckets of 'promotion' is ", forecast.Notes[0], StringComparison.Ordinal);
        var (off, _) = Run(new ForecastOptions { Horizon = 4, Events = [EventSource.Promotions, EventSource.Holidays] }, policy);
        Assert.Equal(2, off.Notes.Count(static n => n.Contains(" are off: they need the table ", StringComparison.Ordinal)));
    }

    /// <summary>Products that begin later sell 10, 20, then 30 a month; the last one began a month ago, and one that was never sold is launched next month.</summary>
    [Fact]
    public void NewItems_FollowTheLaunchesOfLikeOnes_OfAWiderGroupWhereTheirOwnHasTooFew()
    {
        var policy = new SegmentPolicy { ServiceLevel = 0.9, LeadTime = 2, ReviewPeriod = 0 };
        const string Launches = "CASE WHEN i = 7 OR t < CASE WHEN i = 6 THEN 47 ELSE 10 * (1 + i % 3) END THEN 0 ELSE least(30, 10 * (1 + t - CASE WHEN i = 6 THEN 47 ELSE 10 * (1 + i % 3) END)) END";
        var (forecast, stock) = Run(new ForecastOptions { Horizon = 4, NewItems = new NewItemOptions { Like = ["product_id", "level_1"], Age = 6 } }, policy, quantity: Launches);
        Assert.Equal(["6|launch-curve|like-items|like-items", "7|launch-curve|like-items|like-items"], _fixture.Rows($"SELECT entity_index, method, reason, basis FROM ({Sql(forecast.Choices)}) WHERE method = 'launch-curve' ORDER BY 1"));
        Assert.Equal(["20.0", "30.0", "30.0", "30.0"], _fixture.Rows($"SELECT round(mean, 6) FROM ({Sql(forecast.Forecasts)}) WHERE entity_index = 6 ORDER BY step"));
        Assert.Equal(["0.0", "10.0", "20.0", "30.0"], _fixture.Rows($"SELECT round(mean, 6) FROM ({Sql(forecast.Forecasts)}) WHERE entity_index = 7 ORDER BY step"));
        Assert.Equal(["6|50.0", "7|10.0"], _fixture.Rows($"SELECT entity_index, round(demand_mean, 6) FROM ({Sql(forecast.Choices)}) WHERE method = 'launch-curve' ORDER BY 1"));
        Assert.Equal(["0"], _fixture.Rows($"SELECT count(*) FROM ({Sql(stock.Policies)}) WHERE entity_index IN (6, 7) AND NOT reorder_point > 0"));
        Assert.Equal(["0"], _fixture.Rows($"SELECT count(*) FROM ({Sql(forecast.Accuracy)}) WHERE entity_index IN (6, 7)"));
    }

    /// <summary>Bottom-up changes nothing; top-down gives the total's forecast in the series' past shares; no way forecasts below zero.</summary>
    [Fact]
    public void Hierarchy_AddsUp_AndShowsAccuracyAndEffort()
    {
        var policy = new SegmentPolicy { ServiceLevel = 0.9, LeadTime = 2, Forecasters = ["mean"] };
        ForecastResult With(string? way, int compare = 0) => Run(new ForecastOptions { Horizon = 4, Methods = ["mean"], Hierarchy = way is null ? null : new HierarchyOptions { Levels = ["level_1", "segment"], Reconcile = way, Compare = compare } }, policy).Forecast;
        var plain = With(null);
        Assert.Equal(["0"], _fixture.Rows($"SELECT count(*) FROM ({Sql(plain.Forecasts)}) p JOIN ({Sql(With("bottom-up").Forecasts)}) q USING (entity_index, step) WHERE p.mean <> q.mean OR p.q95 <> q.q95"));
        var down = With("top-down", compare: 2);
        Assert.Equal(Number($"SELECT sum(mean) FROM ({Sql(plain.Forecasts)}) WHERE step = 1"), Number($"SELECT sum(mean) FROM ({Sql(down.Forecasts)}) WHERE step = 1"), 6);
        Assert.Null(plain.Sums);
        Assert.Equal(
            ["level_1=G0|level_1|G0|4", "level_1=G1|level_1|G1|4", "segment=A|segment|A|4", "segment=B|segment|B|4", "total|total|total|4"],
            _fixture.Rows($"SELECT key, level, node, count(*) FROM ({Sql(down.Sums!)}) WHERE method = 'mean' AND mean BETWEEN q05 AND q95 GROUP BY ALL ORDER BY ALL"));
        foreach (var way in (string[])["top-down", "mint"])
        {
            var forecast = With(way);
            const string Groups = "CASE l.level WHEN 'total' THEN 'total' WHEN 'segment' THEN CASE WHEN f.entity_index < 4 THEN 'A' ELSE 'B' END ELSE 'G' || f.entity_index % 2 END";
            Assert.Equal(["0"], _fixture.Rows($"SELECT count(*) FROM (SELECT l.key, l.step, any_value(l.mean) AS mean, sum(f.mean ORDER BY f.entity_index) AS total FROM ({Sql(forecast.Sums!)}) l JOIN ({Sql(forecast.Forecasts)}) f ON f.step = l.step AND l.node = {Groups} GROUP BY l.key, l.step) WHERE mean <> total"));
        }

        var report = down.Hierarchy!;
        Assert.Equal((13, 2, 4), (report.Nodes, report.Origins, report.Horizon));
        Assert.Equal(["ALL", "total", "level_1", "segment", "bottom"], report.Accuracy.Select(static r => r.Level).Distinct());
        Assert.Equal(8, report.Accuracy.Select(static r => r.Method).Distinct().Count());
        Assert.Equal([("A", 1), ("A", 2), ("A", 1), ("A", 4)], report.Levels.Where(static l => l.Segment == "A").Select(static l => (l.Segment, l.Forecasts)));
        Assert.All(report.Levels.GroupBy(static l => l.Segment), static g => Assert.Single(g, static l => l.IsChosen));
        Assert.Equal(["0"], _fixture.Rows($"SELECT count(*) FROM ({Sql(With("mint").Forecasts)}) WHERE mean < 0 OR q05 < 0 OR q05 > q95"));
        var chosen = With("by-segment", compare: 1);
        Assert.Contains("each segment is forecast at the level that did best there", chosen.Notes[0], StringComparison.Ordinal);
        Assert.Equal("SEG-FCST-107", Assert.Single(new ForecastOptions { Hierarchy = new HierarchyOptions { Levels = ["level_1"], Reconcile = "upside-down" } }.Validate()).Code);
        Assert.Equal("SEG-FCST-108", Assert.Single(new ForecastOptions { Hierarchy = new HierarchyOptions { Levels = ["level_1"], Reconcile = "by-segment", Compare = 0 } }.Validate()).Code);
        Assert.Equal("SEG-FCST-105", Assert.Throws<ProblemException>(() => Run(new ForecastOptions { Hierarchy = new HierarchyOptions { Levels = ["colour"] } }, policy)).Problems[0].Code);
    }

    [Fact]
    public void Options_NameEventsOnce()
        => Assert.Equal("SEG-FCST-109", Assert.Single(new ForecastOptions { Events = [EventSource.Promotions, EventSource.PromotionKinds] }.Validate()).Code);

    /// <summary>The section of docs/forecast.md binds and is valid.</summary>
    [Fact]
    public async Task Documented_Section_Binds()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "forecast.md"), TestContext.Current.CancellationToken);
        var block = page.Split("```yaml\n")[1].Split("```")[0];
        var options = YamlBinder.Bind<ForecastOptions>(Assert.IsType<YamlMapping>(YamlText.Read(block, "forecast.md")).Entries.Single().Value, "forecast.md");
        Assert.Empty(options.Validate());
        Assert.Equal((ParentRule.Keep, 4, "changes.csv", true, 13, "mint"), (options.Parent, options.RefitEvery, options.Changes, options.WholeUnits, options.NewItems!.Age, options.Hierarchy!.Reconcile));
        Assert.Equal([EventSource.PromotionKinds, EventSource.Holidays], options.Events);
    }

    private string Sql(TableHandle table) => _fixture.Context().Select(table);

    private double Number(string query) => double.Parse(_fixture.Rows(query)[0], CultureInfo.InvariantCulture);

    private (ForecastResult Forecast, PolicyResult Policy) Run(ForecastOptions options, SegmentPolicy policy, string lift = "1", string? quantity = null, TableHandle? promotions = null, string? changes = null, bool isKeyOpen = true)
    {
        quantity ??= $"(((10 + 3 * i) + (i * 7 + t * t * 5) % 7) * {lift})";
        var features = new FeaturesResult(
            _fixture.Table("features", $"SELECT i::INTEGER AS entity_index, 'P' || i AS key, 'P' || i AS product_id, 1.0::DOUBLE AS adi FROM range({Products}) t(i)"),
            _fixture.Table("demand", $"SELECT i::INTEGER AS entity_index, t::INTEGER AS bucket, ({quantity})::DOUBLE AS quantity FROM range({Products}) e(i), range({Months}) b(t) WHERE ({quantity}) > 0"),
            new BucketCalendar(Bucket.Month, 12, AsOf.AddMonths(-Months), Months, AsOf),
            [new FeatureColumn("adi", "", "")],
            [],
            new FeatureCounts(0, 0, 0, 0, 0),
            null);
        var segments = new SegmentResult(
            _fixture.Table("assignments", $"SELECT i::INTEGER AS entity_index, CASE WHEN i < 4 THEN 'A' ELSE 'B' END AS segment FROM range({Products}) t(i)"),
            [], [], [new SegmentSize("A", "A", 4, 1), new SegmentSize("B", "B", 4, 1)], [], [], [], new Dictionary<string, string>(StringComparer.Ordinal), []);
        var model = new ModelDefinition { Name = "m", Dimensions = new Dictionary<string, DimensionDefinition>(StringComparer.Ordinal), Policies = new Dictionary<string, SegmentPolicy>(StringComparer.Ordinal) { ["*"] = policy } };
        var tables = new Dictionary<string, TableHandle>(StringComparer.Ordinal)
        {
            ["products"] = _fixture.Table("products", $"SELECT 'P' || i AS product_id, 'G' || i % 2 AS level_1, CASE WHEN i = 7 THEN DATE '2025-02-01' END AS launched, NULL::DOUBLE AS lead_time_days, NULL::DOUBLE AS unit_cost, NULL::DOUBLE AS min_order_quantity, NULL::DOUBLE AS order_multiple FROM range({Products}) t(i)"),
        };
        if (promotions is not null)
        {
            tables["promotions"] = promotions;
        }

        string? file = null;
        if (changes is not null)
        {
            File.WriteAllText(file = Path.Combine(_folder, "changes.csv"), changes);
        }

        var forecast = ForecastStep.Run(_fixture.Context(), new ForecastInput(model, tables, features, segments, ["product_id"], options) { Changes = file, IsKeyOpen = isKeyOpen });
        return (forecast, PolicyStep.Run(_fixture.Context(), new PolicyInput(model, tables, features, segments, forecast, ["product_id"], new PolicyOptions())));
    }
}
