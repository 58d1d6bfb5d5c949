namespace SegmentationML.Storage.Arrow;

/// <summary>The columns of a table and what is said about it.</summary>
/// <param name="Fields">The columns, in order.</param>
/// <param name="Metadata">Custom key-value pairs, in the order in which they are written.</param>
public sealed record ArrowTableSchema(IReadOnlyList<ArrowField> Fields, IReadOnlyList<KeyValuePair<string, string>> Metadata)
{
    /// <summary>A schema without custom metadata.</summary>
    /// <param name="fields">The columns, in order.</param>
    public ArrowTableSchema(params IReadOnlyList<ArrowField> fields)
        : this(fields, [])
    {
    }

    /// <summary>The place of the first column of a name; -1 when there is none.</summary>
    /// <param name="name">Compared by ordinal.</param>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Fields.Count; i++)
        {
            if (string.Equals(Fields[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
