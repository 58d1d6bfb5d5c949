using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Tests.Segment;

public sealed class ReasonTextTests
{
    private const string Model = """
        name: bench
        dimensions:
          abc: {kind: cumulative-share, driver: net_revenue, cuts: {A: 0.8, B: 0.95, C: 1}}
          xyz: {kind: variability, driver: cv_deseasonalised, cuts: {X: 1, Y: 1.75, Z: .inf}, minimum_buckets: 8}
          shape: {kind: k-means, drivers: [order_count, net_revenue], clusters: 2, names: {K2: Loyal}}
        matrix: {dimensions: [abc, shape]}
        edge_cases: {new_below_buckets: 4}
        policies: {"*": {lead_time: 1, review_period: 1}}
        """;

    private static readonly DateOnly Day = new(2026, 1, 5);

    [Theory]
    [InlineData("ABC:A", "abc A: among the first 80 % of all net revenue (1,234 GBP)")]
    [InlineData("ABC:B", "abc B: between 80 % and 95 % of all net revenue (1,234 GBP)")]
    [InlineData("ABC:C", "abc C: in the last 5 % of all net revenue (1,234 GBP)")]
    [InlineData("XYZ:Y", "xyz Y: variability without trend and season above 1, up to 1.75")]
    [InlineData("XYZ:Z", "xyz Z: variability without trend and season above 1.75")]
    [InlineData("XYZ:U", "xyz U: variability without trend and season cannot be told: fewer than 8 weeks of history, or no demand")]
    [InlineData("SHAPE:K1", "shape K1: few orders, low net revenue")]
    [InlineData("SHAPE:K2", "shape K2: Loyal")]
    [InlineData("NEW", "new: first demand fewer than 4 weeks ago")]
    [InlineData("OTHER:Q", "OTHER:Q")]
    public void Of_Code_IsASentence(string code, string sentence)
    {
        var register = new ClusterRegister(3, [new(1, 9, [0, 0], ["-order_count", "-net_revenue"]), new(2, 9, [1, 1], ["+order_count"])], [1, 1]);
        var text = new ReasonText(SegmentBench.Model(Model), new Dictionary<string, ClusterRegister> { ["shape"] = register }, "week");

        Assert.Equal(sentence, text.Of(code, driver => driver == "net_revenue" ? DriverWords.Value(1234, "GBP") : null));
    }

    [Fact]
    public void Next_Boundary_SaysWhichWayAndHowFar()
    {
        Assert.Equal(
            "AY, if variability without trend and season rose from 0.7723 to 1 (by 0.2277, 2 standard deviations of its own history)",
            new NextSegment("AY", "cv_deseasonalised", 0.77232, 1, 0.22768, 2.03, "").ToString());
        Assert.Equal("B, if net revenue fell from 2,000 GBP to 1,500 GBP (by 500 GBP)", new NextSegment("B", "net_revenue", 2000, 1500, 500, double.NaN, "GBP").ToString());
        Assert.Equal("AX, once it has 8 weeks of history, 3 more than now", new NextSegment("AX", "active_periods", 5, 8, 3, double.NaN, "weeks").ToString());
        Assert.Equal("no other segment: no change of a single driver moves it", new NextSegment(null, null, double.NaN, double.NaN, double.NaN, double.NaN, "").ToString());
    }

    [Theory]
    [InlineData("currency", "GBP")]
    [InlineData("units/bucket", "units/week")]
    [InlineData("buckets", "weeks")]
    [InlineData("1", "")]
    public void Unit_OfARun_IsConcrete(string declared, string shown) => Assert.Equal(shown, DriverWords.Unit(declared, "GBP", Bucket.Week));

    [Fact]
    public void Run_Clusters_AreNamedByTheirDriversOrByTheModel_AndMovedByASingleDriver()
    {
        using var bench = new SegmentBench();
        const string Features = "SELECT 'p' || lpad(range::VARCHAR, 2, '0') AS key, (CASE WHEN range < 10 THEN 2.0 ELSE 40.0 END + range % 5)::DOUBLE AS order_count, (CASE WHEN range < 10 THEN 100.0 ELSE 9000.0 END + range)::DOUBLE AS net_revenue, 0.5::DOUBLE AS cv_deseasonalised FROM range(20)";
        var cycle = bench.Run(SegmentBench.Model(Model), Day, Features);
        var rows = bench.Rows(cycle, "segment, segment_name, boundary_driver, boundary_value > order_count OR boundary_value > net_revenue, second_segment IS NOT NULL, split_part(next_change, ' ', 1), reason_text");

        Assert.Contains(cycle.Result.Clusters[0].Clusters, c => c.Name == "Loyal");
        Assert.Contains(cycle.Result.Clusters[0].Clusters, c => c.Name.Contains("orders", StringComparison.Ordinal));
        Assert.All(rows, row => Assert.Matches("Loyal|orders", row));
        Assert.DoesNotContain(rows, row => row.Contains("boundary_distance", StringComparison.Ordinal));

        // A refit on the same entities keeps what was said of a cluster.
        var names = cycle.Result.Clusters[0].Clusters.Select(c => c.Name).ToArray();
        Assert.Equal(names, bench.Run(SegmentBench.Model(Model), Day.AddDays(7), Features).Result.Clusters[0].Clusters.Select(c => c.Name));
        Assert.All(cycle.Result.Clusters[0].Quality.Jaccard, j => Assert.True(j > 0.9));
    }

    [Fact]
    public void Run_ClustersThatDoNotComeBack_AreStoppedByTheGate()
    {
        using var bench = new SegmentBench();
        var blocking = SegmentBench.Model(Model.Replace("clusters: 2", "clusters: 7, stability: {gate: block, least_jaccard: 0.99}", StringComparison.Ordinal));
        const string Noise = "SELECT 'p' || lpad(range::VARCHAR, 2, '0') AS key, (hash(range) % 1000)::DOUBLE AS order_count, (hash(range + 77) % 1000)::DOUBLE AS net_revenue, 0.5::DOUBLE AS cv_deseasonalised FROM range(60)";
        var refused = Assert.Throws<Core.ProblemException>(() => bench.Run(blocking, Day, Noise));

        Assert.All(refused.Problems, p => Assert.Equal("SEG-CLUS-021", p.Code));
        Assert.Contains("dimensions.shape", refused.Problems[0].What, StringComparison.Ordinal);
    }
}
