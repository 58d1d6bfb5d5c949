using SegmentationML.Contracts.Tables;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Ingest;

/// <summary>The <c>ingest:</c> section of a pipeline: where rows come from and how they become rows of the canonical tables.</summary>
public sealed record IngestOptions
{
    /// <summary>ISO 4217 code that amounts are converted to; null when the sources hold one currency, which then is the pipeline's.</summary>
    public string? Currency { get; init; }

    /// <summary>Share of a file's rows, in [0, 1], that may be unreadable before the file is refused. Default 0.001.</summary>
    public double MaxRejected { get; init; } = 0.001;

    /// <summary>What feeds canonical tables, by name; the order decides which of two rows with one key is the later.</summary>
    public required IReadOnlyDictionary<string, SourceOptions> Sources { get; init; }

    /// <summary>Files that are only joined to sources (order headers, categories), by name.</summary>
    public IReadOnlyDictionary<string, LookupOptions> Lookups { get; init; } = new Dictionary<string, LookupOptions>(StringComparer.Ordinal);

    /// <summary>Lists everything that is wrong and can be known before a file is opened; empty when nothing is.</summary>
    public IEnumerable<Problem> Validate()
    {
        if (!(MaxRejected is >= 0 and <= 1))
        {
            yield return new Problem("SEG-ING-005", $"ingest.max_rejected is {MaxRejected}.", "Set a share in [0, 1], such as 0.001.");
        }

        if (Currency is { } code && (code.Length != 3 || !code.All(char.IsAsciiLetterUpper)))
        {
            yield return new Problem("SEG-ING-005", $"ingest.currency is '{code}'.", "Write an ISO 4217 code such as EUR.");
        }

        if (!Sources.Any(s => s.Value.TableOf(s.Key) is { } t && (t == OrderLines.Table || t == Demand.Table)))
        {
            yield return new Problem("SEG-ING-007", $"No source feeds {OrderLines.Table} or {Demand.Table}.", $"Name a source {OrderLines.Table}, or set its table.");
        }

        foreach (var name in Lookups.Keys.Where(Sources.ContainsKey))
        {
            yield return new Problem("SEG-ING-005", $"'{name}' is both a source and a lookup.", "Rename one: `--source NAME=PATH` must mean one thing.");
        }

        foreach (var problem in Lookups.SelectMany(l => l.Value.Validate($"ingest.lookups.{l.Key}")).Concat(Sources.SelectMany(s => s.Value.Validate(s.Key, Lookups))))
        {
            yield return problem;
        }
    }

    /// <summary>These options with the paths of some sources or lookups replaced, as <c>--source name=path</c> asks.</summary>
    /// <param name="paths">Path by name; a relative one is meant from the current folder.</param>
    public IngestOptions WithPaths(IReadOnlyDictionary<string, string> paths)
    {
        var known = Sources.Keys.Concat(Lookups.Keys).ToArray();
        ProblemException.ThrowIfAny(paths.Keys.Where(n => !known.Contains(n)).Select(n => new Problem("SEG-ING-008", $"There is no source '{n}'.", ClosestMatch.Hint(n, known))));
        return this with
        {
            Sources = Replace(Sources, paths, (source, path) => source with { Path = path }),
            Lookups = Replace(Lookups, paths, (lookup, path) => lookup with { Path = path }),
        };
    }

    private static OrderedDictionary<string, T> Replace<T>(IReadOnlyDictionary<string, T> entries, IReadOnlyDictionary<string, string> paths, Func<T, string, T> with)
    {
        var replaced = new OrderedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var (name, value) in entries)
        {
            replaced.Add(name, paths.TryGetValue(name, out var path) ? with(value, Path.GetFullPath(path)) : value);
        }

        return replaced;
    }
}
