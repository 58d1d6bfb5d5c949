using System.Globalization;
using System.Runtime.InteropServices;

namespace SegmentationML.Storage.Arrow.CData;

/// <summary>Reads the type of a C data interface schema: the table of format strings in its specification.</summary>
internal static unsafe class FormatString
{
    /// <summary>The fields of a record batch, that is of a schema of format <c>+s</c>.</summary>
    public static IReadOnlyList<ArrowField> Fields(ArrowSchema* batch)
    {
        var fields = new ArrowField[batch->ChildCount];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = Field(batch->Children[i]);
        }

        return fields;
    }

    /// <summary>One field with its children and dictionary.</summary>
    public static ArrowField Field(ArrowSchema* schema)
    {
        var name = Marshal.PtrToStringUTF8((nint)schema->Name) ?? string.Empty;
        var format = Marshal.PtrToStringUTF8((nint)schema->Format) ?? string.Empty;
        var type = Parse(schema, name, format);
        var nullable = (schema->Flags & ArrowSchema.Nullable) != 0;
        return schema->Dictionary == null
            ? new ArrowField(name, type, nullable)
            : new ArrowField(name, Field(schema->Dictionary).Type, nullable) { IndexType = type };
    }

    private static ArrowType Parse(ArrowSchema* schema, string name, string format) => format switch
    {
        "n" => ArrowType.Null,
        "b" => ArrowType.Bool,
        "c" => ArrowType.Int(8, signed: true),
        "C" => ArrowType.Int(8, signed: false),
        "s" => ArrowType.Int(16, signed: true),
        "S" => ArrowType.Int(16, signed: false),
        "i" => ArrowType.Int32,
        "I" => ArrowType.Int(32, signed: false),
        "l" => ArrowType.Int64,
        "L" => ArrowType.Int(64, signed: false),
        "e" => ArrowType.Float(16),
        "f" => ArrowType.Float32,
        "g" => ArrowType.Float64,
        "u" => ArrowType.Utf8,
        "U" => ArrowType.LargeUtf8,
        "vu" => ArrowType.Utf8View,
        "z" => ArrowType.Binary,
        "Z" => ArrowType.LargeBinary,
        "vz" => ArrowType.BinaryView,
        "tdD" => ArrowType.Date32,
        "tdm" => ArrowType.Date64,
        "tts" => ArrowType.Time(ArrowTimeUnit.Second),
        "ttm" => ArrowType.Time(ArrowTimeUnit.Millisecond),
        "ttu" => ArrowType.Time(ArrowTimeUnit.Microsecond),
        "ttn" => ArrowType.Time(ArrowTimeUnit.Nanosecond),
        "+l" => ArrowType.List(Field(schema->Children[0])),
        "+L" => ArrowType.LargeList(Field(schema->Children[0])),
        ['t', 's', var unit, ':', .. var zone] => ArrowType.Timestamp(Unit(unit, name, format), zone.Length == 0 ? null : zone),
        ['d', ':', .. var digits] => Decimal(digits.Split(','), name, format),
        ['w', ':', .. var width] => ArrowType.FixedBinary(Number(width, name, format)),
        _ => throw NotSupported(name, format),
    };

    private static ArrowTimeUnit Unit(char letter, string name, string format) => letter switch
    {
        's' => ArrowTimeUnit.Second,
        'm' => ArrowTimeUnit.Millisecond,
        'u' => ArrowTimeUnit.Microsecond,
        'n' => ArrowTimeUnit.Nanosecond,
        _ => throw NotSupported(name, format),
    };

    private static ArrowType Decimal(string[] parts, string name, string format)
    {
        var width = parts.Length == 3 ? Number(parts[2], name, format) : 128;
        return parts.Length is 2 or 3 && width is 32 or 64 or 128
            ? ArrowType.Decimal(Number(parts[0], name, format), Number(parts[1], name, format), width)
            : throw NotSupported(name, format);
    }

    private static int Number(string text, string name, string format)
        => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw NotSupported(name, format);

    private static SegmentationML.Core.ProblemException NotSupported(string name, string format)
        => ArrowProblems.Unsupported($"Column '{name}' has the Arrow C type '{format}', which is not supported.", "Cast it in the query, for example to VARCHAR.");
}
