namespace SegmentationML.Cli.Demo;

/// <summary>A supplier.</summary>
internal sealed record DemoSupplier(string Id, string Name, string Country, SupplierType Type, int AgreedLeadDays);
