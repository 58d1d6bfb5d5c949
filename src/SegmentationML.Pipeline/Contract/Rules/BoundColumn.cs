using SegmentationML.Contracts.Standard;
using SegmentationML.Pipeline.Contract.Reading;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>A column of a contract, found in the data.</summary>
/// <param name="Property">The contract's column.</param>
/// <param name="Raw">SQL of the column as it stands in the data.</param>
/// <param name="Value">SQL of its value in the contract's type; null where text cannot be read as that type.</param>
/// <param name="Kind">Kind of the value.</param>
/// <param name="IsRead">True when the value is read from text, as in CSV files.</param>
internal sealed record BoundColumn(SchemaProperty Property, string Raw, string Value, ColumnKind Kind, bool IsRead)
{
    private const string NumberText = @"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?";

    private FooterTest? _footer;

    /// <summary>Name of the column in the contract.</summary>
    public string Name => Property.Name!;

    /// <summary>A test that the footers of Parquet files can make of the column; null where it is read from text, floating, or known to be empty.</summary>
    /// <param name="condition">See <see cref="FooterTest.Condition"/>.</param>
    public FooterTest? Footer(string condition) => _footer is { } f ? f with { Condition = condition } : null;

    /// <summary>True when the value is a VARCHAR and needs no cast to be matched as text.</summary>
    public bool IsText { get; private init; }

    /// <summary>SQL of the value as an exact number, for sums.</summary>
    public string Exact => !IsRead ? Value : $"CASE WHEN {Value} IS NOT NULL THEN TRY_CAST({Raw} AS DECIMAL(38, 10)) END";

    /// <summary>Finds the kind of a column's values and how to read them.</summary>
    /// <param name="property">The contract's column.</param>
    /// <param name="shape">The data's column.</param>
    /// <param name="textIsRead">True when text columns are to be read by the contract's types.</param>
    /// <param name="isEmpty">True when the column is known to be null throughout: rules about it are then decided without reading it.</param>
    public static BoundColumn Bind(SchemaProperty property, ColumnShape shape, bool textIsRead, bool isEmpty)
    {
        var raw = isEmpty ? $"NULL::{shape.Type}" : Sql.Identifier(shape.Name);
        var kind = ColumnKinds.Of(shape.Type);
        if (!textIsRead || kind != ColumnKind.Text || property.LogicalType is null or LogicalType.String)
        {
            return new BoundColumn(property, raw, raw, kind, false) 
            {
                IsText = shape.Type == "VARCHAR",
                _footer = isEmpty || kind is not (ColumnKind.Text or ColumnKind.Integer or ColumnKind.Decimal or ColumnKind.Date or ColumnKind.Timestamp) ? null : new FooterTest(shape.Name, shape.Type, ""),
            };
        }

        var format = property.LogicalTypeOptions?.Format is { } f && property.LogicalType is LogicalType.Date or LogicalType.Timestamp or LogicalType.Time ? DatePattern.ToStrptime(property.LogicalTypeOptions.Format) : null;
        var parsed = format is null ? null : $"try_strptime({raw}, {Sql.Literal(format)})";
        return property.LogicalType switch
        {
            LogicalType.Number => Read($"CASE WHEN regexp_full_match({raw}, {Sql.Literal(NumberText)}) THEN TRY_CAST({raw} AS DOUBLE) END", ColumnKind.Floating),
            LogicalType.Integer => Read($"CASE WHEN regexp_full_match({raw}, '[+-]?[0-9]+') THEN TRY_CAST({raw} AS HUGEINT) END", ColumnKind.Integer),
            LogicalType.Boolean => Read($"TRY_CAST({raw} AS BOOLEAN)", ColumnKind.Boolean),
            LogicalType.Date => Read($"{parsed ?? $"try_strptime({raw}, '%Y-%m-%d')"}::DATE", ColumnKind.Date),
            LogicalType.Timestamp => Read(parsed is null ? $"TRY_CAST({raw} AS TIMESTAMP)" : $"{parsed}::TIMESTAMP", ColumnKind.Timestamp),
            LogicalType.Time => Read(parsed is null ? $"TRY_CAST({raw} AS TIME)" : $"{parsed}::TIME", ColumnKind.Time),
            _ => new BoundColumn(property, raw, raw, kind, false),
        };

        BoundColumn Read(string value, ColumnKind readAs) => new(property, raw, $"({value})", readAs, true);
    }
}
