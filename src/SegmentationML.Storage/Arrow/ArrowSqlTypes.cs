namespace SegmentationML.Storage.Arrow;

/// <summary>The type of the query engine that holds the values of an Arrow type. Times become microseconds; a dictionary is its values.</summary>
public static class ArrowSqlTypes
{
    /// <summary>The SQL type of a column.</summary>
    /// <param name="field">A type that has no counterpart is a <c>SEG-ARROW-005</c>.</param>
    public static string Of(ArrowField field)
    {
        var type = field.Type;
        return type.Kind switch
        {
            ArrowKind.Null => "INTEGER",
            ArrowKind.Bool => "BOOLEAN",
            ArrowKind.Int => (type.Signed ? "" : "U") + type.BitWidth switch { 8 => "TINYINT", 16 => "SMALLINT", 32 => "INTEGER", _ => "BIGINT" },
            ArrowKind.Float => type.BitWidth == 64 ? "DOUBLE" : "FLOAT",
            ArrowKind.Decimal when type.Scale >= 0 && type.Scale <= type.Precision => $"DECIMAL({type.Precision},{type.Scale})",
            ArrowKind.Date => "DATE",
            ArrowKind.Time => "TIME",
            ArrowKind.Timestamp => type.TimeZone is null ? "TIMESTAMP" : "TIMESTAMP WITH TIME ZONE",
            ArrowKind.Utf8 or ArrowKind.LargeUtf8 or ArrowKind.Utf8View => "VARCHAR",
            ArrowKind.Binary or ArrowKind.LargeBinary or ArrowKind.BinaryView or ArrowKind.FixedBinary => "BLOB",
            ArrowKind.List or ArrowKind.LargeList when type.Item!.Type.IsText => "VARCHAR[]",
            _ => throw ArrowProblems.Unsupported($"Column '{field.Name}' is {type}, which is not loaded.", "Write the column as numbers, text, dates, timestamps or lists of text."),
        };
    }
}
