using SegmentationML.Core;
using SegmentationML.Pipeline.Ingest.Files;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Ingest;

/// <summary>Finds and hashes the files of all sources; queries on a database are run and written to text, since only their rows tell whether they changed.</summary>
/// <param name="databases">Runs such queries; null when the host has no such reader.</param>
public sealed class IngestPlanner(IDatabaseExport? databases)
{
    /// <summary>Makes the plan. Nothing is loaded; every file is read once.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="options">The <c>ingest:</c> section.</param>
    /// <param name="pipelineFolder">Where relative paths start.</param>
    /// <param name="timeZone">The pipeline's time zone, IANA name.</param>
    /// <param name="scratch">An existing folder for the rows of database queries; it must be there until the step has run, and is the caller's to delete.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="ProblemException">Options are wrong, files are missing, empty or unreadable.</exception>
    public IngestPlan Plan(string pipeline, IngestOptions options, string pipelineFolder, string timeZone, string scratch, CancellationToken cancellation)
    {
        ProblemException.ThrowIfAny(options.Validate());
        options = options.Resolved();
        var known = new Dictionary<string, (long Bytes, string Sha256)>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        var files = new List<SourceFile>();
        foreach (var (name, read, isLookup) in Reads(options))
        {
            try
            {
                files.AddRange(Find(name, read, isLookup, pipelineFolder, scratch, known, cancellation));
            }
            catch (ProblemException e)
            {
                problems.AddRange(e.Problems);
            }
        }

        ProblemException.ThrowIfAny(problems);
        return new IngestPlan(pipeline, options, timeZone, files, IngestKeys.OfStep(options, timeZone, files));
    }

    private static IEnumerable<(string Name, ReadOptions Read, bool IsLookup)> Reads(IngestOptions options)
        => options.Lookups.Select(l => (l.Key, (ReadOptions)l.Value, true)).Concat(options.Sources.Select(s => (s.Key, (ReadOptions)s.Value, false)));

    private IEnumerable<SourceFile> Find(string name, ReadOptions read, bool isLookup, string pipelineFolder, string scratch, Dictionary<string, (long Bytes, string Sha256)> known, CancellationToken cancellation)
    {
        if (read.Postgres is { } postgres)
        {
            yield return Describe(name, isLookup, SourceFormat.Postgres, Export(name, postgres, scratch, cancellation), name, known, cancellation);
            yield break;
        }

        foreach (var path in FilePaths.Find(name, Path.GetFullPath(read.Path!, Path.GetFullPath(pipelineFolder)), read.Format))
        {
            var format = read.Format ?? FilePaths.FormatOf(path) ?? throw new ProblemException(new Problem(
                "SEG-ING-019",
                $"Source {name}: the ending of {path} tells no format.",
                "Set format to csv, parquet, json or arrow."));
            yield return Describe(name, isLookup, format, path, Path.GetFileName(path), known, cancellation);
        }
    }

    private static SourceFile Describe(string source, bool isLookup, SourceFormat format, string path, string name, Dictionary<string, (long Bytes, string Sha256)> known, CancellationToken cancellation)
    {
        var isText = format is SourceFormat.Csv or SourceFormat.Json or SourceFormat.Postgres && !path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        var modified = File.GetLastWriteTimeUtc(path);
        if (!known.TryGetValue(path, out var content))
        {
            known[path] = content = FileDigest.Compute(source, path, isText, cancellation);
        }

        return new SourceFile(source, isLookup, format, path, name, content.Bytes, content.Sha256, modified);
    }

    private string Export(string name, PostgresOptions postgres, string scratch, CancellationToken cancellation)
    {
        if (databases is null)
        {
            throw new ProblemException(new Problem("SEG-ING-019", $"Source {name} reads from PostgreSQL, which this host does not.", "Deliver a file."));
        }

        var path = Path.Combine(scratch, $"{name}.csv");
        databases.Export(postgres.ConnectionEnv, postgres.Query, path, cancellation);
        return path;
    }
}
