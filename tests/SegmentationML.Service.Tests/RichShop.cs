namespace SegmentationML.Service.Tests;

/// <summary>A service whose shop has a model with a dimension of every kind that drivers decide, and all that comes after the matrix; three versions of it, so that band, dwell and budget have whom to hold; and entities of every edge case.</summary>
public sealed class RichShop : IAsyncLifetime
{
    // A new one, one sold once, one long not sold, one that only came back; and two whose sales change much between the versions.
    private const string More = """
        X1,2025-03-05,NEWCOMER,3,20
        X2,2025-03-12,NEWCOMER,2,20
        X3,2024-06-05,ONCE,4,10
        X4,2024-01-10,SLEEPER,5,30
        X5,2024-01-17,SLEEPER,4,30
        X6,2024-01-24,SLEEPER,6,30
        X7,2024-07-03,BACKONLY,-2,15

        """;

    private const string Later = """
        Y1,2025-03-26,P001,900,40
        Y2,2025-03-26,P006,700,50
        Y3,2025-04-02,P011,2,900
        Y4,2025-04-02,P016,800,30

        """;

    // In the second version only: who rises by it falls again in the third, sooner than the dwell allows.
    private const string Once = """
        Z1,2025-03-26,P021,9000,40

        """;

    private const string Model = """
        name: shop
        description: A dimension of every kind, rules, band, dwell, budget, overrides and events.
        dimensions:
          abc: {kind: cumulative-share, driver: net_revenue, cuts: {A: 0.8, B: 0.95, C: 1}}
          tail: {kind: cumulative-share, driver: net_revenue, basis: items, cuts: {A: 0.2, B: 0.5, C: 1}}
          xyz: {kind: variability, driver: cv, cuts: {X: 0.5, Y: 1, Z: .inf}, minimum_buckets: 8}
          demand: {kind: demand-class}
          price: {kind: threshold, driver: net_revenue, cuts: {L: 500, M: 5000, H: .inf}}
          fsn: {kind: movement, driver: mean_demand}
          rank: {kind: quantile-score, driver: recency_days, less_is_better: true}
          rfm: {kind: rfm, drivers: [recency_days, order_count, net_revenue]}
          worth: {kind: weighted-score, criteria: {net_revenue: 0.6, order_count: 0.4}}
          shape: {kind: k-means, drivers: [net_revenue, mean_demand, cv], clusters: 3}
        matrix:
          dimensions: [abc, xyz, shape]
        rules:
          - {name: big-is-no-tail, when: {net_revenue: ">= 3000", abc: C}, never: [CXK1, CXK2, CXK3], instead: BXK1}
        hysteresis: {band: 0.5, minimum_dwell: 3}
        budget: {share: 0.05}
        overrides:
          - {id: o-1, keys: [P002, P003], segment: AXK1, reason: CONTRACT, from: 2024-01-01, to: 2030-01-01, approver: anna}
        events:
          - {name: spring, keys: [P004], segment: BXK2, from: 2024-01-01, to: 2030-01-01}
        policies:
          "*": {service_level: 0.9, review_period: 2, lead_time: 2}
        """;

    internal RunningService Service { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Service.Shop.WriteModel(Model);
        await Service.InitializeAsync();
        foreach (var (weeks, lines) in new[] { (66, More + Once), (68, More + Later) })
        {
            Service.Shop.WriteLines(weeks, lines);
            Assert.Equal("published", (await Service.RunAsync(Service.Admin, new { })).GetProperty("state").GetString());
        }
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
