namespace SegmentationML.Cli.Demo;

/// <summary>Makes the suppliers.</summary>
internal static class SupplierMaker
{
    private static readonly (string Country, Between LeadDays)[] Origins =
    [
        ("DE", (4, 14)), ("AT", (5, 14)), ("CH", (6, 15)), ("NL", (5, 14)), ("IT", (8, 20)), ("PL", (7, 18)), ("CZ", (6, 16)), ("TW", (45, 70)), ("CN", (50, 80)),
    ];

    /// <summary>All suppliers of a size.</summary>
    public static DemoSupplier[] Make(DemoSize size, ulong seed)
    {
        var dealing = RandomStream.Dealing(seed, 1);
        var types = Quotas.Deal([.. SupplierType.All.Select(type => type.Share)], size.Suppliers, ref dealing);
        return [.. types.Select((type, index) => MakeOne(index, SupplierType.All[type], seed))];
    }

    private static DemoSupplier MakeOne(int index, SupplierType type, ulong seed)
    {
        var random = RandomStream.Supplier(seed, index);
        var (country, leadDays) = Origins[random.NextInt32(Origins.Length)];
        return new DemoSupplier($"V{index + 1:000}", CompanyName.Supplier(index, ref random), country, type, (int)leadDays.Draw(ref random));
    }
}
