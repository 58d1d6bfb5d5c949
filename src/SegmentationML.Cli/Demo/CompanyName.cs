using SegmentationML.Core.Numerics;

namespace SegmentationML.Cli.Demo;

/// <summary>Invented company names: two syllables and a trade. Any likeness to a real company is chance.</summary>
internal static class CompanyName
{
    private static readonly string[] Starts = ["Al", "Bor", "Cal", "Dor", "El", "Fen", "Gal", "Har", "Ist", "Jun", "Kel", "Lor", "Mar", "Nor", "Ost", "Pel", "Quen", "Ros", "Sil", "Tor", "Ul", "Ver", "Wen", "Zan"];
    private static readonly string[] Ends = ["beck", "dia", "fors", "gard", "hold", "ida", "kamp", "lind", "mond", "nova", "ora", "quist", "rath", "stad", "tec", "vara", "wick", "zett"];
    private static readonly string[] CustomerTrades = ["Automation", "Conveyors", "Energy", "Engineering", "Foods", "Logistics", "Machines", "Maintenance", "Metalworks", "Motors", "Packaging", "Pumps", "Rail Service", "Shipyard", "Systems", "Woodworks"];
    private static readonly string[] SupplierTrades = ["Bearings", "Components", "Drives", "Fasteners", "Filtration", "Fluid Power", "Industries", "Lubricants", "Sealing", "Tools"];

    public static string Customer(int index, ref SplitMix64 random) => Name(index, CustomerTrades, ref random);

    public static string Supplier(int index, ref SplitMix64 random) => Name(index + 7, SupplierTrades, ref random);

    private static string Name(int index, string[] trades, ref SplitMix64 random)
        => $"{Starts[index % Starts.Length]}{Ends[(index / Starts.Length * 5 + index * 7) % Ends.Length]} {trades[random.NextInt32(trades.Length)]}";
}
