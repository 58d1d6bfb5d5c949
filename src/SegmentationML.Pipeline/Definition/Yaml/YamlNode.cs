namespace SegmentationML.Pipeline.Definition.Yaml;

/// <summary>A node of a YAML document with its place, before it is bound to a type.</summary>
/// <param name="Line">One-based line.</param>
/// <param name="Column">One-based column.</param>
public abstract record YamlNode(long Line, long Column)
{
    /// <summary>What to name in messages instead of file and line, such as <c>--set forecast.horizon</c>; null for a node of the file.</summary>
    public string? Origin { get; init; }
}

/// <summary>A scalar.</summary>
/// <param name="Text">The text without quotes.</param>
/// <param name="IsPlain">True when it was written without quotes, so that <c>null</c>, <c>true</c> and numbers may be meant.</param>
/// <param name="Line">One-based line.</param>
/// <param name="Column">One-based column.</param>
public sealed record YamlScalar(string Text, bool IsPlain, long Line, long Column) : YamlNode(Line, Column)
{
    /// <summary>True for an empty plain scalar, <c>~</c> and <c>null</c>.</summary>
    public bool IsNull => IsPlain && Text is "" or "~" or "null";
}

/// <summary>A sequence.</summary>
/// <param name="Items">In document order.</param>
/// <param name="Line">One-based line.</param>
/// <param name="Column">One-based column.</param>
public sealed record YamlSequence(IReadOnlyList<YamlNode> Items, long Line, long Column) : YamlNode(Line, Column);

/// <summary>A mapping; keys are scalars and unique.</summary>
/// <param name="Entries">In document order.</param>
/// <param name="Line">One-based line.</param>
/// <param name="Column">One-based column.</param>
public sealed record YamlMapping(IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> Entries, long Line, long Column) : YamlNode(Line, Column);
