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

    /// <summary>These options with every <c>same_as</c> replaced by what it stands for.</summary>
    internal IngestOptions Resolved() => this with
    {
        Sources = Map(Sources, (_, source) => source.SameAs is { } name ? Take(source, name) : source),
        Lookups = Map(Lookups, (_, lookup) => lookup.SameAs is { } name ? Take(lookup, name) : lookup),
    };

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

        foreach (var (name, read) in Reads().Where(r => r.Read.SameAs is { } other && (Find(other) is not { } target || target.SameAs is not null)))
        {
            yield return new Problem("SEG-ING-005", $"'{name}' is to read the same as '{read.SameAs}', which {(Find(read.SameAs!) is null ? "does not exist" : "has a same_as itself")}.", "Name a source or lookup that says where its rows lie.");
        }

        foreach (var keys in Sources.GroupBy(s => s.Value.Table ?? s.Key).Where(g => g.Select(s => string.Join(", ", s.Value.Key)).Distinct().Count() > 1))
        {
            yield return new Problem("SEG-ING-009", $"The sources of {keys.Key} name different keys.", "Give all of them the same key, or none.");
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
            Sources = Map(Sources, (name, source) => paths.TryGetValue(name, out var path) ? source with { Path = Path.GetFullPath(path), Postgres = null, SameAs = null } : source),
            Lookups = Map(Lookups, (name, lookup) => paths.TryGetValue(name, out var path) ? lookup with { Path = Path.GetFullPath(path), Postgres = null, SameAs = null } : lookup),
        };
    }

    private IEnumerable<(string Name, ReadOptions Read)> Reads()
        => Lookups.Select(l => (l.Key, (ReadOptions)l.Value)).Concat(Sources.Select(s => (s.Key, (ReadOptions)s.Value)));

    private ReadOptions? Find(string name) => Reads().FirstOrDefault(r => r.Name == name).Read;

    private T Take<T>(T read, string name)
        where T : ReadOptions
    {
        var other = Find(name)!;
        var columns = new OrderedDictionary<string, SourceColumn>(StringComparer.Ordinal);
        foreach (var (column, type) in other.Columns.Where(c => !read.Columns.ContainsKey(c.Key)).Concat(read.Columns))
        {
            columns.Add(column, type);
        }

        return read with { SameAs = null, Path = other.Path, Postgres = other.Postgres, Format = other.Format, Csv = other.Csv, Columns = columns };
    }

    private static OrderedDictionary<string, T> Map<T>(IReadOnlyDictionary<string, T> entries, Func<string, T, T> with)
    {
        var mapped = new OrderedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var (name, value) in entries)
        {
            mapped.Add(name, with(name, value));
        }

        return mapped;
    }
}
