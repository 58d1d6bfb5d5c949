using SegmentationML.Contracts.Tables;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ingest;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract.Persons;

/// <summary>The last thing that the contract step does: puts pseudonyms in the place of persons, so that no later step, and nothing that is published, reported or recorded, ever holds one.</summary>
/// <remarks>Rows of persons who were erased stay, without a person: what a product sold does not change because a customer is forgotten.</remarks>
/// <param name="context">The step.</param>
/// <param name="classes">What the contracts say.</param>
/// <param name="entity">The key's columns.</param>
/// <param name="book">The pseudonyms.</param>
internal sealed class PersonStage(StepContext context, ColumnClasses classes, IReadOnlyList<string> entity, IPersonBook book)
{
    private static readonly string TagKey = EntityTags.EntityKey.Name;
    private readonly IReadOnlyList<string> _persons = classes.Persons;

    /// <summary>The tables under pseudonyms; a table without persons as it is.</summary>
    public IReadOnlyList<TableHandle> Run(IReadOnlyList<TableHandle> tables)
    {
        foreach (var (column, index) in _persons.Select((c, i) => (c, i)))
        {
            Enter(tables, column, index);
        }

        TableHandle[] changed = [.. tables.Select(Replace)];
        for (var index = 0; index < _persons.Count; index++)
        {
            context.Engine.Execute($"DROP TABLE {Name(index)}");
        }

        return changed;
    }

    private static string Name(int column) => $"person_{column}";

    /// <summary>Makes the table of a column's persons and their pseudonyms.</summary>
    private void Enter(IReadOnlyList<TableHandle> tables, string column, int index)
    {
        string[] places = [.. tables.Where(t => Stored(t).Contains(column, StringComparer.Ordinal)).Select(t => $"SELECT CAST({Sql.Identifier(column)} AS VARCHAR) AS person FROM ({context.Select(t)})"),
            .. tables.Where(t => t.Name == EntityTags.Table.Name && entity.Contains(column, StringComparer.Ordinal)).Select(t => $"SELECT {Part(column)} FROM ({context.Select(t)})")];
        var persons = new List<string>();
        if (places.Length > 0)
        {
            context.Engine.Read($"SELECT DISTINCT person FROM ({string.Join(" UNION ALL ", places)}) WHERE person IS NOT NULL AND person <> ''", batch =>
            {
                for (var row = 0; row < batch.Rows; row++)
                {
                    persons.Add(batch.Text(0, row)!);
                }
            }, null, context.Cancellation);
        }

        persons.Sort(StringComparer.Ordinal);
        context.Engine.Execute($"CREATE OR REPLACE TABLE {Name(index)} (person VARCHAR, pseudonym VARCHAR)", null, context.Cancellation);
        using var appender = context.Engine.Append(Name(index));
        appender.Set(0, [.. persons]);
        appender.Set(1, [.. book.Enter(column, persons)]);
        appender.WriteBatch();
        appender.Complete();
    }

    private TableHandle Replace(TableHandle table)
    {
        if (CanonicalTables.Find(table.Name) is not { } canonical)
        {
            return table;
        }

        var withheld = classes.Withheld(canonical);
        string[] stored = [.. Stored(table)];
        string[] kept = [.. stored.Except(withheld, StringComparer.Ordinal)];
        int[] joined = [.. Enumerable.Range(0, _persons.Count).Where(i => kept.Contains(_persons[i], StringComparer.Ordinal))];
        var tags = canonical == EntityTags.Table && entity.Any(_persons.Contains);
        if (joined.Length == 0 && kept.Length == stored.Length && !tags)
        {
            return table;
        }

        var columns = kept.Select(c => Array.FindIndex([.. _persons], p => p == c) is >= 0 and var i ? $"{Name(i)}.pseudonym AS {Sql.Identifier(c)}" : tags && c == TagKey ? $"{Tag()} AS {TagKey}" : $"t.{Sql.Identifier(c)}");
        var joins = joined.Select(i => $"LEFT JOIN {Name(i)} ON {Name(i)}.person = CAST(t.{Sql.Identifier(_persons[i])} AS VARCHAR)")
            .Concat(tags ? Enumerable.Range(0, _persons.Count).Where(i => entity.Contains(_persons[i])).Select(i => $"LEFT JOIN {Name(i)} ON {Name(i)}.person = {Part(_persons[i])}") : []);
        var file = $"persons-{table.Name}.parquet";
        var rows = context.Engine.Execute(
            $"COPY (SELECT {string.Join(", ", columns)} FROM ({context.Select(table)}) t {string.Join(' ', joins)}) TO {Sql.Literal(Path.Combine(context.OutputFolder, file))} {PartResult.Parquet}", null, context.Cancellation);
        var digest = StepKey.OfText(string.Join('\n', ["persons/1", table.Digest, book.State, .. kept, "", .. _persons]));
        return new TableHandle(table.Name, [context.NameOf(file)], rows, digest, null, kept);
    }

    private static IEnumerable<string> Stored(TableHandle table) => table.Columns ?? CanonicalTables.Find(table.Name)?.Columns.Select(c => c.Name) ?? [];

    /// <summary>The part of a tag's key that a column of the entity gives.</summary>
    private string Part(string column) => entity.Count == 1 ? TagKey : $"split_part({TagKey}, '|', {entity.ToList().IndexOf(column) + 1})";

    /// <summary>A tag's key under pseudonyms; null when one of its persons was erased.</summary>
    private string Tag() => string.Join(" || '|' || ", entity.Select(c => _persons.ToList().IndexOf(c) is >= 0 and var i ? $"{Name(i)}.pseudonym" : Part(c)));
}
