using SegmentationML.Core;
using SegmentationML.Pipeline.Features;

namespace SegmentationML.Pipeline.Tests.Features;

public sealed class FeaturesStepTests : IDisposable
{
    // 2024-01-01 is a Monday. P1: weeks 0, 1, 3 (a return of 2 in week 3); P2: one sale in week 2, all returned and more in week 3; P3 only in the master table.
    private const string Lines = """
        SELECT * FROM (VALUES
            ('o1', 1, TIMESTAMP '2024-01-01 10:00', 'c1', 'P1', 10::DECIMAL(18,4), 20.00::DECIMAL(18,4), 12.00::DECIMAL(18,4)),
            ('o2', 1, TIMESTAMP '2024-01-09 00:00', 'c2', 'P1',  5, 10.00,  6.00),
            ('o3', 1, TIMESTAMP '2024-01-16 00:00', 'c1', 'P2',  4, 40.00, 30.00),
            ('o4', 1, TIMESTAMP '2024-01-22 00:00', 'c1', 'P1',  8, 16.00,  9.60),
            ('o5', 1, TIMESTAMP '2024-01-28 23:59', 'c1', 'P1', -2, -4.00, -2.40),
            ('o6', 1, TIMESTAMP '2024-01-24 00:00', NULL, 'P2', -6, -60.0, -45.0),
            ('o7', 1, TIMESTAMP '2024-01-30 00:00', 'c3', 'P1',  7, 14.00,  8.40),
            ('o8', 1, TIMESTAMP '2024-02-05 00:00', 'c3', 'P1',  9, 18.00, 10.80),
            ('o9', 1, TIMESTAMP '2024-01-10 00:00', 'c3', NULL,  9, 18.00, 10.80)
        ) AS t(order_id, line, order_date, customer_id, product_id, quantity, amount, cost)
        """;

    private readonly StepFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Run_SmallHistory_EqualsTheHandComputation()
    {
        // As of Thursday 2024-02-01 the week of 2024-01-29 is cut: weeks 0 to 3 are whole.
        var (context, result) = Run(asOf: new DateOnly(2024, 2, 1));

        Assert.Equal((new DateOnly(2024, 1, 1), 4), (result.Calendar.First, result.Calendar.Count));
        Assert.Equal(new FeatureCounts(LinesUsed: 7, LinesAfterCutOff: 1, LinesWithoutKey: 1, LinesInCutBuckets: 1, FlooredBuckets: 1), result.Counts);
        Assert.Equal(
            ["P1|28|31|5|56.0000|0.06666666666666667|22.4000", "P2|-2|16|2|-20.0000|1.5|-5.0000", "P3|-|-|-|-|-|-"],
            _fixture.Rows($"SELECT key, quantity::INTEGER, first_order_days::INTEGER, line_count::INTEGER, net_revenue::DECIMAL(18,4), return_share, gross_margin::DECIMAL(18,4) FROM ({context.Select(result.Features)}) ORDER BY entity_index"));
        Assert.Equal("36.0000", result.NetRevenue);
        Assert.Equal(["0|0|10.0", "0|1|5.0", "0|3|6.0", "1|2|4.0"], _fixture.Rows($"SELECT * FROM ({context.Select(result.Demand)}) ORDER BY ALL"));
        Assert.Equal(["P1|4.0|3.0|0.0|5.25|1.3333333333333333", "P2|2.0|1.0|1.0|2.0|2.0", "P3|0.0|0.0|-|-|-"],
            _fixture.Rows($"SELECT key, active_buckets, demand_buckets, idle_buckets, mean_demand, adi FROM ({context.Select(result.Features)}) ORDER BY entity_index"));
    }

    [Fact]
    public void Run_WithoutAsOf_TakesTheDayAfterTheLastOrder()
        => Assert.Equal(new DateOnly(2024, 2, 6), Run(asOf: null).Result.Calendar.AsOf);

    [Fact]
    public void Run_GrossReturns_CountSalesAlone()
    {
        var (context, result) = Run(new DateOnly(2024, 2, 1), new FeaturesOptions { Returns = ReturnsRule.Gross });

        Assert.Equal(0, result.Counts.FlooredBuckets);
        Assert.Equal(["0|3|8.0"], _fixture.Rows($"SELECT * FROM ({context.Select(result.Demand)}) WHERE bucket = 3"));
    }

    [Fact]
    public void Run_OtherEntity_GroupsByItsKey()
    {
        var (context, result) = Run(new DateOnly(2024, 2, 1), entity: ["customer_id", "product_id"]);

        Assert.Equal(["c1|P1", "c1|P2", "c2|P1", "c3|P1"], _fixture.Rows($"SELECT key FROM ({context.Select(result.Features)}) ORDER BY entity_index"));
        Assert.Equal(2, result.Counts.LinesWithoutKey);
    }

    [Fact]
    public void Run_NoCosts_SwitchesMarginOffAndSaysSo()
    {
        var result = Run(new DateOnly(2024, 2, 1), lines: Lines.Replace(", cost)", ", no_cost)", StringComparison.Ordinal)).Result;

        Assert.DoesNotContain("gross_margin", result.Columns.Select(c => c.Name));
        Assert.Contains(result.SwitchedOff, s => s.Contains("gross_margin", StringComparison.Ordinal) && s.Contains("order_lines.cost", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_DecayedValue_HalvesWithEachHalfLife()
    {
        // 31, 23, 16, 10, 4, 8 and 2 days before 2024-02-01, as the formula of the definitions says.
        var (context, result) = Run(new DateOnly(2024, 2, 1), new FeaturesOptions { HalfLifeDays = 10 });
        double[] ages = [31, 23, 10, 4, 2];
        double[] amounts = [20, 10, 16, -4, 14];
        var weights = ages.Select(a => Math.Pow(2, -a / 10)).ToArray();
        var expected = weights.Zip(amounts).Sum(p => p.First * p.Second);
        var lines = Math.Pow(weights.Sum(), 2) / weights.Sum(w => w * w);

        var row = _fixture.Rows($"SELECT decayed_value, effective_lines FROM ({context.Select(result.Features)}) WHERE key = 'P1'")[0].Split('|').Select(double.Parse).ToArray();

        // The weights are rounded to 12 decimals so that sums are exact: 1e-9 is far wider.
        Assert.Equal(expected, row[0], 1e-9);
        Assert.Equal(lines, row[1], 1e-9);
    }

    [Fact]
    public void Run_Panel_EmptyQuantityIsMissingNotZero()
    {
        var panel = _fixture.Table("demand", "SELECT * FROM (VALUES ('S', DATE '2024-01-01', 3::DECIMAL(18,4)), ('S', DATE '2024-02-01', 0), ('S', DATE '2024-03-01', NULL), ('S', DATE '2024-04-01', 5)) AS t(product_id, period, quantity)");
        var context = _fixture.Context();
        var result = FeaturesStep.Run(context, new FeaturesInput(
            new Dictionary<string, TableHandle> { ["demand"] = panel }, ["product_id"], new DateOnly(2024, 5, 1), new FeaturesOptions { Bucket = Bucket.Month }, FeatureGroup.BuiltIn));

        var series = DemandTable.Read(context, result.Demand, 1, result.Calendar)[0].ToArray();

        Assert.Equal([3, 0, double.NaN, 5], series);
        Assert.Equal(8, result.SwitchedOff.Count);
    }

    [Theory]
    [InlineData("2024-04-01", Bucket.Month, "2024-05-01", 4)]
    [InlineData("2024-04-02", Bucket.Month, "2024-04-03", 3)]
    [InlineData("2024-04-01", Bucket.Week, "2024-04-02", 13)]
    public void Run_PanelWithoutAsOf_KnowsItsLastBucketToTheEndWhenAllDatesBeginOne(string last, Bucket bucket, string asOf, int buckets)
    {
        var panel = _fixture.Table("demand", $"SELECT * FROM (VALUES ('S', DATE '2024-01-01', 3::DECIMAL(18,4)), ('S', DATE '2024-02-01', 4), ('S', DATE '{last}', 5)) AS t(product_id, period, quantity)");
        var result = FeaturesStep.Run(_fixture.Context(), new FeaturesInput(new Dictionary<string, TableHandle> { ["demand"] = panel }, ["product_id"], null, new FeaturesOptions { Bucket = bucket }, FeatureGroup.BuiltIn));
        Assert.Equal((DateOnly.Parse(asOf), buckets), (result.Calendar.AsOf, result.Calendar.Count));
    }

    [Fact]
    public void Run_OrdersOfSeveralLines_CountOnce()
    {
        var twice = $"{Lines.Replace("('o2', 1, TIMESTAMP '2024-01-09 00:00', 'c2', 'P1',  5, 10.00,  6.00),", "('o2', 1, TIMESTAMP '2024-01-09 00:00', 'c2', 'P1',  3, 6.00,  6.00), ('o2', 2, TIMESTAMP '2024-01-09 00:00', 'c2', 'P1',  2, 4.00,  6.00),", StringComparison.Ordinal)}";
        var (context, result) = Run(new DateOnly(2024, 2, 1), lines: twice);

        // P1: o1, o2, o4 and o7 sold 10 + 5 + 8 + 7; o5 is a return.
        Assert.Equal(["P1|4.0|7.5", "P2|1.0|4.0", "P3|-|-"], _fixture.Rows($"SELECT key, order_count, order_size FROM ({context.Select(result.Features)}) ORDER BY entity_index"));
    }

    [Fact]
    public void Run_GroupOfTheEntityItself_IsOff()
    {
        var result = Run(new DateOnly(2024, 2, 1)).Result;
        Assert.Contains("Feature group products is off: product_id is part of the entity (product_count).", result.SwitchedOff);
        Assert.Contains("product_count", Run(new DateOnly(2024, 2, 1), entity: ["customer_id"]).Result.Columns.Select(c => c.Name));
    }

    [Fact]
    public void Run_OwnGroup_ReadsTheColumnsThatItNames()
    {
        var own = FeatureGroup.Parse("own", "own.sql", "-- uses: order_lines.customer_id, order_lines.cost\n-- column known [1]: a\nSELECT ${entity}, count(customer_id) AS known FROM lines GROUP BY ${entity}");
        var (context, result) = Run(new DateOnly(2024, 2, 1), groups: [own]);
        Assert.Equal(["5.0", "1.0", "-"], _fixture.Rows($"SELECT known FROM ({context.Select(result.Features)}) ORDER BY entity_index"));
    }

    [Theory]
    [InlineData("", "customer_id", "SEG-FEAT-012")]
    [InlineData("-- uses: order_lines.custmer_id\n", "customer_id", "SEG-FEAT-013")]
    public void Run_OwnGroupThatDoesNotNameItsColumns_IsRefused(string header, string column, string code)
    {
        var own = FeatureGroup.Parse("own", "own.sql", $"{header}-- column known [1]: a\nSELECT ${{entity}}, count({column}) AS known FROM lines GROUP BY ${{entity}}");
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => Run(new DateOnly(2024, 2, 1), groups: [own])).Problems);
        Assert.Equal(code, problem.Code);
    }

    [Theory]
    [InlineData("2024-01-01", "SEG-FEAT-005")]
    [InlineData("2023-06-01", "SEG-FEAT-005")]
    public void Run_CutOffBeforeTheData_IsRefused(string asOf, string code)
        => Assert.Equal(code, Assert.Throws<ProblemException>(() => Run(DateOnly.Parse(asOf))).Problems[0].Code);

    [Fact]
    public void Run_UnknownKey_HintsAtTheNearest()
    {
        var problem = Assert.Throws<ProblemException>(() => Run(null, entity: ["product"])).Problems[0];
        Assert.Equal(("SEG-FEAT-008", "Did you mean 'product_id'?"), (problem.Code, problem.Fix));
    }

    [Fact]
    public void Run_NoRows_IsRefused()
        => Assert.Equal("SEG-FEAT-007", Assert.Throws<ProblemException>(() => Run(null, lines: $"SELECT * FROM ({Lines}) WHERE false")).Problems[0].Code);

    /// <summary>A series begins at its first demand; promotions are told by the calendar, and one may have been before.</summary>
    [Fact]
    public void Run_PromotionsOfALaterProduct_CountInItsOwnWeeks()
    {
        const string Later = "SELECT 'P9' AS product_id, order_date + INTERVAL 7 DAY AS order_date, * EXCLUDE (product_id, order_date) FROM (" + "{0}" + ") WHERE product_id = 'P1'";
        var lines = $"SELECT * FROM ({Lines}) UNION ALL BY NAME ({Later.Replace("{0}", Lines, StringComparison.Ordinal)})";
        const string Promotions = "SELECT * FROM (VALUES ('P9', NULL, DATE '2024-01-01', DATE '2024-01-01'), ('P1', NULL, DATE '2024-01-07', DATE '2024-01-07'), ('P9', NULL, DATE '2024-01-14', DATE '2024-01-14')) t(product_id, customer_id, start_date, end_date)";
        var (context, result) = Run(new DateOnly(2024, 2, 8), lines: lines, promotions: Promotions);
        var (own, other) = (_fixture.Rows($"SELECT cv_promotion_cleansed FROM ({context.Select(result.Features)}) WHERE key = 'P9'")[0], Run(new DateOnly(2024, 2, 1), promotions: Promotions));
        Assert.Equal(_fixture.Rows($"SELECT cv_promotion_cleansed FROM ({other.Context.Select(other.Result.Features)}) WHERE key = 'P1'")[0], own);
    }

    [Fact]
    public void Run_Promotions_AreLeftOutOfTheCleansedCv()
    {
        // P1 is promoted on the last day of week 0: 5, 0 and 6 are left, mean 11/3, sample deviation sqrt(31/3). P2 is promoted after the last bucket only.
        const string Promotions = "SELECT * FROM (VALUES ('P1', NULL, DATE '2024-01-07', DATE '2024-01-07'), ('P2', 'c9', DATE '2024-03-01', DATE '2024-04-01')) t(product_id, customer_id, start_date, end_date)";
        var (context, result) = Run(new DateOnly(2024, 2, 1), promotions: Promotions);

        Assert.Contains(result.Columns, c => c.Name == "cv_promotion_cleansed");
        Assert.Equal(["P1|0.876696", "P2|1.414214", "P3|-"], _fixture.Rows($"SELECT key, cv_promotion_cleansed::DECIMAL(9,6) FROM ({context.Select(result.Features)}) ORDER BY entity_index"));
        Assert.DoesNotContain(Run(new DateOnly(2024, 2, 1)).Result.Columns, c => c.Name == "cv_promotion_cleansed");
    }

    private (StepContext Context, FeaturesResult Result) Run(DateOnly? asOf, FeaturesOptions? options = null, IReadOnlyList<string>? entity = null, string lines = Lines, IReadOnlyList<FeatureGroup>? groups = null, string? promotions = null)
    {
        var tables = new Dictionary<string, TableHandle>
        {
            ["order_lines"] = _fixture.Table("order_lines", lines),
            ["products"] = _fixture.Table("products", "SELECT 'P' || i AS product_id FROM range(1, 4) t(i)"),
        };
        if (promotions is not null)
        {
            tables.Add("promotions", _fixture.Table("promotions", promotions));
        }

        var context = _fixture.Context();
        return (context, FeaturesStep.Run(context, new FeaturesInput(tables, entity ?? ["product_id"], asOf, options ?? new FeaturesOptions(), groups ?? FeatureGroup.BuiltIn)));
    }
}
