using SegmentationML.Core;
using SegmentationML.Pipeline.Ingest.Files;
using SegmentationML.Pipeline.Ingest.Sql;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Ingest;

/// <summary>Puts the lookups of a source into tables of the engine while the source is loaded.</summary>
/// <param name="engine">Holds the tables.</param>
/// <param name="plan">The files.</param>
/// <param name="open">Opens a file, given a folder for working files.</param>
/// <param name="scratch">Where working files may be written.</param>
/// <param name="cancellation">Ends the work.</param>
internal sealed class LookupTables(IQueryEngine engine, IngestPlan plan, Func<SourceFile, ReadOptions, string, IRawRows> open, string scratch, CancellationToken cancellation)
{
    /// <summary>Loads all lookups that a mapping joins.</summary>
    /// <param name="mapping">The mapping.</param>
    public void Load(SourceMapping mapping)
    {
        foreach (var join in mapping.Joins)
        {
            var isFirst = true;
            foreach (var file in plan.FilesOf(join.Lookup))
            {
                Load(mapping, join, file, isFirst);
                isFirst = false;
            }

            RefuseRepeatedKeys(mapping, join);
        }
    }

    /// <summary>Drops the tables.</summary>
    /// <param name="mapping">The mapping.</param>
    public void Drop(SourceMapping mapping)
    {
        foreach (var join in mapping.Joins)
        {
            engine.Execute($"DROP TABLE IF EXISTS {join.TableName}", null, CancellationToken.None);
        }
    }

    private void Load(SourceMapping mapping, LookupJoin join, SourceFile file, bool isFirst)
    {
        var options = plan.Options.Lookups[join.Lookup];
        using var folder = new ScratchFolder(scratch);
        try
        {
            var raw = open(file, options, folder.Path);
            var reads = mapping.Reads(join.Lookup, options, raw, file.Name);
            var query = new LoadQueries(mapping, reads, plan.TimeZone).Lookup(join, raw);
            engine.Execute(isFirst ? $"CREATE OR REPLACE TEMP TABLE {join.TableName} AS {query}" : $"INSERT INTO {join.TableName} {query}", null, cancellation);
        }
        catch (ProblemException e) when (EngineProblem.IsAboutValues(e))
        {
            throw EngineProblem.Unreadable(file, e);
        }
        catch (ProblemException e) when (e.Problems[0].Code.StartsWith("SEG-DUCK-", StringComparison.Ordinal))
        {
            throw EngineProblem.Misfit(file, e);
        }
    }

    private void RefuseRepeatedKeys(SourceMapping mapping, LookupJoin join)
    {
        var keys = join.Links.Select((_, i) => $"k{i}").ToArray();
        var repeated = new List<string>();
        engine.Read(
            $"SELECT concat_ws(', ', {string.Join(", ", keys)}) FROM {join.TableName} WHERE {string.Join(" AND ", keys.Select(k => $"{k} IS NOT NULL"))} GROUP BY {string.Join(", ", keys)} HAVING count(*) > 1 ORDER BY 1 LIMIT 3",
            batch => repeated.AddRange(Enumerable.Range(0, batch.Rows).Select(row => batch.Text(0, row)!)),
            null,
            cancellation);
        if (repeated.Count > 0)
        {
            throw new ProblemException(new Problem(
                "SEG-ING-032",
                $"Source {mapping.Name}: the lookup {join.Lookup} has several rows for one {string.Join(", ", join.Links.Select(l => l.Right.Name))}, such as {string.Join("; ", repeated)}.",
                "Join on columns that tell its rows apart: else rows of the source would be multiplied."));
        }
    }
}
