namespace SegmentationML.Cli.Demo;

/// <summary>A product of the demo distributor: master data and the parameters of its demand. Days are indices into the history.</summary>
internal sealed record DemoProduct(int Index, string Id, string Name, int Category, string Subcategory, string Family, int Supplier, ProductArchetype Archetype)
{
    /// <summary>List price at the start of the history, cents.</summary>
    public required int PriceCents { get; init; }

    /// <summary>Unit cost at the start of the history, cents.</summary>
    public required int CostCents { get; init; }

    /// <summary>Agreed lead time, days.</summary>
    public required int LeadDays { get; init; }

    /// <summary>Standard deviation of the actual lead time, days.</summary>
    public required double LeadDeviation { get; init; }

    /// <summary>Least quantity of a purchase order line.</summary>
    public required int MinimumOrder { get; init; }

    /// <summary>Sold and bought in multiples of this.</summary>
    public required int Pack { get; init; }

    /// <summary>Weight of one unit, grams.</summary>
    public required int Grams { get; init; }

    /// <summary>Sites that keep it; the first is the main one.</summary>
    public required int[] Sites { get; init; }

    /// <summary>Customers who take most of it; empty when anyone may.</summary>
    public required int[] Dedicated { get; init; }

    /// <summary>When it came into the assortment; may lie before the history.</summary>
    public required DateOnly Launched { get; init; }

    /// <summary>Its demand.</summary>
    public required DemandShape Demand { get; init; }

    /// <summary>Its promotions, by date, without overlap.</summary>
    public required Promotion[] Promotions { get; init; }
}
