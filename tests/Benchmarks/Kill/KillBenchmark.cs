using SegmentationML.Cli.Demo;

namespace SegmentationML.Benchmarks.Kill;

/// <summary>The long form of the kill study: <c>kill [runs] [seed]</c>.</summary>
internal static class KillBenchmark
{
    /// <summary>Runs it on the small demo data.</summary>
    public static int Run(string[] args)
    {
        var kills = args.Length > 0 ? int.Parse(args[0]) : 50;
        var seed = args.Length > 1 ? ulong.Parse(args[1]) : 1;
        var scratch = Directory.CreateTempSubdirectory("segml-kill-");
        try
        {
            var data = DemoDataset.Generate(DemoSize.Small, 1, Path.Combine(scratch.FullName, "data"));
            var faults = new KillStudy(Path.Combine(AppContext.BaseDirectory, "segml.dll"), RunArguments(data.Folder), Directory.GetCurrentDirectory(), scratch.FullName, "demo-products").Run(kills, seed, Console.WriteLine);
            foreach (var fault in faults)
            {
                Console.WriteLine($"FAULT {fault}");
            }

            Console.WriteLine($"{kills} kills, {faults.Count} faults");
            return faults.Count == 0 ? 0 : 1;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static string[] RunArguments(string folder)
        => ["run", "demo-products", .. new[] { "order_lines", "products", "customers", "receipts", "promotions" }.SelectMany(name => new[] { "--source", $"{name}={Path.Combine(folder, $"{name}.csv")}" })];
}
