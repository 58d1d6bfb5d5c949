using System.Globalization;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish.Schemas;

namespace SegmentationML.Pipeline.Publish;

/// <summary>Writes one immutable version: every table as Parquet and as Arrow, and the manifest.</summary>
public static class PublishStep
{
    /// <summary>Runs the step.</summary>
    /// <param name="context">What the step may touch.</param>
    /// <param name="exporter">Writes the files.</param>
    /// <param name="snapshots">Commits the version.</param>
    /// <param name="lease">The run.</param>
    /// <param name="input">What it reads.</param>
    /// <remarks>A run that was cut off after its commit and is resumed finds its own version: what it published itself has no part in what it publishes.</remarks>
    public static PublishResult Run(StepContext context, ITableExporter exporter, ISnapshotStore snapshots, IRunLease lease, PublishInput input)
    {
        using var draft = snapshots.Begin(lease);
        var tables = PublishedTables.Of(context, input);
        var published = new List<SnapshotTable>();
        foreach (var (table, index) in tables.Select((t, i) => (t, i)))
        {
            context.Progress.Report(new StepProgress((double)index / (tables.Count + 1), table.Name));
            published.Add(new SnapshotTable(table.Name, Write(context, exporter, table, draft.Folder), table.Columns));
        }

        foreach (var (name, file) in input.Segments.Files.Concat(input.Forecasts.Files))
        {
            File.Copy(context.PathOf(file), Path.Combine(draft.Folder, name));
        }

        context.Progress.Report(new StepProgress((double)tables.Count / (tables.Count + 1), "commit"));
        var earlier = snapshots.History(input.Content.Pipeline).Where(v => v.Commit.Run != lease.Run.Id);
        var schema = SchemaEvolution.Of(published, input.Parent?.Content, [.. earlier.Select(v => v.Content)], input.Schema);
        var content = input.Content with
        {
            SchemaVersion = schema.Version,
            Tables = schema.Tables,
            Totals = Totals(input),
        };
        var snapshot = draft.Commit(content, input.Parent?.Commit.Version, unlessSame: !input.Force, input.Candidate);
        var rows = published.Sum(t => t.Rows);
        return snapshot is null
            ? new PublishResult(input.Parent!.Commit.Version, input.Parent.Commit.Parent, false, 0)
            : new PublishResult(snapshot.Commit.Version, snapshot.Commit.Parent, snapshot.Commit.Run == lease.Run.Id, rows);
    }

    /// <summary>The rows are sorted once, into a table, and written from it in its order. Parquet is given the order again: only a sorted COPY ends its row groups at the same rows whatever the number of threads.</summary>
    private static long Write(StepContext context, ITableExporter exporter, PublishedTable table, string folder)
    {
        context.Engine.Execute($"CREATE OR REPLACE TEMP TABLE published AS {table.Query}", null, context.Cancellation);
        var parquet = exporter.WriteParquet($"FROM published ORDER BY {table.Order}", Path.Combine(folder, $"{table.Name}.parquet"), new ParquetExport(), context.Cancellation);
        exporter.WriteArrow("FROM published", Path.Combine(folder, $"{table.Name}.arrow"), new ArrowExport { DictionaryColumns = table.DictionaryColumns }, context.Cancellation);
        context.Engine.Execute("DROP TABLE published");
        return parquet.Rows;
    }

    private static SortedDictionary<string, string> Totals(PublishInput input)
    {
        var totals = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["entities"] = input.Segments.Rows.ToString(CultureInfo.InvariantCulture) };
        if (input.Features.NetRevenue is { } revenue)
        {
            totals["net_revenue"] = revenue;
        }

        return totals;
    }
}
