using SegmentationML.Core;
using SegmentationML.Pipeline.Ingest.Files;
using SegmentationML.Pipeline.Ingest.Sql;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Ingest;

/// <summary>Whether the mappings of all sources find their columns in the first file of each source and lookup.</summary>
/// <param name="engine">Parses expressions and reads the columns of files that have no header line.</param>
/// <param name="arrow">Reads Arrow files; null when the host has no such reader.</param>
/// <param name="scratch">An existing folder for working files.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class SourceCheck(IQueryEngine engine, IArrowImport? arrow, string scratch, CancellationToken cancellation)
{
    /// <summary>Checks them; all that is wrong comes at once.</summary>
    /// <param name="plan">The files.</param>
    public void Run(IngestPlan plan)
    {
        var problems = new List<Problem>();
        foreach (var (name, options) in plan.Options.Sources)
        {
            try
            {
                var mapping = SourceMapping.Compile(engine, name, options, cancellation);
                Look(mapping, null, options, plan.FilesOf(name));
                foreach (var join in mapping.Joins)
                {
                    Look(mapping, join.Lookup, plan.Options.Lookups[join.Lookup], plan.FilesOf(join.Lookup));
                }
            }
            catch (ProblemException e)
            {
                problems.AddRange(e.Problems);
            }
        }

        ProblemException.ThrowIfAny(problems.Distinct());
    }

    private void Look(SourceMapping mapping, string? lookup, ReadOptions options, IEnumerable<SourceFile> files)
    {
        if (files.FirstOrDefault() is { } file)
        {
            using var folder = new ScratchFolder(scratch);
            mapping.Reads(lookup, options, new RawFile(engine, arrow, folder.Path, cancellation).Peek(file, options), file.Name);
        }
    }
}
