using SegmentationML.Core;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Publish.Schemas;

/// <summary>Compares the tables of a new version with those of the version in use, and numbers their columns.</summary>
/// <remarks>
/// A column keeps its field id as long as it keeps its name, type and unit from version to version; any other column gets an id that no column of that table ever had, also not in versions that are gone.
/// Semantic version: a column or table more, or a wider number, raises the second number by itself; a column that is gone, renamed or of another type or unit, or that may be null where it never was,
/// raises the first, and only when the owner has agreed by setting <see cref="PublishOptions.Schema"/>.
/// </remarks>
internal static class SchemaEvolution
{
    private static readonly string[] Whole = ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"];
    private static readonly string[] Real = ["FLOAT", "DOUBLE"];

    /// <summary>Evolves a schema; <c>SEG-PUB-018</c> when it breaks readers and the owner has not agreed.</summary>
    /// <param name="tables">The new tables; ids do not matter.</param>
    /// <param name="parent">The content of the version in use; null before the first.</param>
    /// <param name="history">The contents of all versions that ever were.</param>
    /// <param name="major">The first number that the owner has set.</param>
    public static EvolvedSchema Of(IReadOnlyList<SnapshotTable> tables, SnapshotContent? parent, IReadOnlyList<SnapshotContent> history, int major)
    {
        var numbered = tables.Select(table => Number(table, Find(parent?.Tables, table.Name), history)).ToArray();
        if (parent is null)
        {
            return new EvolvedSchema(numbered, $"{major}.0.0", []);
        }

        var before = System.Version.TryParse(parent.SchemaVersion, out var parsed) ? parsed : new System.Version(1, 0, 0);
        var breaking = parent.Tables.SelectMany(old => Breaking(old, Find(tables, old.Name))).ToArray();
        if (breaking.Length > 0)
        {
            return major > before.Major ? new EvolvedSchema(numbered, $"{major}.0.0", breaking) : throw new ProblemException(Refused(breaking, before));
        }

        if (major > before.Major)
        {
            return new EvolvedSchema(numbered, $"{major}.0.0", []);
        }

        var grown = tables.Any(table => Find(parent.Tables, table.Name) is not { } old || table.Columns.Any(c => Find(old, c.Name) is not { } former || !IsSame(former, c)));
        return new EvolvedSchema(numbered, grown ? $"{before.Major}.{before.Minor + 1}.0" : parent.SchemaVersion, []);
    }

    private static SnapshotTable Number(SnapshotTable table, SnapshotTable? parent, IReadOnlyList<SnapshotContent> history)
    {
        var known = history.Select(content => Find(content.Tables, table.Name)).Append(parent).OfType<SnapshotTable>().ToArray();
        var last = known.Select(t => Math.Max(t.LastId, t.Columns.Select(c => c.Id).DefaultIfEmpty(0).Max())).DefaultIfEmpty(0).Max();
        var columns = new List<SnapshotColumn>(table.Columns.Count);
        foreach (var column in table.Columns)
        {
            var former = parent is null ? null : Find(parent, column.Name);
            columns.Add(column with { Id = former is not null && (IsSame(former, column) || IsWider(former, column)) ? former.Id : ++last });
        }

        return table with { Columns = columns, LastId = last };
    }

    private static IEnumerable<string> Breaking(SnapshotTable old, SnapshotTable? young)
    {
        if (young is null)
        {
            yield return $"table {old.Name} is gone";
            yield break;
        }

        foreach (var column in old.Columns)
        {
            if (Break(column, Find(young, column.Name)) is { } what)
            {
                yield return $"{old.Name}.{column.Name} {what}";
            }
        }
    }

    private static string? Break(SnapshotColumn old, SnapshotColumn? young)
        => young is null ? "is gone"
            : young.Type != old.Type && !IsWider(old, young) ? $"is {young.Type}, was {old.Type}"
            : young.Unit != old.Unit ? $"is in {young.Unit ?? "no unit"}, was in {old.Unit ?? "no unit"}"
            : young.Nullable && !old.Nullable ? "may be null, and never was"
            : IsPseudonym(young) != IsPseudonym(old) ? $"holds {(IsPseudonym(young) ? "pseudonyms, and held what they stand for" : "what pseudonyms stood for")}"
            : null;

    private static bool IsSame(SnapshotColumn old, SnapshotColumn young) => old.Type == young.Type && old.Unit == young.Unit && (old.Nullable || !young.Nullable) && IsPseudonym(old) == IsPseudonym(young);

    private static bool IsPseudonym(SnapshotColumn column) => column.Classification == PersonKey.Pseudonym;

    /// <summary>Whether every value of the old type is one of the new type, and readers of numbers of any size read on.</summary>
    private static bool IsWider(SnapshotColumn old, SnapshotColumn young)
        => old.Unit == young.Unit && (old.Nullable || !young.Nullable) && (IsLater(Whole, old.Type, young.Type) || IsLater(Real, old.Type, young.Type));

    private static bool IsLater(string[] order, string from, string to) => Array.IndexOf(order, from) is >= 0 and var first && Array.IndexOf(order, to) > first;

    private static SnapshotTable? Find(IReadOnlyList<SnapshotTable>? tables, string name) => tables?.FirstOrDefault(t => t.Name == name);

    private static SnapshotColumn? Find(SnapshotTable table, string name) => table.Columns.FirstOrDefault(c => c.Name == name);

    private static Problem Refused(string[] breaking, System.Version before) => new(
        "SEG-PUB-018",
        $"Readers of schema {before} would break: {string.Join("; ", breaking.Take(8))}{(breaking.Length > 8 ? $"; and {breaking.Length - 8} more" : "")}.",
        $"Keep what they read, or agree by setting publish.schema to {before.Major + 1} in pipeline.yaml, and tell them. Nothing was published.");
}
