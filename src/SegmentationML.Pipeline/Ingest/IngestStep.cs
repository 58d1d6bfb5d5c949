using System.Text.Json;
using SegmentationML.Contracts.Tables;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ingest.Conversion;
using SegmentationML.Pipeline.Ingest.Files;
using SegmentationML.Pipeline.Ingest.Sql;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Ingest;

/// <summary>Sources into canonical tables. A file is loaded once for each declaration: the same file again costs its hash, a new file of a folder is loaded alone.</summary>
/// <param name="store">Keeps the rows of each file under the digest of the file and its declaration.</param>
/// <param name="arrow">Reads Arrow files; null when the host has no such reader.</param>
public sealed class IngestStep(IStepStore store, IArrowImport? arrow)
{
    /// <summary>Loads what is not yet loaded and puts the tables together.</summary>
    /// <param name="context">What the step may touch.</param>
    /// <param name="plan">The files, by content.</param>
    /// <exception cref="ProblemException">A file cannot be read as declared, or holds no rows.</exception>
    public IngestResult Run(StepContext context, IngestPlan plan)
    {
        using var ordered = EngineSettings.Ordered(context.Engine, context.Cancellation);
        var loads = new List<FileLoad>();
        var sources = new List<LoadedSource>();
        using (var progress = new LoadProgress(context, plan))
        {
            foreach (var (name, options) in plan.Options.Sources)
            {
                var source = Load(context, plan, SourceMapping.Compile(context.Engine, name, options, context.Cancellation), progress);
                RefuseEmpty(source);
                sources.Add(source);
                loads.AddRange(source.Loads);
            }
        }

        var tables = Tables(sources);
        var converted = new ConversionStage(context, store, plan).Run(tables);
        return Result(context, converted, loads);
    }

    /// <summary>Whether the cached rows that a result of an earlier run points to are all still there.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="result">The result.</param>
    public bool IsWhole(string pipeline, IngestResult result) => result.Parts.All(key => store.Find(pipeline, StepName.Ingest, key) is not null);

    private LoadedSource Load(StepContext context, IngestPlan plan, SourceMapping mapping, LoadProgress progress)
    {
        var lookups = new LookupTables(context.Engine, plan, (file, options, folder) => new RawFile(context.Engine, arrow, folder, context.Cancellation).Open(file, options), context.OutputFolder, context.Cancellation);
        var (parts, loads, areLookupsLoaded) = (new List<TablePart>(), new List<FileLoad>(), false);
        try
        {
            foreach (var file in plan.FilesOf(mapping.Name))
            {
                var key = IngestKeys.OfPart(plan, file);
                var cached = store.Find(plan.Pipeline, StepName.Ingest, key);
                if (cached is null && !areLookupsLoaded)
                {
                    lookups.Load(mapping);
                    areLookupsLoaded = true;
                }

                using var part = progress.Begin(file);
                var output = cached ?? LoadFile(context, plan, mapping, file, key);
                var result = JsonSerializer.Deserialize<PartResult>(output.Result)!;
                parts.Add(new TablePart(key, $"{output.Name}/{PartResult.RowsFile}", result.RowsLoaded, result.Columns));
                loads.Add(Describe(mapping, file, output, result, cached is not null));
            }
        }
        finally
        {
            lookups.Drop(mapping);
        }

        return new LoadedSource(mapping, parts, loads);
    }

    private StepOutput LoadFile(StepContext context, IngestPlan plan, SourceMapping mapping, SourceFile file, string key)
    {
        using var draft = store.Begin(plan.Pipeline, StepName.Ingest, key);
        PartResult result;
        using (var scratch = new ScratchFolder(draft.Folder))
        {
            try
            {
                var raw = new RawFile(context.Engine, arrow, scratch.Path, context.Cancellation).Open(file, mapping.Options);
                result = new FileLoader(context.Engine, mapping, plan.TimeZone, plan.Options.MaxRejected, context.Cancellation).Load(file, raw, draft.Folder);
            }
            finally
            {
                context.Engine.Execute($"DROP TABLE IF EXISTS {Ports.Sql.Identifier(RawFile.ArrowTable)}", null, CancellationToken.None);
            }
        }

        RefuseChanged(file);
        return draft.Commit(JsonSerializer.Serialize(result), result.RowsLoaded, $"{result.RowsLoaded:N0} rows from {file.Name}");
    }

    private static void RefuseChanged(SourceFile file)
    {
        var now = new FileInfo(file.Path);
        if (!now.Exists || now.Length != file.Bytes || now.LastWriteTimeUtc != file.Modified)
        {
            throw new ProblemException(new Problem(
                "SEG-ING-018",
                $"Source {file.Source}: {file.Path} changed while it was loaded.",
                "Deliver files under another name and rename them when they are whole; then run again."));
        }
    }

    private static FileLoad Describe(SourceMapping mapping, SourceFile file, StepOutput output, PartResult result, bool fromCache) => new(
        mapping.Name,
        file.Name,
        file.Bytes,
        file.Sha256,
        mapping.Table.Name,
        result.RowsRead,
        result.RowsLoaded,
        result.LeftOut,
        result.Rejected,
        result.Duplicates,
        result.DuplicatesDropped,
        result.HasAside ? $"{output.Name}/{PartResult.AsideFile}" : null,
        fromCache);

    private static void RefuseEmpty(LoadedSource source)
    {
        if (source.Loads.All(l => l.RowsRead == 0))
        {
            throw new ProblemException(new Problem(
                "SEG-ING-013",
                $"Source {source.Mapping.Name}: {string.Join(", ", source.Loads.Select(l => l.File))} holds a header and no rows.",
                "Check how the file came about, or remove the source."));
        }

        var isMain = source.Mapping.Table == OrderLines.Table || source.Mapping.Table == Demand.Table;
        if (isMain && source.Loads.All(l => l.RowsLoaded == 0))
        {
            throw new ProblemException(new Problem(
                "SEG-ING-013",
                $"Source {source.Mapping.Name}: none of {source.Loads.Sum(l => l.RowsRead)} rows was loaded ({string.Join("; ", source.Loads.SelectMany(l => l.LeftOut).Where(r => r.Rows > 0).Select(r => $"{r.Rows} x {r.Reason}"))}).",
                "Check the rules under leave_out."));
        }
    }

    private static IReadOnlyList<LoadedTable> Tables(IReadOnlyList<LoadedSource> sources)
        => [.. CanonicalTables.All.Select(table => sources.Where(s => s.Mapping.Table == table).ToArray()).Where(s => s.Length > 0).Select(s => new LoadedTable(
            s[0].Mapping.Table,
            s.SelectMany(x => x.Mapping.Outputs).Where(o => o.Sql is not null).Select(o => o.Column.Name)
                .Concat(s.Select(x => x.Mapping.CountedLine?.Name).OfType<string>()).ToHashSet(StringComparer.Ordinal),
            s[0].Mapping.Options.Key,
            [.. s.SelectMany(x => x.Parts)]))];

    private static IngestResult Result(StepContext context, ConvertedTables converted, IReadOnlyList<FileLoad> loads)
    {
        var tables = new List<IngestTable>();
        foreach (var table in converted.Tables)
        {
            var (handle, replaced) = LaterRows.Resolve(context, table);
            tables.Add(new IngestTable(handle, [.. table.Table.Columns.Select(c => c.Name).Where(table.Given.Contains)], replaced));
        }

        var (first, last) = Span(context, tables);
        return new IngestResult(tables, loads, converted.Blocking, converted.Notes, converted.Currency, first, last, converted.Keys);
    }

    private static (DateTime? First, DateTime? Last) Span(StepContext context, IReadOnlyList<IngestTable> tables)
    {
        var (table, column) = tables.FirstOrDefault(t => t.Handle.Name == OrderLines.Table.Name) is { } lines
            ? (lines, OrderLines.OrderDate)
            : (tables.First(t => t.Handle.Name == Demand.Table.Name), Demand.Period);
        (DateTime? First, DateTime? Last) span = (null, null);
        context.Engine.Read(
            $"SELECT min({column})::TIMESTAMP, max({column})::TIMESTAMP FROM ({context.Select(table.Handle)})",
            batch => span = batch.IsNull(0, 0) ? (null, null) : (Moment(batch.Values<long>(0)[0]), Moment(batch.Values<long>(1)[0])),
            null,
            context.Cancellation);
        return span;
    }

    private static DateTime Moment(long microseconds) => DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond) is var utc ? DateTime.SpecifyKind(utc, DateTimeKind.Unspecified) : default;
}
