namespace SegmentationML.Storage.Arrow.Gather;

/// <summary>Which gatherer a source column needs, and the field that it is written as.</summary>
internal static class GathererCatalog
{
    /// <summary>The gatherer of a column.</summary>
    /// <param name="source">The column as the producer exports it.</param>
    /// <param name="dictionary">The values of a column that is to be dictionary-encoded; else null.</param>
    /// <param name="dictionaryId">The dictionary's number in the file.</param>
    public static ColumnGatherer For(ArrowField source, ArrowDictionary? dictionary = null, long dictionaryId = 0)
    {
        var type = source.Type;
        if (dictionary is not null && !type.IsView && type.IsText)
        {
            var encoded = new ArrowField(source.Name, ArrowType.Utf8, source.Nullable) { IndexType = ArrowType.Int32, DictionaryId = dictionaryId };
            return new DictionaryGatherer(encoded, source, dictionary);
        }

        if (dictionary is not null || source.IndexType is not null)
        {
            throw ArrowProblems.Exception(ArrowProblems.Options, $"Column '{source.Name}' ({type}) and its dictionary do not go together.", "A dictionary is for text; an ENUM column needs one.");
        }

        return type.Kind switch
        {
            ArrowKind.Null => new NullGatherer(source),
            ArrowKind.Bool => new BitGatherer(source),
            ArrowKind.Utf8 or ArrowKind.LargeUtf8 => new TextGatherer(source with { Type = ArrowType.Utf8 }, type.Kind == ArrowKind.LargeUtf8),
            ArrowKind.Binary or ArrowKind.LargeBinary => new TextGatherer(source with { Type = ArrowType.Binary }, type.Kind == ArrowKind.LargeBinary),
            ArrowKind.List or ArrowKind.LargeList => ForList(source),
            _ when type.FixedWidth > 0 => new FixedGatherer(source),
            _ => throw ArrowProblems.Unsupported($"Column '{source.Name}' has the type {type}, which is not written.", "Cast it in the query, for example to VARCHAR."),
        };
    }

    private static ListGatherer ForList(ArrowField source)
    {
        var items = For(source.Type.Item!);
        return new ListGatherer(source with { Type = ArrowType.List(items.Field) }, items, source.Type.Kind == ArrowKind.LargeList);
    }
}
