namespace SegmentationML.Storage.Arrow;

/// <summary>A column of a schema, or the entries of a list.</summary>
/// <param name="Name">The column's name; may be empty, need not be unique.</param>
/// <param name="Type">The type of the values; for a dictionary-encoded column that of the dictionary's values.</param>
/// <param name="Nullable">False promises that no row is null.</param>
public sealed record ArrowField(string Name, ArrowType Type, bool Nullable = true)
{
    /// <summary>The integer type of the indices of a dictionary-encoded column; null when the values stand in the column itself.</summary>
    public ArrowType? IndexType { get; init; }

    /// <summary>Which dictionary of the file the indices point into; fields may share one.</summary>
    public long DictionaryId { get; init; }

    /// <summary>The type whose buffers the column's arrays have: the index type of a dictionary-encoded column.</summary>
    internal ArrowType StorageType => IndexType ?? Type;
}
