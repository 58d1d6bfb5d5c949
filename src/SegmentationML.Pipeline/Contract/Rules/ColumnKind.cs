using SegmentationML.Contracts.Standard;

namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>Kinds of column types, as far as contracts tell them apart.</summary>
internal enum ColumnKind
{
    /// <summary>VARCHAR, ENUM, UUID, JSON.</summary>
    Text,

    /// <summary>Whole numbers of all widths.</summary>
    Integer,

    /// <summary>DECIMAL.</summary>
    Decimal,

    /// <summary>FLOAT and DOUBLE, which may be NaN or infinite.</summary>
    Floating,

    /// <summary>BOOLEAN.</summary>
    Boolean,

    /// <summary>DATE.</summary>
    Date,

    /// <summary>TIMESTAMP of all resolutions, with or without time zone.</summary>
    Timestamp,

    /// <summary>TIME.</summary>
    Time,

    /// <summary>Lists.</summary>
    List,

    /// <summary>Arrays of fixed length.</summary>
    Vector,

    /// <summary>STRUCT.</summary>
    Struct,

    /// <summary>MAP.</summary>
    Map,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>Sorts SQL types into kinds.</summary>
internal static class ColumnKinds
{
    private static readonly string[] Integers =
        ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"];

    /// <summary>The kind of a type.</summary>
    /// <param name="sqlType">In the engine's spelling, such as <c>DECIMAL(18,4)</c>.</param>
    public static ColumnKind Of(string sqlType)
    {
        if (sqlType.EndsWith("[]", StringComparison.Ordinal))
        {
            return ColumnKind.List;
        }

        if (sqlType.EndsWith(']'))
        {
            return ColumnKind.Vector;
        }

        var name = sqlType.Split('(', 2)[0];
        return name switch
        {
            "VARCHAR" or "ENUM" or "UUID" or "JSON" => ColumnKind.Text,
            "DECIMAL" => ColumnKind.Decimal,
            "FLOAT" or "DOUBLE" => ColumnKind.Floating,
            "BOOLEAN" => ColumnKind.Boolean,
            "DATE" => ColumnKind.Date,
            "TIME" => ColumnKind.Time,
            "STRUCT" => ColumnKind.Struct,
            "MAP" => ColumnKind.Map,
            _ when name.StartsWith("TIMESTAMP", StringComparison.Ordinal) => ColumnKind.Timestamp,
            _ => Integers.Contains(name) ? ColumnKind.Integer : ColumnKind.Other,
        };
    }

    /// <summary>True when values of a kind are values of a type of the standard, rows aside (a decimal may hold whole numbers only).</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="type">The type.</param>
    public static bool Fits(ColumnKind kind, LogicalType type) => type switch
    {
        LogicalType.String => kind == ColumnKind.Text,
        LogicalType.Number or LogicalType.Integer => kind is ColumnKind.Integer or ColumnKind.Decimal or ColumnKind.Floating,
        LogicalType.Boolean => kind == ColumnKind.Boolean,
        LogicalType.Date => kind == ColumnKind.Date,
        LogicalType.Timestamp => kind == ColumnKind.Timestamp,
        LogicalType.Time => kind == ColumnKind.Time,
        LogicalType.Array => kind is ColumnKind.List or ColumnKind.Vector,
        LogicalType.Vector => kind is ColumnKind.Vector or ColumnKind.List,
        LogicalType.Object => kind == ColumnKind.Struct,
        _ => kind == ColumnKind.Map,
    };
}
