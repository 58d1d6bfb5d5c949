using SegmentationML.Benchmarks;

var command = args.Length > 0 ? BenchmarkCatalog.All.FirstOrDefault(known => known.Name == args[0]) : null;
if (command is null)
{
    Console.WriteLine("usage: dotnet run -c Release --project tests/Benchmarks -- <name> [arguments]");
    foreach (var known in BenchmarkCatalog.All)
    {
        Console.WriteLine($"  {known.Name,-16} {known.Description}");
    }

    return args.Length == 0 ? 0 : 2;
}

return command.Run(args[1..]);
