using SegmentationML.Core;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Service.Api;

namespace SegmentationML.Service.Worker;

/// <summary>The pipelines that the service knows, read from their files: a change counts as soon as it is valid; one that is not keeps the definition that was, and is told.</summary>
/// <param name="roots">Folders that hold <c>pipelines</c>.</param>
/// <param name="clock">The clock.</param>
internal sealed class PipelineCatalog(IReadOnlyList<string> roots, TimeProvider clock)
{
    private static readonly TimeSpan TrustFor = TimeSpan.FromSeconds(2);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CatalogEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>All pipelines, by name.</summary>
    public IReadOnlyList<CatalogEntry> All() => [.. Definitions.Names(roots).Select(Read)];

    /// <summary>A pipeline; null when there is no such folder.</summary>
    /// <param name="name">Its name, nothing else: neither a path nor a file is followed.</param>
    public CatalogEntry? Find(string name) => Definitions.Names(roots).Contains(name, StringComparer.Ordinal) ? Read(name) : null;

    /// <summary>The definition to run.</summary>
    /// <param name="name">The pipeline's name.</param>
    /// <exception cref="ProblemException">It is unknown, or its files are broken: what runs must be what is written.</exception>
    public Definitions Require(string name)
    {
        var entry = Find(name) ?? throw new ProblemException(Unknown(name));
        return entry.Problems is [var first, ..] ? throw new ProblemException(Broken(name, first)) : entry.Definitions!;
    }

    /// <summary>The name of a pipeline that there is; what a caller sends reaches nothing else.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public string RequireName(string name) => Definitions.Names(roots).FirstOrDefault(n => n == name) ?? throw new ProblemException(Unknown(name.Length <= 63 ? name : name[..63] + "…"));

    /// <summary>There is no such pipeline.</summary>
    internal static Problem Unknown(string name) => new("SEG-SRV-004", $"There is no pipeline '{name}'.", "GET /api/v1/pipelines lists them.");

    private static Problem Broken(string name, Problem first) => new("SEG-SRV-069", $"The definition of '{name}' is broken: {first.Code}: {PathFree.Of(first.What)}", $"GET /api/v1/pipelines/{name} says all that is wrong; mend the files, and it is read again.");

    private CatalogEntry Read(string name)
    {
        lock (_lock)
        {
            var last = _entries.GetValueOrDefault(name);
            if (last is not null && clock.GetUtcNow() - last.ReadAt < TrustFor)
            {
                return last;
            }

            return _entries[name] = Load(name, last);
        }
    }

    private CatalogEntry Load(string name, CatalogEntry? last)
    {
        try
        {
            var definitions = Definitions.Read(roots.Select(r => Path.Combine(r, "pipelines", name, "pipeline.yaml")).First(File.Exists), roots, []);
            ProblemException.ThrowIfAny(ScheduleCheck.Of(definitions.Pipeline));
            return new CatalogEntry(name, definitions, [], clock.GetUtcNow());
        }
        catch (ProblemException e)
        {
            return new CatalogEntry(name, last?.Definitions, e.Problems, clock.GetUtcNow());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new CatalogEntry(name, last?.Definitions, [new Problem("SEG-SRV-005", $"The definition of '{name}' cannot be read: {e.Message.TrimEnd('.')}.", "Mend the file or its rights; the definition that was read before stays.")], clock.GetUtcNow());
        }
    }
}
