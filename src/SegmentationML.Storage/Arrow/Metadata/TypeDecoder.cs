using SegmentationML.Core;
using SegmentationML.Storage.Arrow.FlatBuffers;

namespace SegmentationML.Storage.Arrow.Metadata;

/// <summary>FlatBuffers to types: the tables of the union Type.</summary>
internal static class TypeDecoder
{
    /// <summary>The type of a field.</summary>
    /// <param name="tag">The union's tag.</param>
    /// <param name="table">The union's table.</param>
    /// <param name="name">The field's name, for messages.</param>
    /// <param name="items">The children, decoded.</param>
    public static ArrowType Decode(TypeTag tag, FlatTable table, string name, IReadOnlyList<ArrowField> items) => tag switch
    {
        TypeTag.Null => ArrowType.Null,
        TypeTag.Int => Integer(table, name),
        TypeTag.FloatingPoint => Float(table, name),
        TypeTag.Binary => ArrowType.Binary,
        TypeTag.Utf8 => ArrowType.Utf8,
        TypeTag.Bool => ArrowType.Bool,
        TypeTag.Decimal => Decimal(table, name),
        TypeTag.Date => table.Int16(0, defaultValue: 1) switch { 0 => ArrowType.Date32, 1 => ArrowType.Date64, var unit => throw Invalid(name, $"date unit {unit}") },
        TypeTag.Time => Time(table, name),
        TypeTag.Timestamp => ArrowType.Timestamp(Unit(table.Int16(0), name), table.Text(1)),
        TypeTag.FixedSizeBinary => FixedBinary(table, name),
        TypeTag.LargeBinary => ArrowType.LargeBinary,
        TypeTag.LargeUtf8 => ArrowType.LargeUtf8,
        TypeTag.BinaryView => ArrowType.BinaryView,
        TypeTag.Utf8View => ArrowType.Utf8View,
        TypeTag.List => ArrowType.List(Single(items, name)),
        TypeTag.LargeList => ArrowType.LargeList(Single(items, name)),
        _ when Enum.IsDefined(tag) && tag != TypeTag.None => throw ArrowProblems.Unsupported(
            $"Column '{name}' has the Arrow type {tag}, which is not read.",
            "Write the file without the column, or cast it to numbers, text, dates, timestamps or lists."),
        _ => throw Invalid(name, $"type {(byte)tag}"),
    };

    /// <summary>An integer type, as of a column or of a dictionary's indices.</summary>
    public static ArrowType Integer(FlatTable table, string name)
    {
        var width = table.Int32(0);
        return width is 8 or 16 or 32 or 64 ? ArrowType.Int(width, table.Byte(1) != 0) : throw Invalid(name, $"integer width {width}");
    }

    private static ArrowType Float(FlatTable table, string name)
    {
        var precision = table.Int16(0);
        return precision is >= 0 and <= 2 ? ArrowType.Float(16 << precision) : throw Invalid(name, $"float precision {precision}");
    }

    private static ArrowType FixedBinary(FlatTable table, string name)
    {
        var width = table.Int32(0);
        return width > 0 ? ArrowType.FixedBinary(width) : throw Invalid(name, $"byte width {width}");
    }

    private static ArrowType Decimal(FlatTable table, string name)
    {
        var (precision, scale, width) = (table.Int32(0), table.Int32(1), table.Int32(2, defaultValue: 128));
        if (width == 256)
        {
            throw ArrowProblems.Unsupported($"Column '{name}' is a decimal of 256 bits, which is not read.", "Cast it to a decimal of at most 38 digits.");
        }

        var most = width switch { 32 => 9, 64 => 18, 128 => 38, _ => throw Invalid(name, $"decimal width {width}") };
        return precision >= 1 && precision <= most
            ? ArrowType.Decimal(precision, scale, width)
            : throw Invalid(name, $"decimal precision {precision} in {width} bits");
    }

    private static ArrowType Time(FlatTable table, string name)
    {
        var type = ArrowType.Time(Unit(table.Int16(0, defaultValue: 1), name));
        return table.Int32(1, defaultValue: 32) == type.BitWidth ? type : throw Invalid(name, "time width");
    }

    private static ArrowTimeUnit Unit(short unit, string name)
        => unit is >= 0 and <= 3 ? (ArrowTimeUnit)unit : throw Invalid(name, $"time unit {unit}");

    private static ArrowField Single(IReadOnlyList<ArrowField> items, string name)
        => items.Count == 1 ? items[0] : throw Invalid(name, $"list with {items.Count} children");

    private static ProblemException Invalid(string name, string what) => ArrowProblems.Metadata($"Column '{name}' has an invalid {what}.");
}
