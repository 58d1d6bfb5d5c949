using System.Collections.Frozen;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Security;

/// <summary>What of the versions a caller may see: which pipelines, which rows, which classes of columns.</summary>
internal sealed class Sight
{
    private static readonly FrozenSet<string> Open = new[] { "public", "internal", "pseudonym" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private readonly FrozenSet<string> _classes;
    private readonly FrozenSet<string>? _pipelines;

    private Sight(IEnumerable<string> classes, IReadOnlyList<RowLimit> rows)
    {
        _classes = classes.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        var pipelines = rows.Where(r => r.Column == RowLimit.Pipeline).Select(r => r.Values).ToArray();
        _pipelines = pipelines.Length == 0 ? null : pipelines.Aggregate((IEnumerable<string>)pipelines[0], (all, more) => all.Intersect(more, StringComparer.Ordinal)).ToFrozenSet(StringComparer.Ordinal);
        Rows = [.. rows.Where(r => r.Column != RowLimit.Pipeline)];
    }

    /// <summary>Everything.</summary>
    public static Sight Full { get; } = new([RoleBook.Everything, RoleBook.Personal], []);

    /// <summary>The limits of rows; all must be met.</summary>
    public IReadOnlyList<RowLimit> Rows { get; }

    /// <summary>Whether nothing that is published is kept from the caller; persons stand there under pseudonyms.</summary>
    public bool IsFull => _pipelines is null && Rows.Count == 0 && _classes.Contains(RoleBook.Everything);

    /// <summary>Whether the caller may learn which person a pseudonym stands for.</summary>
    public bool SeesPersons => _classes.Contains(RoleBook.Personal);

    /// <summary>The sight of a key. One of scopes alone sees everything but the rows that it is limited from.</summary>
    public static Sight Of(ApiKeyRecord key)
    {
        if (key.Roles.Count == 0 && key.Sees.Count == 0)
        {
            return key.Rows.Count == 0 ? Full : new Sight(Full._classes, key.Rows);
        }

        return new Sight(key.Roles.SelectMany(r => RoleBook.SeenBy(Enum.Parse<Role>(r, ignoreCase: true))).Concat(key.Sees), key.Rows);
    }

    /// <summary>Whether the caller may see columns of a classification: all of its classes.</summary>
    public bool Sees(string? classification)
        => classification is null || classification.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(c =>
            Open.Contains(c) || _classes.Contains(c) || (_classes.Contains(RoleBook.Everything) && !c.Equals(RoleBook.Personal, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether the caller may know of a pipeline.</summary>
    public bool SeesPipeline(string pipeline) => _pipelines?.Contains(pipeline) != false;

    /// <summary>What the caller may see of a table of a version.</summary>
    public TableSight Of(Snapshot version, SnapshotTable table) => new(this, version, table);

    /// <summary>As <see cref="Of(Snapshot, SnapshotTable)"/>, for the assignments.</summary>
    public TableSight Of(Snapshot version) => Of(version, TableSight.AssignmentsOf(version));

    /// <summary>Whether nothing of a version is kept from the caller, so that its files may go out as they are.</summary>
    public bool IsWhole(Snapshot version) => IsFull || (Rows.Count == 0 && version.Content.Tables.All(t => t.Columns.All(c => Sees(c.Classification))));
}
