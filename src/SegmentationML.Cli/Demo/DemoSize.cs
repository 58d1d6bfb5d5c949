namespace SegmentationML.Cli.Demo;

/// <summary>How large the demo distributor is. One generator serves all sizes; only these numbers differ.</summary>
/// <param name="Name">As the command line spells it.</param>
/// <param name="Products">Rows of <c>products.csv</c>.</param>
/// <param name="FirstDay">First day of the history.</param>
/// <param name="Days">Calendar days of history.</param>
/// <param name="OrderLines">Expected number of order lines; the drawn number differs by a fraction of a percent.</param>
/// <param name="Customers">Rows of <c>customers.csv</c>; 0 leaves the table out.</param>
/// <param name="Suppliers">Rows of <c>suppliers.csv</c>.</param>
/// <param name="Sites">Warehouses.</param>
/// <param name="SitesPerProduct">Warehouses that keep a product, at most.</param>
/// <param name="CounterShare">Share of lines sold over the counter, without a customer id, in [0, 1].</param>
/// <param name="Weekdays">Relative demand from Monday to Sunday.</param>
/// <param name="PriceScale">Factor on the typical price; 1 for a trade distributor.</param>
/// <param name="QuantityScale">Factor on the typical quantity of a line; 1 for a trade distributor.</param>
/// <param name="Stock">Whether stock is simulated and <c>receipts.csv</c> and <c>inventory.csv</c> are written.</param>
public sealed record DemoSize(
    string Name,
    int Products,
    DateOnly FirstDay,
    int Days,
    long OrderLines,
    int Customers,
    int Suppliers,
    int Sites,
    int SitesPerProduct,
    double CounterShare,
    IReadOnlyList<double> Weekdays,
    double PriceScale,
    double QuantityScale,
    bool Stock)
{
    private static readonly double[] Trade = [1.15, 1.1, 1.05, 1, 0.9, 0.15, 0];
    private static readonly double[] Retail = [0.9, 0.85, 0.85, 0.9, 1.05, 1.3, 1.15];

    /// <summary>Two and a quarter years of a small trade distributor, so that two whole seasons of weeks are there; made in a second or two.</summary>
    public static DemoSize Small { get; } = new("small", 300, new DateOnly(2023, 10, 2), 822, 100_000, 250, 24, 4, 3, 0.03, Trade, 1, 1, true);

    /// <summary>Three years of a mid-sized trade distributor.</summary>
    public static DemoSize Medium { get; } = new("medium", 3_000, new DateOnly(2023, 1, 1), 1_096, 1_500_000, 2_500, 90, 6, 3, 0.03, Trade, 1, 1, true);

    /// <summary>The shape of the M5 competition: 30,490 items, 1,941 days, about 18.6 million lines, all sold over the counter; each item is kept at one site.</summary>
    public static DemoSize M5 { get; } = new("m5", 30_490, new DateOnly(2011, 1, 29), 1_941, 18_600_000, 0, 240, 10, 1, 1, Retail, 0.2, 0.25, false);

    /// <summary>All sizes, smallest first.</summary>
    public static IReadOnlyList<DemoSize> All { get; } = [Small, Medium, M5];

    /// <summary>Last day of the history, included.</summary>
    public DateOnly LastDay => FirstDay.AddDays(Days - 1);
}
