using SegmentationML.Core;

namespace SegmentationML.Cli.Demo;

/// <summary>A generated distributor on disk: order lines, master data, stock, calendar, and the truth about each entity.</summary>
/// <param name="Size">Its size.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Reused">True when the folder already held this very set and nothing was written.</param>
/// <param name="Files">The tables that this size has.</param>
public sealed record DemoDataset(DemoSize Size, ulong Seed, string Folder, bool Reused, IReadOnlyList<DemoFile> Files)
{
    /// <summary>Raised when the same size and seed give other bytes.</summary>
    public const int GeneratorVersion = 1;

    /// <summary>Generates a set, or finds it where the folder holds it already.</summary>
    /// <param name="size">How large.</param>
    /// <param name="seed">Same size and seed, same bytes, whatever the number of threads.</param>
    /// <param name="folder">Created when missing. Files of an earlier set with other size or seed are replaced.</param>
    /// <param name="progress">Receives the share done, in [0, 1].</param>
    /// <param name="cancellation">Stops between blocks of days; nothing half-written stays.</param>
    /// <exception cref="ProblemException">The folder cannot be written, or the disk is full.</exception>
    public static DemoDataset Generate(DemoSize size, ulong seed, string folder, IProgress<double>? progress = null, CancellationToken cancellation = default)
        => Generate(size, seed, folder, Environment.ProcessorCount, progress, cancellation);

    /// <summary>The file of a table.</summary>
    /// <param name="table">Which table.</param>
    /// <returns>Null when this size has no such table.</returns>
    public DemoFile? Find(DemoTable table) => Files.FirstOrDefault(file => file.Table == table);

    /// <summary>The full path of a table.</summary>
    /// <param name="table">A table that this size has; otherwise <see cref="InvalidOperationException"/>.</param>
    public string PathOf(DemoTable table)
        => Path.Combine(Folder, (Find(table) ?? throw new InvalidOperationException($"The size '{Size.Name}' has no table {table}.")).Name);

    /// <summary>What each product, customer and supplier truly is, in the order of their tables.</summary>
    public IReadOnlyList<TruthRow> ReadTruth()
        => [.. File.ReadLines(PathOf(DemoTable.Truth)).Skip(1).Select(line => line.Split(',')).Select(f => new TruthRow(f[0], f[1], f[2], DateOnly.ParseExact(f[3], "yyyy-MM-dd"), DateOnly.ParseExact(f[4], "yyyy-MM-dd")))];

    internal static DemoDataset Generate(DemoSize size, ulong seed, string folder, int threads, IProgress<double>? progress, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(folder);
            if (DemoManifest.Read(folder) is { } held && held.Holds(folder, size, seed))
            {
                progress?.Report(1);
                return new DemoDataset(size, seed, folder, true, held.Files);
            }

            foreach (var name in Enum.GetValues<DemoTable>().Select(TableFile.NameOf).Append(DemoManifest.FileName))
            {
                File.Delete(Path.Combine(folder, name));
            }

            var files = DemoWriter.Write(DemoWorld.Build(size, seed), folder, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, progress);
            new DemoManifest(GeneratorVersion, size.Name, seed.ToString(), files).Write(folder);
            return new DemoDataset(size, seed, folder, false, files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("SEG-DEMO-001", $"The demo data cannot be written to '{folder}': {e.Message}", "Name a folder that can be written and has room: 10 MB for small, 150 MB for medium, 1 GB for m5."), e);
        }
    }
}
